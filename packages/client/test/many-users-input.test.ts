import { assert, describe, it } from "@effect/vitest"
import { ManyUsers } from "@genesys-presence/client"
import type { MutableUserPresence } from "@genesys-presence/models"
import { Effect, Fiber, Queue, Stream } from "effect"
import { TestClock } from "effect/testing"
import { answer, idsOf, ok, ScriptedTransport } from "./support/scriptedTransport.ts"

type Entry = MutableUserPresence.MutableUserPresenceRequest

/** Answers to reads with everybody, and to writes with as many presences as there are entries. */
const everybody = () =>
  new ScriptedTransport((request) =>
    answer(
      request.body === undefined
        ? idsOf(request).map((userId) => ({ userId }))
        : (JSON.parse(request.body) as ReadonlyArray<object>).map(() => ({})) // a bulk write sends a list
    )
  )

const short = (result: {
  readonly _tag: string
  readonly userId?: string
  readonly userIds?: ReadonlyArray<string>
}) => [result._tag, ...(result.userIds ?? [result.userId])]

/** What a value without a type may be. */
const untyped = <A>(values: ReadonlyArray<unknown>) => values as ReadonlyArray<A>

describe("a stream of ids that stays open", () => {
  const transport = everybody()
  const reading = (options?: ManyUsers.ReadOptions) =>
    Effect.gen(function* () {
      transport.sentAt.splice(0)
      const ids = yield* Queue.unbounded<string>()
      const found: Array<string> = []
      const fiber = yield* ManyUsers.readPresences(Stream.fromQueue(ids), options).pipe(
        Stream.runForEach((result) => Effect.sync(() => void found.push(short(result).join(" ")))),
        Effect.forkChild({ startImmediately: true })
      )
      return { fiber, found, ids }
    })

  it.effect("is read after 50 milliseconds, with what has come by then", () =>
    Effect.gen(function* () {
      const { found, ids } = yield* reading()
      yield* Queue.offer(ids, "a")
      yield* TestClock.adjust("30 millis")
      yield* Queue.offer(ids, "b")
      yield* TestClock.adjust("19 millis")
      assert.deepStrictEqual(found, [])
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(found, ["Found a", "Found b"])
      yield* TestClock.adjust("1 hour")
      assert.lengthOf(transport.sentAt, 1)
    }).pipe(Effect.provide(transport.client()))
  )

  it.effect("is read at once when a chunk is full, and after the linger time that is asked for", () =>
    Effect.gen(function* () {
      const { found, ids } = yield* reading({ linger: "2 seconds", chunkSize: 2 })
      yield* Queue.offerAll(ids, ["a", "b", "c"])
      yield* TestClock.adjust(0)
      assert.deepStrictEqual(found, ["Found a", "Found b"])
      yield* TestClock.adjust("1999 millis")
      assert.lengthOf(found, 2)
      yield* TestClock.adjust("1 millis")
      assert.deepStrictEqual(found, ["Found a", "Found b", "Found c"])
    }).pipe(Effect.provide(transport.client()))
  )
})

