import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { ManyUsers, type PresenceClient, PresenceError } from "@genesys-presence/client"
import { Effect, Fiber, Latch, Schema, Stream } from "effect"
import { TestClock } from "effect/testing"
import { inAnHour } from "./support/runs.ts"
import { answer, ok, type Reply, type Request, ScriptedTransport, status } from "./support/scriptedTransport.ts"

/** Ids that are made when they are asked for, and how many were. */
const makeIds = (count: number) => {
  const ids = {
    pulled: 0,
    *[Symbol.iterator]() {
      while (ids.pulled < count) yield `user-${ids.pulled++}`
    }
  }
  return ids
}

/** Calls that are never answered, and what becomes of them. */
const makeHanging = (count: number) => {
  const latch = Latch.makeUnsafe()
  const hanging = {
    interrupted: 0,
    allSent: latch.await,
    reply: (_: Request, index: number): Reply =>
      Effect.andThen(index === count - 1 ? latch.open : Effect.void, Effect.never).pipe(
        Effect.onInterrupt(() => Effect.sync(() => void (hanging.interrupted += 1)))
      )
  }
  return hanging
}

describe("a million ids", () => {
  it.live("are taken from the input no faster than the results are taken", () => {
    const transport = new ScriptedTransport(() => ok)
    return Effect.gen(function* () {
      const ids = makeIds(1_000_000)
      let taken = 0
      let mostAhead = 0
      let last: ManyUsers.Progress | undefined
      yield* Stream.runForEach(
        ManyUsers.readPresences(ids, {
          concurrency: 4,
          total: 1_000_000,
          onProgress: (progress) => Effect.sync(() => void (last = progress))
        }),
        () =>
          Effect.sync(() => {
            taken += 1
            mostAhead = Math.max(mostAhead, ids.pulled - taken)
          })
      )
      assert.strictEqual(taken, 1_000_000)
      assert.lengthOf(transport.sentAt, 20_000)
      // The chunks in flight, and the one that is being given out.
      assert.isAtMost(mostAhead, (4 + 1) * 50)
      assert.deepStrictEqual(last, { done: 1e6, succeeded: 0, missing: 1e6, failed: 0, total: 1e6 })
    }).pipe(Effect.provide(transport.client()))
  })

  it.effect("wait for the one who takes the results, however quick the calls are", () => {
    const transport = new ScriptedTransport(() => Effect.delay(ok, "1 second"))
    return Effect.gen(function* () {
      const ids = makeIds(1_000_000)
      const stuck = Stream.runForEach(ManyUsers.readPresences(ids, { concurrency: 3 }), () => Effect.never)
      yield* Effect.forkChild(stuck)
      yield* TestClock.adjust("1 hour")
      // The chunks that may be in flight, and the one that is being given out.
      assert.strictEqual(ids.pulled, (3 + 1) * 50)
      assert.lengthOf(transport.sentAt, 3 + 1)
    }).pipe(Effect.provide(transport.client()))
  })
})

describe("calls in flight", () => {
  it.effect("are never more than the concurrency", () => {
    let inFlight = 0
    let most = 0
    const transport = new ScriptedTransport((_, index) =>
      Effect.suspend(() => {
        most = Math.max(most, ++inFlight)
        return Effect.delay(ok, 100 + (index % 7) * 50)
      }).pipe(Effect.ensuring(Effect.sync(() => void (inFlight -= 1))))
    )
    return Effect.gen(function* () {
      const { missing } = yield* inAnHour(ManyUsers.readAllPresences(makeIds(5000), { concurrency: 6 }))
      assert.lengthOf(missing, 5000)
      assert.strictEqual(most, 6)
    }).pipe(Effect.provide(transport.client()))
  })

  it.effect("end with the stream that is interrupted, and no others follow", () => {
    const hanging = makeHanging(5)
    const transport = new ScriptedTransport(hanging.reply)
    return Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(ManyUsers.readAllPresences(makeIds(5000), { concurrency: 5 }))
      yield* hanging.allSent
      yield* Fiber.interrupt(fiber)
      assert.strictEqual(hanging.interrupted, 5)
      yield* TestClock.adjust("1 hour")
      assert.lengthOf(transport.sentAt, 5)
    }).pipe(Effect.provide(transport.client()))
  })

  it.effect("end when one of them fails and the whole does with it", () => {
    const hanging = makeHanging(5)
    const transport = new ScriptedTransport((request, index) =>
      index === 2 ? Effect.andThen(hanging.allSent, status(request, 500)) : hanging.reply(request, index)
    )
    return Effect.gen(function* () {
      const error = yield* Effect.flip(ManyUsers.readAllPresences(makeIds(5000), { concurrency: 5, onFailure: "fail" }))
      assert.strictEqual(error.reason._tag, "PresenceInternalServerError")
      assert.deepStrictEqual([error.userIds[0], error.userIds.length], ["user-100", 50])
      assert.strictEqual(hanging.interrupted, 4)
      assert.lengthOf(transport.sentAt, 5)
    }).pipe(Effect.provide(transport.client()))
  })
})

