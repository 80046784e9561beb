import { PresenceClient } from "@genesys-presence/client"
import { SystemPresenceName, type UcUserPresence, type UserPresence } from "@genesys-presence/models"
import { Array, DateTime, Effect, Option, Random } from "effect"
import { Organization } from "./organization.ts"
import * as Terminal from "./terminal.ts"

const kindOf = ({ presenceDefinition }: UserPresence.UserPresence | UcUserPresence.UcUserPresence): string =>
  SystemPresenceName.normalize(presenceDefinition?.systemPresence ?? "unknown")

const inWords = (presence: UserPresence.UserPresence): string => {
  const since = presence.modifiedDate === undefined ? "" : `, since ${DateTime.formatIso(presence.modifiedDate)}`
  const message = presence.message ? ` (“${presence.message}”)` : ""
  return `${kindOf(presence)}${message}${since}`
}

/** `12 Available, 3 Busy`, the most frequent first. */
const tally = (presences: ReadonlyArray<UcUserPresence.UcUserPresence>): string =>
  Object.entries(Array.groupBy(presences, kindOf))
    .map(([kind, those]) => [those.length, kind] as const)
    .toSorted(([one], [other]) => other - one)
    .map(([count, kind]) => `${count} ${kind}`)
    .join(", ")

const readDefinitions = Effect.fn("readDefinitions")(function* (terminal: Terminal.Terminal) {
  const presence = yield* PresenceClient
  yield* terminal.step("Ask for the kinds of presence; the first call fetches a token, all others share it")
  const kinds = yield* presence.getSystempresences()
  yield* terminal.result(kinds.map(({ name }) => name).join(", "))

  yield* terminal.step("List the statuses that the organisation offers")
  const { body, correlationId } = yield* presence.execute("getPresenceDefinitions", { localeCode: "ALL" })
  const definitions = body.entities ?? []
  for (const { languageLabels, systemPresence, type } of definitions.slice(0, 12)) {
    const label = languageLabels["en_US"] ?? languageLabels["en"] ?? Object.values(languageLabels)[0] ?? ""
    yield* terminal.result(`${label.padEnd(18)} ${(systemPresence ?? "").padEnd(10)} ${type ?? ""}`)
  }
  if (definitions.length > 12) yield* terminal.aside(`… and ${definitions.length - 12} more`)
  yield* terminal.aside(`correlation id of this answer: ${correlationId ?? "none"}`)
})

/** A status for the tour; it is deactivated when the tour is over. */
const createDefinition = Effect.fn("createDefinition")(function* (terminal: Terminal.Terminal) {
  const presence = yield* PresenceClient
  const label = `Effect tour ${yield* Random.nextIntBetween(1000, 9999)}`
  yield* terminal.step(`Create a status of our own: “${label}”, a kind of Busy`)
  const { id = "" } = yield* Effect.acquireRelease(
    presence.postPresenceDefinitions({
      body: { languageLabels: { en_US: label }, systemPresence: "Busy", divisionId: "*" }
    }),
    ({ id: created }) =>
      created === undefined ? Effect.void : Effect.ignore(presence.deletePresenceDefinition({ definitionId: created }))
  )
  yield* terminal.result(`created with the id ${id}`)
  return id
})

const setPresence = Effect.fn("setPresence")(function* (
  terminal: Terminal.Terminal,
  userId: string,
  definitionId: string
) {
  const presence = yield* PresenceClient
  yield* terminal.step("Set a user's presence to it, and read it back")
  const before = yield* presence.getUserPresencesPurecloud({ userId })
  yield* terminal.result(`before: ${inWords(before)}`)
  const previousId = before.presenceDefinition?.id
  yield* Effect.acquireRelease(
    presence.patchUserPresencesPurecloud({
      userId,
      body: { presenceDefinition: { id: definitionId }, message: "on a tour" }
    }),
    () =>
      Effect.ignore(
        presence.patchUserPresencesPurecloud({
          userId,
          body: {
            ...(previousId !== undefined && { presenceDefinition: { id: previousId } }),
            message: before.message ?? ""
          }
        })
      )
  )
  yield* terminal.result(`after:  ${inWords(yield* presence.getUserPresencesPurecloud({ userId }))}`)
})

const readMany = Effect.fn("readMany")(function* (terminal: Terminal.Terminal, userIds: ReadonlyArray<string>) {
  const presence = yield* PresenceClient
  const id = userIds.slice(0, 50)
  yield* terminal.step(`Read the presences of ${id.length} users in one call`)
  yield* terminal.result(tally(yield* presence.getUsersPresencesPurecloudBulk({ id })))
})

const seeErrors = Effect.fn("seeErrors")(function* (terminal: Terminal.Terminal) {
  const presence = yield* PresenceClient
  const { reader } = yield* Organization
  yield* terminal.step("Ask for a status that does not exist")
  yield* presence
    .getPresenceDefinition({ definitionId: "00000000-0000-4000-8000-000000000000" })
    .pipe(Effect.catchTag("PresenceNotFound", (error) => terminal.handled("PresenceNotFound", error.message)))

  if (Option.isSome(reader)) {
    yield* terminal.step("Register a source with a client that may only read")
    yield* reader.value
      .postPresenceSources({ body: { name: "Door sensor" } })
      .pipe(Effect.catchTag("PresenceForbidden", (error) => terminal.handled("PresenceForbidden", error.message)))
  }

  yield* terminal.step("Ask for a user with an id that cannot be one")
  yield* presence
    .getUserPresencesPurecloud({ userId: ".." })
    .pipe(
      Effect.catchTag("PresenceInvalidRequest", (error) => terminal.handled("PresenceInvalidRequest", error.message))
    )
})

/** A walk through the client: reads, a write and its undoing, and errors that are handled. */
export const tour = Effect.gen(function* () {
  const terminal = Terminal.make()
  const { canWrite, description, userIds } = yield* Organization
  const [userId] = userIds
  yield* terminal.title("Genesys Cloud Presence for Effect")
  yield* terminal.aside(`on ${description}`)
  yield* readDefinitions(terminal)
  if (canWrite) {
    const definitionId = yield* createDefinition(terminal)
    if (userId !== undefined) yield* setPresence(terminal, userId, definitionId)
  }
  if (userId === undefined) yield* terminal.aside("name users with --user to read their presence, too")
  else yield* readMany(terminal, userIds)
  yield* seeErrors(terminal)
  yield* terminal.title("That was it. The program is packages/examples/src/tour.ts; docs/1-getting-started.md goes on.")
}).pipe(Effect.scoped)