describe("an item that is none", () => {
  it.effect("fails alone among ids", () =>
    Effect.gen(function* () {
      const ids = untyped<string>(["a", null, 5, undefined, {}, "b"])
      const { failures, presences } = yield* ManyUsers.readAllPresences(ids)
      assert.deepStrictEqual(Array.from(presences.keys()), ["a", "b"])
      assert.deepStrictEqual(
        failures.map(({ reason, userIds }) => [reason._tag, ...userIds]),
        ["null", "5", "undefined", "[object Object]"].map((id) => ["PresenceInvalidRequest", id])
      )
    }).pipe(Effect.provide(everybody().client()))
  )

  const throwing = {
    id: "thrower",
    get message(): string {
      throw new Error("the row is gone")
    }
  }
  const throwingId = {
    get id(): string {
      throw new Error("the row is gone")
    }
  }
  const entries: ReadonlyArray<readonly [string, unknown, string]> = [
    ["null", null, "undefined"],
    ["a number", 7, "undefined"],
    ["an object without an id", {}, "undefined"],
    ["an object with a bigint", { id: "big", count: 7n }, "big"],
    ["an object with a getter that throws", throwing, "thrower"],
    ["an object whose id throws", throwingId, "undefined"]
  ]
  for (const [what, entry, id] of entries) {
    it.effect(`fails alone among entries: ${what}`, () =>
      Effect.gen(function* () {
        const results = yield* Stream.runCollect(
          ManyUsers.writePresences(untyped<Entry>([{ id: "a" }, entry, { id: "b" }]))
        )
        assert.deepStrictEqual(results.map(short), [
          ["PresenceChunkFailed", id],
          ["Written", "a"],
          ["Written", "b"]
        ])
        const [failure] = results
        assert.isTrue(
          failure?._tag === "PresenceChunkFailed" &&
            failure.reason._tag === "PresenceInvalidRequest" &&
            failure.reason.field.startsWith("body[1]")
        )
      }).pipe(Effect.provide(everybody().client()))
    )
  }

  it.effect("that comes twice has two results in a write", () =>
    Effect.gen(function* () {
      const odd = { id: "" }
      const progress: Array<ManyUsers.Progress> = []
      const results = yield* Stream.runCollect(
        ManyUsers.writePresences([{ id: "a" }, odd, odd], {
          onProgress: (each) => Effect.sync(() => void progress.push(each))
        })
      )
      assert.deepStrictEqual(results.map(short), [
        ["PresenceChunkFailed", ""],
        ["PresenceChunkFailed", ""],
        ["Written", "a"]
      ])
      assert.deepStrictEqual(progress, [{ done: 3, succeeded: 1, missing: 0, failed: 2, total: 3 }])
    }).pipe(Effect.provide(everybody().client()))
  )
})

describe("the iterator of the input", () => {
  /** Ids from a cursor of a database, which must be closed. */
  const makeCursor = () => {
    const cursor = {
      isClosed: false,
      *[Symbol.iterator]() {
        try {
          for (let index = 0; index < 10_000; index++) yield `user-${index}`
        } finally {
          cursor.isClosed = true
        }
      }
    }
    return cursor
  }

  it.effect("is closed when no more results are taken", () =>
    Effect.gen(function* () {
      const cursor = makeCursor()
      yield* Stream.runDrain(Stream.take(ManyUsers.readPresences(cursor), 3))
      assert.isTrue(cursor.isClosed)
    }).pipe(Effect.provide(everybody().client()))
  )

  it.effect("is closed when the work is interrupted", () =>
    Effect.gen(function* () {
      const cursor = makeCursor()
      const fiber = yield* Effect.forkChild(ManyUsers.readAllPresences(cursor), { startImmediately: true })
      yield* TestClock.adjust("1 second")
      assert.isFalse(cursor.isClosed)
      yield* Fiber.interrupt(fiber)
      assert.isTrue(cursor.isClosed)
    }).pipe(Effect.provide(new ScriptedTransport(() => Effect.delay(ok, "1 hour")).client()))
  )

  it.effect("is closed when the work fails", () =>
    Effect.gen(function* () {
      const cursor = makeCursor()
      const odd = (function* () {
        yield ""
        yield* cursor
      })()
      yield* Effect.flip(ManyUsers.readAllPresences(odd, { onFailure: "fail" }))
      assert.isTrue(cursor.isClosed)
    }).pipe(Effect.provide(everybody().client()))
  )

  it.effect("is not closed when it has ended by itself", () => {
    let returned = 0
    let left = 3
    const input: Iterable<string> = {
      [Symbol.iterator]: () => ({
        next: () => (left-- > 0 ? { done: false, value: `user-${left}` } : { done: true, value: undefined }),
        return: () => {
          returned += 1
          return { done: true, value: undefined }
        }
      })
    }
    return Effect.gen(function* () {
      assert.strictEqual((yield* ManyUsers.readAllPresences(input)).presences.size, 3)
      assert.strictEqual(returned, 0)
    }).pipe(Effect.provide(everybody().client()))
  })
})
