import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { InvalidStateError, type OrganizationState } from "../../OrganizationState.ts"
import { type Definitions, definitionsFrom } from "./definitions.ts"
import { importEach, invalidAt } from "./entities.ts"
import { makePresences, type OnPresenceChange, type Presences } from "./presences.ts"
import { makePrimarySources, type PrimarySources } from "./primarySources.ts"
import { checkDefaultSource, type Settings, settingsFrom } from "./settings.ts"
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
  /** When the organisation began, which is as old as what nobody has changed is. */
  readonly since: DateTime.Utc
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

/**
 * Makes the stores of an organisation from a state; parts that it leaves out are as in a new organisation that began at
 * `since`.
 */
export const makeStores = Effect.fnUntraced(function* (
  state: OrganizationState,
  defaultUsers: Users,
  since: DateTime.Utc,
  onPresenceChange: OnPresenceChange
): Effect.fn.Return<Stores, InvalidStateError> {
  yield* importEach("users", state.users ?? [], () => Effect.void)
  const users = state.users === undefined ? defaultUsers : makeUsers(state.users)
  const definitions = yield* definitionsFrom(state.definitions ?? [], since)
  const sources = yield* sourcesFrom(state.sources)
  const settings = settingsFrom(state.settings)
  const primarySources = makePrimarySources(sources, settings)
  const presences = makePresences(definitions, primarySources, since, onPresenceChange)

  // What was chosen may have been deactivated since, but it is there.
  if (state.settings !== undefined) {
    yield* Effect.mapError(checkDefaultSource(state.settings, sources), invalidAt("settings"))
  }

  const seen = new Set<string>()
  const checkUser = (field: string, userId: string, kind: string) => {
    if (!users.has(userId)) {
      return Effect.fail(new InvalidStateError({ field: `${field}.userId`, issue: `there is no user ${userId}` }))
    }
    const key = JSON.stringify([kind, userId])
    if (seen.has(key)) {
      return Effect.fail(new InvalidStateError({ field: `${field}.userId`, issue: `${userId} has ${kind} already` }))
    }
    seen.add(key)
    return Effect.void
  }

  for (const [index, { name, source, undeclared, userId }] of (state.primarySources ?? []).entries()) {
    yield* checkUser(`primarySources[${index}]`, userId, "a primary source")
    yield* primarySources.choose(userId, { source: sources.named(source), name, undeclared })
  }
  for (const [index, { source, userId, ...presence }] of (state.presences ?? []).entries()) {
    const field = `presences[${index}]`
    const named = sources.named(source)
    yield* checkUser(field, userId, `a presence from ${nameOf(named)}`)
    yield* Effect.mapError(
      definitions.get(presence.definitionId),
      () =>
        new InvalidStateError({
          field: `${field}.definitionId`,
          issue: `there is no definition ${presence.definitionId}`
        })
    )
    yield* presences.restore(userId, named, { modifiedDate: since, ...presence })
  }

  return { users, definitions, sources, settings, primarySources, presences, since }
})
