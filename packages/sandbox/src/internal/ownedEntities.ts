import * as Effect from "effect/Effect"
import { conflict, ErrorCode, invalidField, notFound, Refusal } from "./refusal.ts"

/** What definitions and sources have in common: the product brings some, and deleting only deactivates. */
export interface Owned {
  readonly id: string
  readonly type: "System" | "User"
  readonly deactivated: boolean
}

/** Definitions, or sources, by their ids, in the order of creation. */
export interface OwnedEntities<A extends Owned> {
  readonly list: Effect.Effect<ReadonlyArray<A>>
  readonly find: (id: string) => A | undefined
  readonly get: (id: string) => Effect.Effect<A, Refusal>
  /** As `get`, but refuses what the product brings. */
  readonly getEditable: (id: string) => Effect.Effect<A, Refusal>
  /** Refuses an active entity that clashes with another active one. */
  readonly store: (entity: A) => Effect.Effect<A, Refusal>
}

/** At first there are the seeds. */
export const makeOwnedEntities = <A extends Owned>(options: {
  /** What messages call the entity. */
  readonly entity: string
  readonly seeds: Iterable<A>
  /** Where and why two entities cannot both be active. */
  readonly clash: (entity: A, other: A) => { readonly field: string; readonly reason: string } | undefined
}): OwnedEntities<A> => {
  const byId = new Map<string, A>()
  for (const seed of options.seeds) byId.set(seed.id, seed)

  const get = Effect.fnUntraced(function* (id: string) {
    return byId.get(id) ?? (yield* notFound(options.entity, id))
  })

  return {
    list: Effect.sync(() => Array.from(byId.values())),

    find: (id) => byId.get(id),

    get,

    getEditable: Effect.fnUntraced(function* (id) {
      const entity = yield* get(id)
      if (entity.type === "User") return entity
      return yield* new Refusal({
        code: ErrorCode.badRequest,
        message: `The ${options.entity} ${id} comes with the product: it cannot be changed or deleted`
      })
    }),

    store: Effect.fnUntraced(function* (entity) {
      for (const other of byId.values()) {
        if (entity.deactivated || other.deactivated || other.id === entity.id) continue
        const clash = options.clash(entity, other)
        if (clash !== undefined) return yield* conflict(clash.field, clash.reason)
      }
      byId.set(entity.id, entity)
      return entity
    })
  }
}

/** Only the product makes entities of type `System`. */
export const checkType = (type: string | undefined): Effect.Effect<void, Refusal> =>
  type === undefined || type === "User"
    ? Effect.void
    : Effect.fail(invalidField(ErrorCode.constraintValidation, "type", `only User is possible, got ${type}`))
