import { HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  ManyUsers,
  Paging,
  PresenceClient,
  PresenceError,
  PresenceLookup,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/effect3"
import {
  Cause,
  Context,
  DateTime,
  Deferred,
  Effect,
  Exit,
  Fiber,
  Layer,
  Logger,
  LogLevel,
  Redacted,
  Ref,
  Scheduler,
  Stream,
  TestClock
} from "effect"
import { inspect } from "node:util"
import { client, http, json, kinds, token } from "./support/withoutNetwork.ts"

describe("the runtime of Effect 3", () => {
  it.effect("waits of a policy follow its test clock", () =>
    Effect.gen(function* () {
      const attempts = yield* Ref.make(0)
      const busy = http(() =>
        Effect.flatMap(
          Ref.updateAndGet(attempts, (n) => n + 1),
          (n) =>
            n === 1
              ? Effect.sync(() => new Response("{}", { status: 429, headers: { "retry-after": "40" } }))
              : json([])
        )
      )
      const fiber = yield* Effect.fork(Effect.provide(kinds, client(busy, RetryLayer.rateLimited({ spread: 0 }))))
      yield* TestClock.adjust("39 seconds")
      assert.strictEqual(yield* Ref.get(attempts), 1)
      yield* TestClock.adjust("2 seconds")
      yield* Fiber.join(fiber)
      assert.strictEqual(yield* Ref.get(attempts), 2)
    })
  )

  it.live("an interruption releases the place in the bulkhead, and reaches the request", () =>
    Effect.gen(function* () {
      const arrived = yield* Deferred.make<void>()
      const ended = yield* Deferred.make<void>()
      const first = yield* Ref.make(true)
      const hanging = http(() =>
        Effect.flatMap(Ref.getAndSet(first, false), (isFirst) =>
          isFirst
            ? Deferred.succeed(arrived, undefined).pipe(
                Effect.zipRight(Effect.never),
                Effect.onInterrupt(() => Deferred.succeed(ended, undefined))
              )
            : json([])
        )
      )
      yield* Effect.gen(function* () {
        const fiber = yield* Effect.fork(kinds)
        yield* Deferred.await(arrived)
        assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(fiber)))
        yield* Deferred.await(ended)
        assert.deepStrictEqual(yield* kinds, [])
      }).pipe(Effect.provide(client(hanging, RetryLayer.bulkhead({ limit: 1, maxQueue: 0 }))))
    })
  )

  it.live("a call that must not be interrupted is answered", () =>
    Effect.gen(function* () {
      const arrived = yield* Deferred.make<void>()
      const free = yield* Deferred.make<void>()
      const slow = http(() =>
        Effect.zipRight(Deferred.succeed(arrived, undefined), Effect.zipRight(Deferred.await(free), json([])))
      )
      const answered = yield* Ref.make(false)
      const call = Effect.uninterruptible(Effect.zipRight(kinds, Ref.set(answered, true)))
      const fiber = yield* Effect.fork(Effect.provide(call, client(slow)))
      yield* Deferred.await(arrived)
      const interrupting = yield* Effect.fork(Fiber.interrupt(fiber))
      yield* Effect.yieldNow()
      yield* Deferred.succeed(free, undefined)
      yield* Fiber.join(interrupting)
      assert.isTrue(yield* Ref.get(answered))
    })
  )

  it.effect("an attempt that must not be interrupted still ends with its time", () =>
    Effect.gen(function* () {
      const ended = yield* Deferred.make<void>()
      const hanging = http(() => Effect.onInterrupt(Effect.never, () => Deferred.succeed(ended, undefined)))
      const fiber = yield* Effect.fork(Effect.provide(Effect.uninterruptible(Effect.flip(kinds)), client(hanging)))
      yield* TestClock.adjust("31 seconds")
      assert.strictEqual((yield* Fiber.join(fiber))._tag, "PresenceTimeout")
      yield* Deferred.await(ended)
    })
  )

  it.live("a scheduler of its own runs requests too", () =>
    Effect.gen(function* () {
      const fibers = new Set<unknown>()
      const counting = Scheduler.make((task, priority, fiber) => {
        fibers.add(fiber)
        Scheduler.defaultScheduler.scheduleTask(task, priority, fiber)
      })
      const later = http(() =>
        Effect.zipRight(
          Effect.promise(() => Promise.resolve()),
          json([])
        )
      )
      yield* kinds.pipe(Effect.provide(client(later)), Effect.withScheduler(counting))
      // The caller's, and that of the request.
      assert.isAtLeast(fibers.size, 2)
    })
  )

  it.live("an interrupted stream ends the calls in flight, and its own finalizers run", () =>
    Effect.gen(function* () {
      const arrived = yield* Deferred.make<void>()
      const aborted = yield* Ref.make(false)
      const closed = yield* Ref.make(false)
      const hanging = http(() =>
        Deferred.succeed(arrived, undefined).pipe(
          Effect.zipRight(Effect.never),
          Effect.onInterrupt(() => Ref.set(aborted, true))
        )
      )
      const ids = Stream.ensuring(Stream.make("u1", "u2"), Ref.set(closed, true))
      const fiber = yield* Effect.fork(
        Effect.provide(Stream.runDrain(ManyUsers.readPresences(ids, { chunkSize: 1 })), client(hanging))
      )
      yield* Deferred.await(arrived)
      yield* Fiber.interrupt(fiber)
      assert.isTrue(yield* Ref.get(aborted))
      assert.isTrue(yield* Ref.get(closed))
    })
  )

  it.live("all elements of a stream are translated, however many come at once", () =>
    Effect.gen(function* () {
      const modifiedDate = "2024-05-06T07:08:09.010Z"
      const entities = Array.from({ length: 300 }, (_, index) => ({
        id: `d${index}`,
        languageLabels: {},
        modifiedDate
      }))
      const page = http(() => json({ entities, pageCount: 1, pageNumber: 1, total: 300 }))
      const read = yield* Effect.provide(Stream.runCollect(Paging.presencedefinitions({ pageSize: 300 })), client(page))
      assert.lengthOf(read, 300)
      for (const definition of read) assert.isTrue(DateTime.isDateTime(definition.modifiedDate))

      const now = DateTime.unsafeMake(modifiedDate)
      const entries = Stream.range(1, 260).pipe(
        Stream.map((index) => ({ id: `u${index}`, presenceDefinition: { id: "busy" }, modifiedDate: now }))
      )
      const asked = ManyUsers.writePresences(entries).pipe(
        Stream.filter(({ _tag }) => _tag === "Missing"),
        Stream.runCount
      )
      assert.strictEqual(yield* Effect.provide(asked, client(http(() => json([])))), 260)
    })
  )

  it.live("a transport that turns statuses into failures does not hide what the service said", () =>
    Effect.gen(function* () {
      const refusing = http(() => json({ status: 404, code: "not.found", message: "no such user" }, 404))
      const filtered = Layer.map(refusing, (context) =>
        Context.make(HttpClient.HttpClient, HttpClient.filterStatusOk(Context.get(context, HttpClient.HttpClient)))
      )
      const error = yield* Effect.flip(Effect.provide(kinds, client(filtered)))
      assert.strictEqual(error._tag, "PresenceNotFound")
      assert.include(error.message, "no such user")
    })
  )

  it.live("an answer of unknown length is read to its end, and no further than is allowed", () =>
    Effect.gen(function* () {
      const pieces = ["[", " ".repeat(50), "]"]
      let closed = false
      const chunked = http(() =>
        Effect.sync(
          () =>
            new Response(
              new ReadableStream({
                pull: (controller) => {
                  const piece = pieces.shift()
                  if (piece === undefined) controller.close()
                  else controller.enqueue(new TextEncoder().encode(piece))
                },
                cancel: () => {
                  closed = true
                }
              })
            )
        )
      )
      assert.deepStrictEqual(yield* Effect.provide(kinds, client(chunked)), [])
      pieces.push("[", " ".repeat(50), " ".repeat(50), "]")
      const error = yield* Effect.flip(
        Effect.provide(kinds, client(chunked, RetryLayer.compose(), { maxBodyBytes: 60 }))
      )
      assert.strictEqual(error._tag, "PresenceDecodeError")
      assert.include(error.message, "longer than 60 bytes")
      assert.isTrue(closed)
    })
  )

  it.live("what the client logs goes to its loggers, with the caller's annotations and no secret", () =>
    Effect.gen(function* () {
      const logged: Array<readonly [level: string, message: unknown, annotations: Record<string, unknown>]> = []
      const collecting = Logger.make(({ annotations, logLevel, message }) => {
        logged.push([logLevel.label, message, Object.fromEntries(annotations)])
      })
      const service = http((path) =>
        path === "/oauth/token"
          ? json({ access_token: token, token_type: "bearer", expires_in: 3600 })
          : json({ status: 403, code: "not.authorized", message: "no" }, 403)
      )
      const layer = PresenceClient.layerBare().pipe(
        Layer.provide(PresenceTransport.layer()),
        Layer.provide(
          Authentication.layerClientCredentials({ clientId: "id", clientSecret: Redacted.make("s3cret-4711") })
        ),
        Layer.provide(GenesysCloud.layer({ region: "eu-central-1" })),
        Layer.provide(service)
      )
      const at = (level: LogLevel.LogLevel) =>
        Effect.flip(kinds).pipe(
          Effect.provide(layer),
          Effect.annotateLogs({ tenant: "acme" }),
          Effect.provide(Logger.replace(Logger.defaultLogger, collecting)),
          Logger.withMinimumLogLevel(level)
        )
      yield* at(LogLevel.Info)
      assert.deepStrictEqual(logged, [])
      yield* at(LogLevel.Debug)
      assert.deepStrictEqual(logged, [["DEBUG", ["Genesys Cloud token fetched"], { tenant: "acme", lifetime: "1h" }]])
    })
  )

  it.live("a defect of the transport stays a defect", () =>
    Effect.gen(function* () {
      const boom = new Error("boom")
      const exit = yield* Effect.exit(Effect.provide(kinds, client(http(() => Effect.die(boom)))))
      assert.isTrue(Exit.isFailure(exit) && Cause.squash(exit.cause) === boom)
      assert.isTrue(Exit.isFailure(exit) && Cause.isDie(exit.cause))
    })
  )

  it.live("a redirect is not followed, and no error shows the token", () =>
    Effect.gen(function* () {
      const paths = yield* Ref.make(0)
      const moved = http(() =>
        Effect.zipRight(
          Ref.update(paths, (n) => n + 1),
          Effect.sync(
            () => new Response(`echo ${token}`, { status: 307, headers: { location: "https://elsewhere.example/" } })
          )
        )
      )
      const error = yield* Effect.flip(Effect.provide(kinds, client(moved)))
      assert.instanceOf(error, PresenceError.PresenceUnexpectedStatus)
      assert.strictEqual(yield* Ref.get(paths), 1)
      assert.notInclude(`${inspect(error, { depth: 9 })} ${JSON.stringify(error)} ${String(error.stack)}`, token)
    })
  )

  it.live("a service that a test puts in the client's place is used by all that is made of it", () =>
    Effect.gen(function* () {
      // Of the client a lookup needs the bulk read alone.
      const fake = Layer.succeed(PresenceClient, {
        execute: (_name: string, { id }: { readonly id: ReadonlyArray<string> }) =>
          Effect.succeed({
            operation: "getUsersPresencesPurecloudBulk",
            status: 200,
            headers: {},
            correlationId: undefined,
            attempts: 1,
            elapsed: 0,
            body: id.map((userId) => ({ userId, message: `of ${userId}` }))
          })
      } as unknown as PresenceClient["Type"])
      const presence = yield* Effect.flatMap(PresenceLookup, (lookup) => lookup.get("u7")).pipe(
        Effect.provide(Layer.provide(PresenceLookup.layer(), fake))
      )
      assert.strictEqual(presence.message, "of u7")
    })
  )

  it.live("two tenants with one policy in a constant stay apart", () =>
    Effect.gen(function* () {
      const policies = RetryLayer.recommended()
      const tenant = (name: string) =>
        Effect.provide(
          kinds,
          client(
            http(() => json([{ id: name, name }])),
            policies
          )
        )
      const [one, other] = yield* Effect.all([tenant("a"), tenant("b")])
      assert.deepStrictEqual([one[0]?.name, other[0]?.name], ["a", "b"])
    })
  )

  it.live(
    "10,000 calls keep nothing",
    () =>
      Effect.gen(function* () {
        const { gc } = globalThis
        assert.isFunction(gc, "the tests run with --expose-gc")
        const some = Effect.repeatN(kinds, 499)
        const heapAfter = (calls: number) =>
          Effect.as(Effect.repeatN(some, calls / 500 - 1), () => 0).pipe(
            Effect.zipRight(
              Effect.sync(() => {
                gc?.()
                return process.memoryUsage().heapUsed
              })
            )
          )
        const before = yield* heapAfter(2_000)
        const after = yield* heapAfter(10_000)
        assert.isBelow(after - before, 2_000_000)
      }).pipe(
        Effect.provide(
          client(
            http(() => json([])),
            RetryLayer.recommended({ throttle: { limit: 1e9, learn: false } })
          )
        )
      ),
    60_000
  )
})