describe("an id that comes twice", () => {
  it.effect("is asked for once in each chunk", () => {
    const asked: Array<string | null> = []
    const transport = new ScriptedTransport(({ target }) => {
      asked.push(new URLSearchParams(target.split("?")[1]).get("id"))
      return ok
    })
    return Effect.gen(function* () {
      const { missing } = yield* ManyUsers.readAllPresences(["a", "b", "a", "a", "b", "c"], { chunkSize: 4 })
      assert.deepStrictEqual(asked, ["a,b", "b,c"])
      assert.deepStrictEqual(missing, ["a", "b", "c"])
    }).pipe(Effect.provide(transport.client()))
  })
})

describe("progress", () => {
  const failing = () =>
    new ScriptedTransport((request, index) =>
      Effect.delay(index % 3 === 0 ? status(request, 500) : ok, 100 + ((index * 37) % 11) * 50)
    )

  it.effect("is told after each chunk, never falls, and is complete in the end", () =>
    Effect.gen(function* () {
      const seen: Array<ManyUsers.Progress> = []
      let telling = 0
      const onProgress = (progress: ManyUsers.Progress) =>
        Effect.gen(function* () {
          assert.strictEqual(++telling, 1, "one at a time")
          yield* Effect.sleep("300 millis")
          seen.push(progress)
          telling -= 1
        })
      const ids = Array.from(makeIds(1020))
      const { failures, missing } = yield* inAnHour(ManyUsers.readAllPresences(ids, { chunkSize: 20, onProgress }))
      assert.lengthOf(seen, 51)
      seen.reduce(
        (before, after) => {
          for (const key of ["done", "succeeded", "missing", "failed"] as const) {
            assert.isAtLeast(after[key], before[key], key)
          }
          assert.strictEqual(after.done, after.succeeded + after.missing + after.failed)
          assert.strictEqual(after.done, before.done + 20)
          return after
        },
        { done: 0, succeeded: 0, missing: 0, failed: 0, total: 1020 }
      )
      assert.deepStrictEqual(seen.at(-1), { done: 1020, succeeded: 0, missing: 680, failed: 340, total: 1020 })
      assert.lengthOf(missing, 680)
      assert.lengthOf(failures, 17)
    }).pipe(Effect.provide(failing().client()))
  )

  it.effect("knows the total of what has a size, and of what it is told", () =>
    Effect.gen(function* () {
      const ids = Array.from(makeIds(30))
      const totals = (input: ManyUsers.Input<string>, total?: number) =>
        Effect.gen(function* () {
          const seen: Array<number | undefined> = []
          const onProgress = (progress: ManyUsers.Progress) => Effect.sync(() => void seen.push(progress.total))
          yield* ManyUsers.readAllPresences(input, { total, onProgress })
          return seen
        })
      assert.deepStrictEqual(yield* totals(ids), [30])
      assert.deepStrictEqual(yield* totals(new Set(ids)), [30])
      assert.deepStrictEqual(yield* totals(makeIds(30)), [undefined])
      assert.deepStrictEqual(yield* totals(Stream.fromIterable(ids)), [undefined])
      assert.deepStrictEqual(yield* totals(Stream.fromIterable(ids), 30), [30])
    }).pipe(Effect.provide(new ScriptedTransport(() => ok).client()))
  )

  it.effect("counts anew when a stream is run again", () =>
    Effect.gen(function* () {
      const done: Array<number> = []
      const stream = ManyUsers.readPresences(Array.from(makeIds(100)), {
        onProgress: (progress) => Effect.sync(() => void done.push(progress.done))
      })
      yield* Stream.runDrain(stream)
      yield* Stream.runDrain(stream)
      assert.deepStrictEqual(done, [50, 100, 50, 100])
    }).pipe(Effect.provide(new ScriptedTransport(() => ok).client()))
  )
})

