import { assert, describe, it } from "@effect/vitest"
import { PresenceClient, PresenceLookup } from "@genesys-presence/client"
import { Sandbox, TestTime } from "@genesys-presence/sandbox"
import { Context, Duration, Effect, Exit, Fiber, Layer, Schema, Scope } from "effect"
import { inProcess } from "@genesys-presence/test-support/sandboxClient"
import { runCount } from "@genesys-presence/test-support/runCount"

const lookups = (options?: Parameters<typeof PresenceLookup.layer>[0], users = 60) =>
  PresenceLookup.layer(options).pipe(Layer.provideMerge(inProcess({ users })))

const ids = Effect.map(Sandbox, ({ users }) => users.map(({ id }) => id))

const get = (userId: string, options?: { readonly sourceId?: string }) =>
  PresenceLookup.use((lookup) => lookup.get(userId, options))

const all = (userIds: ReadonlyArray<string>) =>
  Effect.forEach(userIds, (userId) => Effect.exit(get(userId)), { concurrency: "unbounded" })

/** How many bulk reads there were. */
const requests = Effect.flatMap(Sandbox, (sandbox) =>
  Effect.map(sandbox.requests, (answered) => answered.filter(({ operation }) => operation?.endsWith("Bulk")).length)
)

/** Makes every answer take a second, once the client has its token. */
const slowAfter = <A, E, R>(first: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const { limits } = yield* Sandbox
    yield* first
    yield* limits.set({ latency: { kind: "fixed", millis: 1000 } })
  })

const tagOf = (exit: Exit.Exit<unknown, { readonly _tag: string }>) =>
  Exit.isSuccess(exit)
    ? "success"
    : Exit.findErrorOption(exit).pipe((error) => (error._tag === "Some" ? error.value._tag : "defect"))

