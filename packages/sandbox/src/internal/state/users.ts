import * as Effect from "effect/Effect"
import { notFound, type Refusal } from "../http/refusal.ts"
import { identifier, IdentifierKind } from "./entities.ts"

interface User {
  readonly id: string
  readonly name: string
}

/** The users of an organisation. */
export interface Users {
  readonly all: ReadonlyArray<User>
  readonly has: (id: string) => boolean
  readonly check: (id: string) => Effect.Effect<void, Refusal>
}

/** The given users exist, and stay. */
export const makeUsers = (users: ReadonlyArray<User>): Users => {
  const ids = new Set(users.map(({ id }) => id))
  const has = (id: string): boolean => ids.has(id)
  return {
    all: users,
    has,
    check: (id) => (has(id) ? Effect.void : Effect.fail(notFound("user", id)))
  }
}

const firstNames = ["Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Grace", "Hugo", "Ines", "Jonas"]
const lastNames = ["Abara", "Bergmann", "Castro", "Dubois", "Eriksen", "Fischer", "Gupta", "Haddad", "Ito", "Jansen"]

/** A name for the `index`-th user, from 0: all pairs of a first and a last name come before any comes twice. */
const nameOf = (index: number): string => {
  const first = index % firstNames.length
  const round = Math.floor(index / firstNames.length)
  const last = (first + round) % lastNames.length
  const repetition = Math.floor(round / lastNames.length)
  const suffix = repetition === 0 ? "" : ` ${repetition + 1}`
  return `${firstNames[first]} ${lastNames[last]}${suffix}`
}

/** That many users, with the same ids and names in every run. */
export const seededUsers = (count: number): Users =>
  makeUsers(
    Array.from({ length: count }, (_, index) => ({
      id: identifier(IdentifierKind.user, index + 1),
      name: nameOf(index)
    }))
  )
