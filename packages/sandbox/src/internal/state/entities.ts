import type { JsonObject } from "@genesys-presence/models/Model"
import * as Effect from "effect/Effect"
import { InvalidStateError } from "../../OrganizationState.ts"
import { conflict, ErrorCode, invalidField, notFound, Refusal } from "../http/refusal.ts"

/** What gets an id; the number is the first group of the id, so that a reader can tell the kinds apart. */
export const IdentifierKind = { user: 1, definition: 2, source: 3, settings: 4, request: 5, event: 7 } as const

/** The number of a kind. */
export type IdentifierKind = (typeof IdentifierKind)[keyof typeof IdentifierKind]

const hexadecimal = (value: number, digits: number): string => value.toString(16).padStart(digits, "0")

/** The `number`-th id of a kind, in the shape of a UUID. */
export const identifier = (kind: IdentifierKind, number: number): string =>
  `${hexadecimal(kind, 8)}-0000-4000-8000-${hexadecimal(number, 12)}`

/** Hands out the ids of one kind in order, so that a test sees the same ids in every run; ids in use are left out. */
export const makeSequence = (kind: IdentifierKind, find?: (id: string) => unknown): (() => string) => {
  let count = 0
  return () => {
    let id = identifier(kind, ++count)
    while (find?.(id) !== undefined) id = identifier(kind, ++count)
    return id
  }
}

/**
 * The keys of a body that the models do not declare. They are stored beside the declared ones, so that a newer field
 * which a client writes is there when it is read again.
 */
export const undeclaredKeys = (body: object, declared: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !declared.has(key)))

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

/**
 * Brings in what a part of a state lists, each by the rules that writes have. The first that is refused ends it, and the
 * error says which and why.
 */
export const importEach = <A extends { readonly id: string }>(
  part: string,
  imported: ReadonlyArray<A>,
  bringIn: (entity: A) => Effect.Effect<unknown, Refusal>
): Effect.Effect<void, InvalidStateError> => {
  const ids = new Set<string>()
  return Effect.forEach(
    imported,
    (entity, index) => {
      const at = `${part}[${index}]`
      if (ids.has(entity.id)) {
        return Effect.fail(new InvalidStateError({ field: `${at}.id`, issue: `${entity.id} is there twice` }))
      }
      ids.add(entity.id)
      return Effect.mapError(bringIn(entity), invalidAt(at))
    },
    { discard: true }
  )
}

/** A refusal of what stands at a place of an imported state. */
export const invalidAt =
  (at: string) =>
  ({ field, message }: Refusal): InvalidStateError =>
    field === undefined
      ? new InvalidStateError({ field: at, issue: message })
      : // The message begins with the field.
        new InvalidStateError({ field: `${at}.${field}`, issue: message.slice(field.length + 2) })
