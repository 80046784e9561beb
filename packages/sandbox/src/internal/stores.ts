import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { InvalidStateError, type OrganizationState } from "../OrganizationState.ts"
import { bulkPresenceHandlers } from "./bulkPresenceHandlers.ts"
import { definitionHandlers } from "./definitionHandlers.ts"
import { definitionsFrom, type Definitions } from "./definitions.ts"
import { deprecatedDefinitionHandlers } from "./deprecatedDefinitionHandlers.ts"
import type { OperationHandlers } from "./operationHandlers.ts"
import { makePresences, type Presences } from "./presences.ts"
import { makePrimarySources, type PrimarySources, primarySourceHandlers } from "./primarySources.ts"
import type { Refusal } from "./refusal.ts"
import { type Settings, settingsFrom, settingsHandlers } from "./settings.ts"
import { sourceHandlers } from "./sourceHandlers.ts"
import { type NamedSource, pureCloudName, type Sources, sourcesFrom } from "./sources.ts"
import { systemPresenceHandlers } from "./systemPresenceHandlers.ts"
import { userPresenceHandlers } from "./userPresenceHandlers.ts"
import { makeUsers } from "./users.ts"

/** A user of the organisation. */
interface User {
  readonly id: string
  readonly name: string
}

/** Everything that an organisation remembers, and the operations on it. */
export interface Stores {
  readonly users: ReadonlyArray<User>
  readonly definitions: Definitions
  readonly sources: Sources
  readonly presences: Presences
  readonly handlers: OperationHandlers
  /** Refuses a user that does not exist. */
  readonly checkUser: (userId: string) => Effect.Effect<void, Refusal>
  /** The state as it is now. */
  readonly snapshot: Effect.Effect<OrganizationState>
}

/** How a state names a source. */
const nameOf = (source: NamedSource): string => {
  if (source._tag === "PureCloud") return pureCloudName
  return source._tag === "Custom" ? source.name : source.source.id
}

const snapshotOf = (parts: {
  readonly users: ReadonlyArray<User>
  readonly definitions: Definitions
  readonly sources: Sources
  readonly settings: Settings
  readonly primarySources: PrimarySources
  readonly presences: Presences
}): Effect.Effect<OrganizationState> =>
  Effect.gen(function* () {
    return {
      users: parts.users,
      definitions: (yield* parts.definitions.list).map(({ name, ...definition }) => ({
        ...definition,
        ...(name !== undefined && { name })
      })),
      sources: (yield* parts.sources.list).map(({ description, ...source }) => ({
        ...source,
        ...(description !== undefined && { description })
      })),
      settings: yield* parts.settings.stored,
      primarySources: (yield* parts.primarySources.choices).map(([userId, { name, source, undeclared }]) => ({
        userId,
        source: nameOf(source),
        ...(name !== undefined && { name }),
        undeclared
      })),
      presences: (yield* parts.presences.all).map(({ source, ...presence }) => ({
        ...presence,
        source: nameOf(source)
      }))
    }
  })

/** Refuses ids that stand twice. */
const distinct = (
  field: string,
  entries: ReadonlyArray<{ readonly id: string }>
): Effect.Effect<void, InvalidStateError> => {
  const seen = new Set<string>()
  for (const [index, { id }] of entries.entries()) {
    if (seen.has(id)) {
      return Effect.fail(new InvalidStateError({ field: `${field}[${index}].id`, issue: `${id} is there twice` }))
    }
    seen.add(id)
  }
  return Effect.void
}

/** Makes the stores of an organisation from a state; parts that it leaves out are as in a new organisation. */
export const makeStores = Effect.fnUntraced(function* (
  state: OrganizationState,
  defaultUsers: ReadonlyArray<User>
): Effect.fn.Return<Stores, InvalidStateError> {
  const userList = state.users ?? defaultUsers
  yield* distinct("users", userList)
  yield* distinct("definitions", state.definitions ?? [])
  yield* distinct("sources", state.sources ?? [])
  const users = makeUsers(userList)
  const definitions = yield* definitionsFrom(state.definitions ?? [])
  const sources = sourcesFrom(state.sources)
  const settings = settingsFrom(state.settings)
  const primarySources = makePrimarySources(sources, settings)
  const presences = yield* makePresences(definitions, primarySources)
  const now = yield* DateTime.now

  const checkUser = (field: string, userId: string) =>
    users.has(userId)
      ? Effect.void
      : Effect.fail(new InvalidStateError({ field: `${field}.userId`, issue: `there is no user ${userId}` }))

  for (const [index, { name, source, undeclared, userId }] of (state.primarySources ?? []).entries()) {
    yield* checkUser(`primarySources[${index}]`, userId)
    yield* primarySources.choose(userId, { source: sources.named(source), name, undeclared })
  }
  for (const [index, { source, userId, ...presence }] of (state.presences ?? []).entries()) {
    const field = `presences[${index}]`
    yield* checkUser(field, userId)
    yield* Effect.mapError(
      definitions.get(presence.definitionId),
      () =>
        new InvalidStateError({
          field: `${field}.definitionId`,
          issue: `there is no definition ${presence.definitionId}`
        })
    )
    yield* presences.restore(userId, sources.named(source), { modifiedDate: now, ...presence })
  }

  return {
    users: userList,
    definitions,
    sources,
    presences,
    checkUser: users.check,
    handlers: {
      ...definitionHandlers(definitions),
      ...deprecatedDefinitionHandlers(definitions),
      ...settingsHandlers(settings),
      ...sourceHandlers(sources),
      ...primarySourceHandlers(users, sources, primarySources),
      ...systemPresenceHandlers,
      ...userPresenceHandlers(users, sources, presences),
      ...bulkPresenceHandlers(users, sources, presences)
    },
    snapshot: snapshotOf({ users: userList, definitions, sources, settings, primarySources, presences })
  }
})
