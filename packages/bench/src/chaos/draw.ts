/** Draws that are the same for the same seed, whatever was drawn before. */
import { Effect, Random } from "effect"

/** Something that is drawn as often as its weight says, against the weights of the others. */
export interface Weighted {
  readonly weight: number
}

/** One of several, by their weights. */
export const oneOf = <A extends Weighted>(choices: readonly [A, ...ReadonlyArray<A>]): Effect.Effect<A> => {
  const total = choices.reduce((sum, { weight }) => sum + weight, 0)
  return Effect.map(Random.next, (random) => {
    let left = random * total
    return choices.find(({ weight }) => (left -= weight) < 0) ?? choices[0]
  })
}

/** What a drawing gives for a seed. */
export const draw = <A>(drawing: Effect.Effect<A>, seed: string): A => Effect.runSync(Random.withSeed(drawing, seed))