describe("lookups", () => {
  const fibers = runCount(10_000)

  it.effect(`of ${fibers} fibers are ${fibers / 50} requests, and each gets its own user`, () =>
    Effect.gen(function* () {
      const userIds = yield* ids
      const found = yield* all(userIds)
      assert.isTrue(found.every((exit, index) => Exit.isSuccess(exit) && exit.value.userId === userIds[index]))
      assert.strictEqual(yield* requests, fibers / 50)
    }).pipe(Effect.provide(lookups({}, fibers)))
  )

  it.effect("of one user by many fibers are one request", () =>
    Effect.gen(function* () {
      const [userId = ""] = yield* ids
      const found = yield* all(Array.from({ length: 1000 }, () => userId))
      assert.isTrue(found.every(Exit.isSuccess))
      assert.strictEqual(yield* requests, 1)
    }).pipe(Effect.provide(lookups()))
  )

  it.effect.prop(
    "give each caller its user with one request for every 50 different ones, whoever asks for whom",
    [Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 139 })))],
    ([wanted]) =>
      Effect.gen(function* () {
        const userIds = [...(yield* ids), "__proto__", "nobody"]
        const asked = wanted.map((index) => userIds[index % userIds.length] ?? "")
        const found = yield* all(asked)
        for (const [index, exit] of found.entries()) {
          const userId = asked[index]
          if (userId === "nobody" || userId === "__proto__") assert.strictEqual(tagOf(exit), "PresenceNotFound")
          else assert.isTrue(Exit.isSuccess(exit) && exit.value.userId === userId)
        }
        assert.strictEqual(yield* requests, Math.ceil(new Set(asked).size / 50))
      }).pipe(Effect.provide(lookups({}, 120))),
    { arbitrary: { runs: 50, seed: 1 } }
  )

  it.effect("fail with 404 for a user who does not exist, and for that one alone", () =>
    Effect.gen(function* () {
      const [userId = ""] = yield* ids
      const [found, missing] = yield* all([userId, "nobody"])
      assert.isTrue(found !== undefined && Exit.isSuccess(found))
      const error = yield* Effect.flip(missing ?? Effect.die("there are two"))
      assert.isTrue(error._tag === "PresenceNotFound" && error.operation === "getUsersPresencesPurecloudBulk")
      assert.isTrue("correlationId" in error && error.correlationId !== "")
      assert.strictEqual(yield* requests, 1)
    }).pipe(Effect.provide(lookups()))
  )

  it.effect("of ids that cannot be sent fail alone", () =>
    Effect.gen(function* () {
      const [userId = "", other = ""] = yield* ids
      const exits = yield* all([userId, "", other, "a,b"])
      assert.deepStrictEqual(exits.map(tagOf), [
        "success",
        "PresenceInvalidRequest",
        "success",
        "PresenceInvalidRequest"
      ])
      assert.strictEqual(yield* requests, 1)
    }).pipe(Effect.provide(lookups()))
  )

  it.effect("fail with the error of their request, while other requests of the batch go on", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      yield* faults.add({
        operation: "getUsersPresencesPurecloudBulk",
        fault: { kind: "errorStatus", status: 503 },
        times: 1
      })
      const exits = yield* all(yield* ids)
      assert.strictEqual(exits.filter((exit) => tagOf(exit) === "PresenceServiceUnavailable").length, 50)
      assert.strictEqual(exits.filter(Exit.isSuccess).length, 10)
    }).pipe(Effect.provide(lookups({ concurrency: 1 })))
  )

  it.effect("of different sources never share a request", () =>
    Effect.gen(function* () {
      const [userId = ""] = yield* ids
      const { id: sourceId = "" } = yield* PresenceClient.use((client) =>
        client.postPresenceSources({ body: { name: "Door sensor" } })
      )
      const [own, door] = yield* Effect.all([get(userId), get(userId, { sourceId })], { concurrency: 2 })
      assert.deepStrictEqual([own.source, door.sourceId], ["PURECLOUD", sourceId])
      assert.strictEqual(yield* requests, 2)
    }).pipe(Effect.provide(lookups()))
  )

  it.effect("go on for the others when one caller is interrupted", () =>
    Effect.gen(function* () {
      const [userId = "", other = ""] = yield* ids
      yield* slowAfter(get(other))
      const first = yield* Effect.forkChild(get(userId))
      const second = yield* Effect.forkChild(get(userId))
      const third = yield* Effect.forkChild(get(other))
      yield* TestTime.pass("500 millis")
      yield* Fiber.interrupt(first)
      yield* TestTime.pass("1 second")
      assert.strictEqual((yield* Fiber.join(second)).userId, userId)
      assert.strictEqual((yield* Fiber.join(third)).userId, other)
      assert.strictEqual(yield* requests, 2)
    }).pipe(Effect.provide(lookups()))
  )

  it.effect("are not sent when nobody waits for them any more", () =>
    Effect.gen(function* () {
      const callers = yield* Effect.forEach(yield* ids, (userId) => Effect.forkChild(get(userId)))
      yield* TestTime.pass("500 millis")
      yield* Fiber.interruptAll(callers.slice(1))
      yield* TestTime.pass("1 second")
      assert.strictEqual(yield* requests, 1)
      const others = yield* Effect.forEach(yield* ids, (userId) => Effect.forkChild(get(userId)))
      yield* TestTime.pass("500 millis")
      yield* Fiber.interruptAll(others)
      yield* TestTime.pass("1 minute")
      assert.strictEqual(yield* requests, 1)
    }).pipe(Effect.provide(lookups({ window: "1 second" })))
  )

  it.effect("are sent while one of those who ask for the same user still waits", () =>
    Effect.gen(function* () {
      const [userId = ""] = yield* ids
      const gone = yield* Effect.forkChild(get(userId))
      const waiting = yield* Effect.forkChild(get(userId))
      yield* TestTime.pass("500 millis")
      yield* Fiber.interrupt(gone)
      yield* TestTime.pass("1 second")
      assert.strictEqual((yield* Fiber.join(waiting)).userId, userId)
    }).pipe(Effect.provide(lookups({ window: "1 second" })))
  )

  it.effect("may be as many at a time as there are, and kept without end", () =>
    Effect.gen(function* () {
      const userIds = yield* ids
      assert.isTrue((yield* all(userIds)).every(Exit.isSuccess))
      assert.isTrue((yield* all(userIds)).every(Exit.isSuccess))
      assert.strictEqual(yield* requests, 2)
    }).pipe(
      Effect.provide(lookups({ concurrency: Infinity, cache: { timeToLive: Duration.infinity, capacity: Infinity } }))
    )
  )

  it.effect("without a cache have nothing to invalidate", () =>
    Effect.gen(function* () {
      const [userId = ""] = yield* ids
      yield* get(userId)
      yield* PresenceLookup.use((lookup) => lookup.invalidate(userId))
      yield* get(userId)
      assert.strictEqual(yield* requests, 2)
    }).pipe(Effect.provide(lookups()))
  )

  it.effect("are collected for as long as the window is", () =>
    Effect.gen(function* () {
      const [userId = "", other = ""] = yield* ids
      const first = yield* Effect.forkChild(get(userId))
      yield* TestTime.pass("400 millis")
      const second = yield* Effect.forkChild(get(other))
      yield* TestTime.pass("400 millis")
      assert.strictEqual(yield* requests, 0)
      yield* TestTime.pass("400 millis")
      yield* Fiber.joinAll([first, second])
      assert.strictEqual(yield* requests, 1)
    }).pipe(Effect.provide(lookups({ window: "1 second" })))
  )

  it.effect("send no header of one caller for all", () =>
    Effect.gen(function* () {
      const [userId = ""] = yield* ids
      yield* get(userId).pipe(PresenceClient.withHeaders({ "x-caller": "1" }))
      // A header that cannot be sent would fail the request that had it.
      const exit = yield* Effect.exit(get(userId).pipe(PresenceClient.withHeaders({ "x-caller": "\n" })))
      assert.strictEqual(tagOf(exit), "success")
    }).pipe(Effect.provide(lookups()))
  )
})

