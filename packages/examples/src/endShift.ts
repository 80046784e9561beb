/** The end of a shift: a part of some backend, whose tests are an example of how to test with the sandbox. */
import { ManyUsers, PresenceDefinitions } from "@genesys-presence/client"
import { Effect } from "effect"

/** What became of the team. */
export interface Ended {
  /** Who is offline now. */
  readonly offline: ReadonlyArray<string>
  /** Whom the organisation does not know, or could not be reached about. */
  readonly left: ReadonlyArray<string>
}

/** Sends a team home: everybody goes offline, and whoever could not is named. */
export const endShift = Effect.fn("endShift")(function* (userIds: ReadonlyArray<string>) {
  const definitions = yield* PresenceDefinitions
  const { id } = yield* definitions.find({ systemPresence: "Offline" })
  const { failures, missing, written } = yield* ManyUsers.writeAllPresences(
    userIds.map((userId) => ({ id: userId, presenceDefinition: { id }, message: "home" }))
  )
  const ended: Ended = {
    offline: written.map(({ userId }) => userId),
    left: [...missing, ...failures.flatMap((failure) => failure.userIds)]
  }
  return ended
})
