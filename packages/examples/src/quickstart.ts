import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import * as Organization from "./organization.ts"
import { runCommand } from "./runCommand.ts"
import { tour } from "./tour.ts"

const write = Flag.Boolean("write").pipe(
  Flag.withDescription("Let the tour change your organisation; what it changes it puts back"),
  Flag.withDefault(false)
)

const userIds = Flag.String("user").pipe(
  Flag.withDescription("The id of a user whose presence the tour reads, and sets with --write; may be repeated"),
  Flag.between(0, 50)
)

const quickstart = Command.make("quickstart", { write, userIds }, (options) =>
  tour.pipe(Effect.provide(Organization.layer(options)))
).pipe(
  Command.withDescription(
    "A tour of the client on an embedded sandbox, or on the organisation that GENESYS_CLOUD_* names."
  )
)

runCommand(quickstart)
