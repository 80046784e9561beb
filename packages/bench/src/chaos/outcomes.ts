/** Makes the calls of a run, from 64 fibers, and says what came of each. */
import { Effect } from "effect"
import { type Call, callOf, numbersOf, type Run } from "./operations.ts"

/** How many calls are under way at a time. */
export const fibers = 64

/** How often a client that repeats at all sends a request. */
export const attempts = 5

/** Where no answer comes, every client ends an attempt after this. */
export const attemptMillis = 2000

/** Makes a call; fails with one word that says why. */
export type Perform = (call: Call, number: number) => Effect.Effect<unknown, string>

/** What came of a call: `undefined` for a success, else one word that says why it failed. */
export type Outcome = string | undefined

/** Each fiber takes the next call as soon as its last one has ended. */
export const outcomesOf = (run: Run, perform: Perform): Effect.Effect<ReadonlyArray<Outcome>> =>
  Effect.forEach(
    numbersOf(run),
    (number) =>
      Effect.match(
        Effect.suspend(() => perform(callOf(run, number), number)),
        { onFailure: (reason): Outcome => reason, onSuccess: (): Outcome => undefined }
      ),
    { concurrency: fibers }
  )
