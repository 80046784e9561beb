import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { InvalidStateError, type OrganizationState } from "../../OrganizationState.ts"
import { type Definitions, definitionsFrom } from "./definitions.ts"
import { makePresences, type Presences } from "./presences.ts"
import { makePrimarySources, type PrimarySources } from "./primarySources.ts"
import { type Settings, settingsFrom } from "./settings.ts"
import { type NamedSource, pureCloudName, type Sources, sourcesFrom } from "./sources.ts"
import { makeUsers, type Users } from "./users.ts"

/** Everything that an organisation stores. */
export interface Stores {
  readonly users: Users
  readonly definitions: Definitions
  readonly sources: Sources
  readonly settings: Settings
  readonly primarySources: PrimarySources
  readonly presences: Presences
}

/** How a state names a source. */
const nameOf = (source: NamedSource): string => {
  if (source._tag === "PureCloud") return pureCloudName
  return source._tag === "Custom" ? source.name : source.source.id
}

/** The state as it is now. */
export const snapshotOf = (stores: Stores): Effect.Effect<OrganizationState> =>
  Effect.gen(function* () {
    return {
      users: stores.users.all,
      definitions: (yield* stores.definitions.list).map(({ name, ...definition }) => ({
        ...definition,
        ...(name !== undefined && { name })
      })),
      sources: (yield* stores.sources.list).map(({ description, ...source }) => ({
        ...source,
        ...(description !== undefined && { description })
      })),
      settings: yield* stores.settings.stored,
      primarySources: (yield* stores.primarySources.choices).map(([userId, { name, source, undeclared }]) => ({
        userId,
        source: nameOf(source),
        ...(name !== undefined && { name }),
        undeclared
      })),
      presences: (yield* stores.presences.all).map(({ source, ...presence }) => ({
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
  defaultUsers: Users
): Effect.fn.Return<Stores, InvalidStateError> {
  yield* distinct("users", state.users ?? [])
  yield* distinct("definitions", state.definitions ?? [])
  yield* distinct("sources", state.sources ?? [])
  const users = state.users === undefined ? defaultUsers : makeUsers(state.users)
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

  return { users, definitions, sources, settings, primarySources, presences }
})
