import type { JsonObject } from "@genesys-presence/models/Model"
import type { UserPresence, UserPresenceRequest } from "@genesys-presence/models/UserPresence"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import type { Refusal } from "../http/refusal.ts"
import {
  type Definition,
  type Definitions,
  deprecatedDefinitionUri,
  offlineDefinitionId,
  spaced
} from "./definitions.ts"
import { undeclaredKeys } from "./entities.ts"
import type { PrimarySources } from "./primarySources.ts"
import { type NamedSource, pureCloudName } from "./sources.ts"

/** What a source says of a user. */
export interface Presence {
  readonly definitionId: string
  readonly message: string
  readonly modifiedDate: DateTime.Utc
  readonly undeclared: JsonObject
  readonly source: NamedSource
}

/** What became of what a source says of a user. */
export interface PresenceChange {
  readonly userId: string
  readonly before: Presence
  readonly after: Presence
}

/** A change whose definition was found: writing it cannot fail any more. */
export interface CheckedChange {
  readonly userId: string
  readonly source: NamedSource
  readonly definition: Definition | undefined
  readonly body: UserPresenceRequest
}

/** What each source says of each user. The users exist: that was checked before. */
export interface Presences {
  readonly read: (userId: string, source: NamedSource) => Effect.Effect<UserPresence, Refusal>
  /** `at` says where in the request the body is, for messages. */
  readonly check: (
    userId: string,
    source: NamedSource,
    body: UserPresenceRequest,
    at: string
  ) => Effect.Effect<CheckedChange, Refusal>
  readonly write: (change: CheckedChange) => Effect.Effect<void>
  /** What a source says of a user now. */
  readonly current: (userId: string, source: NamedSource) => Presence
  /** What was ever set. */
  readonly all: Effect.Effect<ReadonlyArray<Presence & { readonly userId: string; readonly source: NamedSource }>>
  /** Sets what was imported; what it refers to was checked before. */
  readonly restore: (userId: string, source: NamedSource, presence: Omit<Presence, "source">) => Effect.Effect<void>
}

const declaredKeys: ReadonlySet<string> = new Set([
  "id",
  "name",
  "source",
  "sourceId",
  "primary",
  "presenceDefinition",
  "futurePresenceDefinition",
  "message",
  "modifiedDate",
  "selfUri"
])

/** Ids and custom names cannot be taken for each other: an id of a source is never a custom name. */
const keyOf = (source: NamedSource): string => (source._tag === "Custom" ? source.name : source.source.id)

const describe = (source: NamedSource): Pick<UserPresence, "source" | "sourceId"> => {
  if (source._tag === "PureCloud") return { source: pureCloudName }
  if (source._tag === "Custom") return { source: source.name }
  return { source: source.source.name, sourceId: source.source.id }
}

/** Told of each change, once it is written. */
export type OnPresenceChange = (change: PresenceChange) => Effect.Effect<void>

/** At first nobody has set a presence anywhere, since the given time. */
export const makePresences = (
  definitions: Definitions,
  primarySources: PrimarySources,
  since: DateTime.Utc,
  onChange: OnPresenceChange
): Presences => {
  const neverSet = {
    definitionId: offlineDefinitionId,
    message: "",
    modifiedDate: since,
    undeclared: {}
  }
  const byUser = new Map<string, Map<string, Presence>>()

  const current = (userId: string, source: NamedSource): Presence =>
    byUser.get(userId)?.get(keyOf(source)) ?? { ...neverSet, source }

  const set = (userId: string, presence: Presence): void => {
    const ofUser = byUser.get(userId) ?? new Map<string, Presence>()
    byUser.set(userId, ofUser.set(keyOf(presence.source), presence))
  }

  return {
    current,

    read: (userId, source) =>
      Effect.suspend(() => {
        const presence = current(userId, source)
        return Effect.map(definitions.get(presence.definitionId), (definition) => ({
          ...presence.undeclared,
          ...describe(source),
          presenceDefinition: {
            id: definition.id,
            systemPresence: spaced(definition.systemPresence),
            selfUri: deprecatedDefinitionUri(definition.id)
          },
          message: presence.message,
          modifiedDate: presence.modifiedDate,
          selfUri: `/api/v2/users/${userId}/presences`
        }))
      }),

    check: Effect.fnUntraced(function* (userId, source, body, at) {
      if (body.presenceDefinition === undefined) return { userId, source, body, definition: undefined }
      const { id } = body.presenceDefinition
      return {
        userId,
        source,
        body,
        definition: yield* definitions.getReferred(id, `${at}presenceDefinition.id`)
      }
    }),

    write: Effect.fnUntraced(function* ({ body, definition, source, userId }) {
      if (body.primary === true) yield* primarySources.choose(userId, { source, undeclared: {} })
      const before = current(userId, source)
      const after = {
        ...before,
        definitionId: definition?.id ?? before.definitionId,
        message: body.message ?? before.message,
        undeclared: { ...before.undeclared, ...undeclaredKeys(body, declaredKeys) }
      }
      if (Equal.equals(before, after)) return
      const presence = { ...after, modifiedDate: yield* DateTime.now }
      set(userId, presence)
      yield* onChange({ userId, before, after: presence })
    }),

    all: Effect.sync(() =>
      Array.from(byUser).flatMap(([userId, ofUser]) =>
        Array.from(ofUser.values(), (presence) => ({ userId, ...presence }))
      )
    ),

    restore: (userId, source, presence) => Effect.sync(() => set(userId, { ...presence, source }))
  }
}
