import * as Effect from "effect/Effect"
import { notFound, type Refusal } from "./refusal.ts"

/** Which users exist. */
export interface Users {
  readonly has: (id: string) => boolean
  readonly check: (id: string) => Effect.Effect<void, Refusal>
}

/** The given users exist, and stay. */
export const makeUsers = (users: ReadonlyArray<{ readonly id: string }>): Users => {
  const ids = new Set(users.map(({ id }) => id))
  const has = (id: string): boolean => ids.has(id)
  return {
    has,
    check: (id) => (has(id) ? Effect.void : Effect.fail(notFound("user", id)))
  }
}
