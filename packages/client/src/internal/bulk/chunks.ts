import * as Arr from "effect/Array"
import * as Cause from "effect/Cause"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import type { FailureError, FailureResult, Input, Missing, OnFailure, Options } from "../../ManyUsers.ts"
import { PresenceChunkFailed, type PresenceError } from "../../PresenceError.ts"
import { optionsOf } from "../policies/options.ts"
import { invalidIndex, usersPerRequest } from "./bulkRead.ts"

/** What is done with a chunk. */
export interface Call<Item, Answer> {
  /** The most items that the service takes at once. */
  readonly maxSize: number
  readonly idOf: (item: Item) => string
  /** Of the items of a chunk with the same key only the first is sent. */
  readonly keyOf: (item: Item, index: number) => unknown
  /** Sends, and answers with one result for each item of the chunk. */
  readonly send: (
    merged: ReadonlyArray<Item>,
    chunk: ReadonlyArray<Item>
  ) => Effect.Effect<ReadonlyArray<Answer | PresenceChunkFailed>, PresenceError>
}

/** The results of a chunk; those that cannot be sent fail by themselves, before the others. */
const resultsOf = <Item, Answer extends { readonly _tag: string }>(
  chunk: ReadonlyArray<Item>,
  call: Call<Item, Answer>,
  onFailure: OnFailure
): Effect.Effect<ReadonlyArray<Answer | PresenceChunkFailed>, PresenceChunkFailed> => {
  const byKey = new Map<unknown, Item>()
  chunk.forEach((item, index) => {
    const key = call.keyOf(item, index)
    if (!byKey.has(key)) byKey.set(key, item)
  })
  const merged = Array.from(byKey.values())
  return Effect.matchEffect(call.send(merged, chunk), {
    onSuccess: (results) => {
      const failure = onFailure === "fail" ? results.find(isFailure) : undefined
      return failure === undefined ? Effect.succeed(results) : Effect.fail(failure)
    },
    onFailure: Effect.fnUntraced(function* (reason) {
      const index = invalidIndex(reason)
      const refused = index === undefined ? merged : merged.slice(index, index + 1)
      const failure = new PresenceChunkFailed({ userIds: refused.map(call.idOf), reason })
      if (onFailure === "fail") return yield* failure
      const key = index === undefined ? undefined : Array.from(byKey.keys())[index]
      const sendable = index === undefined ? [] : chunk.filter((item, place) => call.keyOf(item, place) !== key)
      return sendable.length === 0 ? [failure] : [failure, ...(yield* resultsOf(sendable, call, onFailure))]
    })
  })
}

const isFailure = (result: { readonly _tag: string }): result is PresenceChunkFailed =>
  result._tag === "PresenceChunkFailed"

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

const defaultLinger = Duration.millis(50)

/** What is no length of time counts as the default. */
const lingerOf = (input: unknown): Duration.Duration =>
  Result.match(optionsOf("ManyUsers").duration("linger", input), {
    onFailure: () => defaultLinger,
    onSuccess: Duration.millis
  })

/** The items of an iterable in chunks. Its iterator is closed when no more are taken. */
const chunksOf = <Item>(iterable: Iterable<Item>, size: number): Stream.Stream<ReadonlyArray<Item>> =>
  Stream.scoped(
    Stream.fromPull(
      Effect.map(
        Effect.acquireRelease(
          Effect.sync(() => ({ iterator: iterable[Symbol.iterator](), isOpen: true })),
          (source) => Effect.sync(() => void (source.isOpen && source.iterator.return?.()))
        ),
        (source) =>
          Effect.suspend(() => {
            const chunk: Array<Item> = []
            while (source.isOpen && chunk.length < size) {
              // An iterator that throws is not to be closed.
              source.isOpen = false
              const { done = false, value } = source.iterator.next()
              source.isOpen = !done
              if (!done) chunk.push(value as Item) // it is the result of the whole only when it is done
            }
            return chunk.length === 0 ? Cause.done() : Effect.succeed(Arr.of(chunk))
          })
      )
    )
  )

/** `NaN` counts as 1 too. */
const atLeastOne = (value: number): number => (value >= 1 ? Math.floor(value) : 1)

/** The results of all chunks of the input. To be made anew for each run: it counts. */
export const run = <Item, Answer extends { readonly _tag: string }, E, R, Mode extends OnFailure>(
  input: Input<Item, E, R>,
  call: Call<Item, Answer>,
  options: Options<Mode> = {}
): Stream.Stream<Answer | FailureResult<Mode>, E | FailureError<Mode>, R> => {
  const chunkSize = Math.min(atLeastOne(options.chunkSize ?? usersPerRequest), call.maxSize)
  const concurrency = atLeastOne(options.concurrency ?? 8)
  const onFailure = options.onFailure ?? "continue"
  const report = counting(input, options)
  const chunks: Stream.Stream<ReadonlyArray<Item>, E, R> = Stream.isStream(input)
    ? Stream.groupedWithin(input, chunkSize, lingerOf(options.linger ?? defaultLinger))
    : chunksOf(input, chunkSize)
  const results = chunks.pipe(
    Stream.mapEffect((chunk) => Effect.map(resultsOf(chunk, call, onFailure), (each) => ({ chunk, each })), {
      concurrency
    }),
    // Here and not in the calls: one at a time, and in the order in which the results are given out.
    Stream.tap(({ chunk, each }) => report(chunk, each)),
    Stream.map(({ each }) => each),
    Stream.flattenIterable
  )
  // `onFailure` decides in which of the two channels failures are; its type says which.
  return results as Stream.Stream<Answer | FailureResult<Mode>, E | FailureError<Mode>, R>
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
