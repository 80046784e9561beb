import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { FailureError, FailureResult, Input, Missing, OnFailure, Options } from "../../ManyUsers.ts"
import { PresenceChunkFailed, type PresenceError } from "../../PresenceError.ts"
import { invalidIndex, usersPerRequest } from "./bulkRead.ts"

/** What is done with a chunk. */
export interface Call<Item, Result> {
  /** The most items that the service takes at once. */
  readonly maxSize: number
  readonly idOf: (item: Item) => string
  /** The items to send for a chunk. */
  readonly merge: (chunk: ReadonlyArray<Item>) => ReadonlyArray<Item>
  /** Sends, and answers with one result for each item of the chunk. */
  readonly send: (
    merged: ReadonlyArray<Item>,
    chunk: ReadonlyArray<Item>
  ) => Effect.Effect<ReadonlyArray<Result>, PresenceError>
}

/** The results of a chunk; those that cannot be sent fail by themselves, before the others. */
const resultsOf = <Item, Result>(
  chunk: ReadonlyArray<Item>,
  call: Call<Item, Result>,
  onFailure: OnFailure
): Effect.Effect<ReadonlyArray<Result | PresenceChunkFailed>, PresenceChunkFailed> => {
  const merged = call.merge(chunk)
  return Effect.catch(
    call.send(merged, chunk),
    Effect.fnUntraced(function* (reason) {
      const index = invalidIndex(reason)
      const refused = index === undefined ? merged : merged.slice(index, index + 1)
      const failure = new PresenceChunkFailed({ userIds: refused.map(call.idOf), reason })
      if (onFailure === "fail") return yield* failure
      const sendable = index === undefined ? [] : chunk.filter((item) => item !== refused[0])
      return sendable.length === 0 ? [failure] : [failure, ...(yield* resultsOf(sendable, call, onFailure))]
    })
  )
}

const sizeOf = (input: object): number | undefined => {
  if (Array.isArray(input)) return input.length
  return input instanceof Set || input instanceof Map ? input.size : undefined
}

/** Calls `onProgress` with what has come of the chunks so far. */
const counting = (input: object, { onProgress, total = sizeOf(input) }: Options<OnFailure>) => {
  let done = 0
  let succeeded = 0
  let missing = 0
  return (chunk: ReadonlyArray<unknown>, results: ReadonlyArray<{ readonly _tag: string }>) => {
    if (onProgress === undefined) return Effect.void
    done += chunk.length
    for (const { _tag } of results) {
      if (_tag === "Missing") missing += 1
      else if (_tag !== "PresenceChunkFailed") succeeded += 1
    }
    return onProgress({ done, succeeded, missing, failed: done - succeeded - missing, total })
  }
}

/** `NaN` counts as 1 too. */
const atLeastOne = (value: number): number => (value >= 1 ? Math.floor(value) : 1)

/** The results of all chunks of the input. To be made anew for each run: it counts. */
export const run = <Item, Result extends { readonly _tag: string }, E, R, Mode extends OnFailure>(
  input: Input<Item, E, R>,
  call: Call<Item, Result>,
  options: Options<Mode> = {}
): Stream.Stream<Result | FailureResult<Mode>, E | FailureError<Mode>, R> => {
  const chunkSize = Math.min(atLeastOne(options.chunkSize ?? usersPerRequest), call.maxSize)
  const concurrency = atLeastOne(options.concurrency ?? 8)
  const onFailure = options.onFailure ?? "continue"
  const report = counting(input, options)
  const items = Stream.isStream(input) ? input : Stream.fromIterable(input, { chunkSize })
  const results = items.pipe(
    Stream.grouped(chunkSize),
    Stream.mapEffect((chunk) => Effect.map(resultsOf(chunk, call, onFailure), (each) => ({ chunk, each })), {
      concurrency
    }),
    // Here and not in the calls: one at a time, and in the order in which the results are given out.
    Stream.tap(({ chunk, each }) => report(chunk, each)),
    Stream.map(({ each }) => each),
    Stream.flattenIterable
  )
  // `onFailure` decides in which of the two channels failures are; its type says which.
  return results as Stream.Stream<Result | FailureResult<Mode>, E | FailureError<Mode>, R>
}

interface Collected<Success> {
  readonly succeeded: ReadonlyArray<Success>
  readonly missing: ReadonlyArray<string>
  readonly failures: ReadonlyArray<PresenceChunkFailed>
}

/** The results of a stream, sorted. */
export const collect = <Success extends { readonly _tag: "Found" | "Written" }, E, R>(
  results: Stream.Stream<Success | Missing | PresenceChunkFailed, E, R>
): Effect.Effect<Collected<Success>, E, R> =>
  Effect.map(Stream.runCollect(results), (all) => {
    const succeeded: Array<Success> = []
    const missing = new Set<string>()
    const failures: Array<PresenceChunkFailed> = []
    for (const result of all) {
      if (result._tag === "Missing") missing.add(result.userId)
      else if (result._tag === "PresenceChunkFailed") failures.push(result)
      else succeeded.push(result)
    }
    return { succeeded, missing: Array.from(missing), failures }
  })
