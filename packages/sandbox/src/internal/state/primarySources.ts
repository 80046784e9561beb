import type { JsonObject } from "@genesys-presence/models/Model"
import type { UserPrimarySource } from "@genesys-presence/models/UserPrimarySource"
import * as Effect from "effect/Effect"
import type { Settings } from "./settings.ts"
import type { NamedSource, Sources } from "./sources.ts"

/** The source that a user chose. */
interface Choice {
  readonly source: NamedSource
  readonly name?: string | undefined
  readonly undeclared: JsonObject
}

/** Which source decides what others see of a user. */
export interface PrimarySources {
  readonly get: (userId: string) => Effect.Effect<UserPrimarySource>
  readonly choose: (userId: string, choice: Choice) => Effect.Effect<void>
  /** What users chose, by their ids. */
  readonly choices: Effect.Effect<ReadonlyArray<readonly [userId: string, choice: Choice]>>
}

/** At first no user has chosen a source. */
export const makePrimarySources = (sources: Sources, settings: Settings): PrimarySources => {
  const choices = new Map<string, Choice>()

  /** For a user who never chose: what the settings say if it is a registered source, else the product itself. */
  const assumed = Effect.map(settings.get, ({ defaultPrimaryPresenceRegisteredSourceId: id }): Choice => {
    const source = id === undefined ? sources.pureCloud : sources.named(id)
    return { source: source._tag === "Custom" ? sources.pureCloud : source, undeclared: {} }
  })

  return {
    get: Effect.fnUntraced(function* (userId) {
      const { name, source, undeclared } = choices.get(userId) ?? (yield* assumed)
      return {
        ...undeclared,
        id: userId,
        ...(name === undefined ? {} : { name }),
        sourceId: source._tag === "Custom" ? source.name : source.source.id,
        registered: source._tag !== "Custom",
        selfUri: `/api/v2/presence/users/${userId}/primarysource`
      }
    }),

    choose: (userId, choice) => Effect.sync(() => choices.set(userId, choice)),

    choices: Effect.sync(() => Array.from(choices))
  }
}
