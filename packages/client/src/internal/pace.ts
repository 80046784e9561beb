import * as Effect from "effect/Effect"
import * as Waiting from "./waiting.ts"

/** Lets one through at a time, with the given distance between them. */
export const makePace = (millisBetween: number): Effect.Effect<void> => {
  let nextAt = -Infinity
  return Effect.withFiber((fiber) => {
    const now = Waiting.now(fiber)
    const at = Math.max(now, nextAt)
    nextAt = at + millisBetween
    return at === now ? Effect.void : Waiting.pause(at - now)
  })
}