describe("a cache of lookups", () => {
  const cached = lookups({ cache: { timeToLive: "1 minute" } })

  it.effect("keeps a presence for as long as it is good, or until it is invalidated", () =>
    Effect.gen(function* () {
      const [userId = ""] = yield* ids
      yield* get(userId)
      yield* TestTime.pass("59 seconds")
      yield* get(userId)
      assert.strictEqual(yield* requests, 1)
      yield* TestTime.pass("2 seconds")
      yield* get(userId)
      assert.strictEqual(yield* requests, 2)
      yield* PresenceLookup.use((lookup) => lookup.invalidate(userId))
      yield* get(userId)
      assert.strictEqual(yield* requests, 3)
    }).pipe(Effect.provide(cached))
  )

  it.effect("keeps no failure", () =>
    Effect.gen(function* () {
      yield* Effect.flip(get("nobody"))
      yield* Effect.flip(get("nobody"))
      assert.strictEqual(yield* requests, 2)
    }).pipe(Effect.provide(cached))
  )

  it.effect("still makes one request for every 50 users", () =>
    Effect.gen(function* () {
      const userIds = yield* ids
      const found = yield* all([...userIds, ...userIds])
      assert.isTrue(found.every(Exit.isSuccess))
      assert.strictEqual(yield* requests, 2)
    }).pipe(Effect.provide(cached))
  )

  it.effect("leaves the others when the caller who came first is interrupted", () =>
    Effect.gen(function* () {
      const [userId = "", other = ""] = yield* ids
      yield* slowAfter(get(other))
      const first = yield* Effect.forkChild(get(userId))
      yield* Effect.yieldNow
      const second = yield* Effect.forkChild(get(userId))
      yield* TestTime.pass("500 millis")
      yield* Fiber.interrupt(first)
      yield* TestTime.pass("3 seconds")
      assert.strictEqual((yield* Fiber.join(second)).userId, userId)
    }).pipe(Effect.provide(cached))
  )
})

describe("lookups whose callers have gone", () => {
  for (const [what, options] of [
    ["without a cache", {}],
    ["with a cache", { cache: { timeToLive: "1 minute" } }]
  ] as const) {
    it.effect(`are not asked for, and what is in flight is aborted, ${what}`, () =>
      Effect.gen(function* () {
        const userIds = yield* ids
        yield* slowAfter(get(userIds[0] ?? ""))
        const before = yield* requests
        const fiber = yield* Effect.forkChild(all(userIds.slice(1)))
        yield* TestTime.pass("200 millis")
        yield* Fiber.interrupt(fiber)
        yield* TestTime.pass("10 seconds")
        // Eight at a time were sent, and no other after them.
        assert.strictEqual((yield* requests) - before, 8)
      }).pipe(Effect.provide(lookups(options, 5000)))
    )
  }

  it.effect("go on for those who still wait", () =>
    Effect.gen(function* () {
      const [first = "", second = "", third = ""] = yield* ids
      yield* slowAfter(get(first))
      const gone = yield* Effect.forkChild(get(second), { startImmediately: true })
      const waiting = yield* Effect.forkChild(get(third), { startImmediately: true })
      yield* TestTime.pass("200 millis")
      yield* Fiber.interrupt(gone)
      yield* TestTime.pass("2 seconds")
      assert.strictEqual((yield* Fiber.join(waiting)).userId, third)
    }).pipe(Effect.provide(lookups()))
  )
})

describe("lookups after their layer has been released", () => {
  it.effect("fail at once, and those that wait fail too", () =>
    Effect.gen(function* () {
      const userIds = yield* ids
      yield* slowAfter(get(userIds[0] ?? ""))
      const scope = yield* Scope.make()
      const context = yield* Layer.buildWithScope(PresenceLookup.layer({ concurrency: 1 }), scope)
      const lookup = Context.get(context, PresenceLookup)
      const before = yield* requests
      const waiting = yield* Effect.forkChild(
        Effect.forEach(userIds.slice(1), (userId) => Effect.exit(lookup.get(userId)), { concurrency: "unbounded" })
      )
      yield* TestTime.pass("200 millis")
      yield* Scope.close(scope, Exit.void)
      assert.deepInclude(yield* Effect.flip(lookup.get("ada")), {
        _tag: "PresenceTransportError",
        operation: "getUsersPresencesPurecloudBulk",
        reason: "Closed",
        mayHaveBeenExecuted: false
      })
      yield* TestTime.pass("10 seconds")
      const tags = (yield* Fiber.join(waiting)).map(tagOf)
      assert.deepStrictEqual([tags[0], tags.at(-1)], ["success", "PresenceTransportError"])
      assert.strictEqual((yield* requests) - before, 1)
    }).pipe(Effect.provide(lookups({}, 500)))
  )
})