describe("results", () => {
  it.effect("come in the order of the input, whichever call ends first", () => {
    const second = Latch.makeUnsafe()
    const transport = new ScriptedTransport((_, index) =>
      index === 0 ? Effect.andThen(second.await, ok) : Effect.ensuring(ok, second.open)
    )
    return Effect.gen(function* () {
      const ids = Array.from(makeIds(100))
      const { missing } = yield* ManyUsers.readAllPresences(ids)
      assert.deepStrictEqual(missing, ids)
    }).pipe(Effect.provide(transport.client()))
  })

  it.effect("of writes belong to the entries that the answer tells of", () => {
    const uri = (id: string) => `/api/v2/users/${id}/presences`
    const written = (...answers: ReadonlyArray<object>) =>
      ManyUsers.writePresences([{ id: "a" }, { id: "b" }, { id: "a", source: "Zoom" }]).pipe(
        Stream.map((result) => [
          result._tag,
          result._tag === "PresenceChunkFailed" ? result.userIds : result.userId,
          result._tag === "Written" ? result.presence.message : undefined
        ]),
        Stream.runCollect,
        Effect.provide(new ScriptedTransport(() => answer(answers)).client())
      )
    return Effect.gen(function* () {
      const all = [
        ["Written", "a", "1"],
        ["Written", "b", "2"],
        ["Written", "a", "3"]
      ]
      // The place decides where nothing speaks against it.
      assert.deepStrictEqual(yield* written({ message: "1" }, { message: "2" }, { message: "3" }), all)
      assert.deepStrictEqual(
        yield* written(
          { message: "2", selfUri: uri("b") },
          { message: "1", selfUri: uri("a") },
          { message: "3", selfUri: uri("a") }
        ),
        all
      )
      assert.deepStrictEqual(yield* written({ message: "2", selfUri: uri("b") }, { message: "1", selfUri: uri("a") }), [
        ["Written", "a", "1"],
        ["Written", "b", "2"],
        ["Missing", "a", undefined]
      ])
      // Nobody knows whose it is.
      assert.deepStrictEqual(yield* written({ message: "1" }), [
        ["Missing", "a", undefined],
        ["Missing", "b", undefined],
        ["Missing", "a", undefined]
      ])
    })
  })

  it.effect("that are failures survive a trip through JSON", () =>
    Effect.gen(function* () {
      const { failures } = yield* ManyUsers.readAllPresences(["a", "b"])
      const json = Schema.fromJsonString(Schema.Array(PresenceError.PresenceChunkFailed))
      const [back] = yield* Schema.decodeEffect(json)(yield* Schema.encodeEffect(json)(failures))
      assert.instanceOf(back, PresenceError.PresenceChunkFailed)
      assert.deepStrictEqual(back.userIds, ["a", "b"])
      assert.instanceOf(back.reason, PresenceError.PresenceTooManyRequests)
      assert.strictEqual(back.message, failures[0]?.message)
      assert.isTrue(PresenceError.wasNotExecuted(back.reason))
    }).pipe(Effect.provide(new ScriptedTransport((request) => status(request, 429, "9 seconds")).client()))
  )

  it("have failures among them or in the error channel, as the types say", () => {
    const ids = ["a"]
    type Read = ManyUsers.Found | ManyUsers.Missing
    expectTypeOf(ManyUsers.readPresences(ids)).toEqualTypeOf<
      Stream.Stream<Read | PresenceError.PresenceChunkFailed, never, PresenceClient>
    >()
    expectTypeOf(ManyUsers.readPresences(ids, { chunkSize: 7 })).toEqualTypeOf<
      Stream.Stream<Read | PresenceError.PresenceChunkFailed, never, PresenceClient>
    >()
    expectTypeOf(ManyUsers.readPresences(ids, { onFailure: "fail" })).toEqualTypeOf<
      Stream.Stream<Read, PresenceError.PresenceChunkFailed, PresenceClient>
    >()
    const onFailure = "fail" as ManyUsers.OnFailure
    expectTypeOf(ManyUsers.readPresences(ids, { onFailure })).toEqualTypeOf<
      Stream.Stream<Read | PresenceError.PresenceChunkFailed, PresenceError.PresenceChunkFailed, PresenceClient>
    >()
    expectTypeOf(ManyUsers.writePresences([{ id: "a" }], { onFailure: "fail" })).toEqualTypeOf<
      Stream.Stream<ManyUsers.Written | ManyUsers.Missing, PresenceError.PresenceChunkFailed, PresenceClient>
    >()
    const input: Stream.Stream<string, "broken"> = Stream.fail("broken")
    expectTypeOf(ManyUsers.readAllPresences(input)).toEqualTypeOf<
      Effect.Effect<ManyUsers.Presences, "broken", PresenceClient>
    >()
  })
})
