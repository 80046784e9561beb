import type * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import type * as Redacted from "effect/Redacted"
import type { PresenceAuthenticationError } from "../CallError.ts"

type Token = Effect.Effect<Redacted.Redacted, PresenceAuthenticationError>

/** Looks for a token without asking for one. */
type Look = (fiber: Fiber.Fiber<unknown, unknown>) => Redacted.Redacted | undefined

const looks = new WeakMap<Token, Look>()

/** Gives an effect a way to look into it. */
export const addLook = (token: Token, look: Look): void => {
  looks.set(token, look)
}

const hasEnded = (token: Token): token is Exit.Exit<Redacted.Redacted, PresenceAuthenticationError> =>
  Exit.isExit(token)

/** The token that an effect would give at once and without doing anything; `undefined` when that is not known. */
export const tokenAtHand = (token: Token, fiber: Fiber.Fiber<unknown, unknown>): Redacted.Redacted | undefined => {
  if (hasEnded(token)) return Exit.isSuccess(token) ? token.value : undefined
  return looks.get(token)?.(fiber)
}
