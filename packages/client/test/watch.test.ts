import { assert, describe, it } from "@effect/vitest"
import { PresenceClient, type PresenceError, PresenceWatch } from "@genesys-presence/client"
import type { Contract } from "@genesys-presence/models"
import { Sandbox, TestTime } from "@genesys-presence/sandbox"
import { Clock, DateTime, Effect, Fiber, Queue, Ref, Schedule, Schema, Stream } from "effect"
import { inProcess } from "@genesys-presence/test-support/sandboxClient"

const bulkRead = "getUsersPresencesPurecloudBulk" satisfies Contract.OperationName

/** The ids of the first users. */
const users = (count: number) => Effect.map(Sandbox, (sandbox) => sandbox.users.slice(0, count).map(({ id }) => id))

/** When the bulk reads were made, in milliseconds of the clock. */
const readsAt = Effect.map(
  Effect.flatMap(Sandbox, (sandbox) => sandbox.requests),
  (requests) => requests.filter(({ operation }) => operation === bulkRead).map(({ at }) => DateTime.toEpochMillis(at))
)

/** Collects what a watch tells, while the test goes on. */
const told = <E, R>(watch: Stream.Stream<PresenceWatch.PresenceEvent, E, R>) =>
  Effect.gen(function* () {
    const events: Array<{ readonly event: PresenceWatch.PresenceEvent; readonly at: number }> = []
    const note = (event: PresenceWatch.PresenceEvent) =>
      Effect.map(Clock.currentTimeMillis, (at) => {
        events.push({ event, at })
      })
    const fiber = yield* Effect.forkChild(Stream.runForEach(watch, note))
    yield* TestTime.pass("1 second")
    return {
      fiber,
      /** What was told since this was asked last. */
      latest: () => events.splice(0)
    }
  })

const short = ({ event }: { readonly event: PresenceWatch.PresenceEvent }) =>
  event._tag === "Missing"
    ? `${event._tag} ${event.userId}`
    : `${event._tag} ${event.userId} ${event.presence.presenceDefinition?.systemPresence} ${event.presence.message}`

const patch = (
  userId: string,
  body: { readonly presenceDefinition?: { readonly id: string }; readonly message?: string }
) => PresenceClient.use((client) => client.patchUserPresencesPurecloud({ userId, body }))

const definitionOf = (name: string) =>
  PresenceClient.use((client) => client.getPresenceDefinitions()).pipe(
    Effect.map(({ entities }) => entities?.find(({ systemPresence }) => systemPresence === name)?.id ?? "")
  )

describe("a watch", () => {
  it.effect("tells of each user first, and then of another status, another message, and of nothing else", () =>
    Effect.gen(function* () {
      const [a = "", b = "", c = ""] = yield* users(3)
      const { latest } = yield* told(PresenceWatch.changes([a, b, c]))
      assert.deepStrictEqual(
        latest().map(short),
        [a, b, c].map((id) => `Snapshot ${id} Offline `)
      )

      yield* TestTime.pass("1 minute")
      assert.deepStrictEqual(latest(), [])

      yield* patch(b, { presenceDefinition: { id: yield* definitionOf("Busy") } })
      yield* TestTime.pass("10 seconds")
      assert.deepStrictEqual(latest().map(short), [`Change ${b} Busy `])

      yield* patch(c, { message: "lunch" })
      yield* TestTime.pass("10 seconds")
      const [change, ...others] = latest()
      assert.deepStrictEqual(others, [])
      assert.isTrue(
        change?.event._tag === "Change" &&
          change.event.presence.message === "lunch" &&
          change.event.previous.message === "" &&
          change.event.userId === c
      )
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("tells of a change and back by its date", () =>
    Effect.gen(function* () {
      const [a = ""] = yield* users(1)
      const { latest } = yield* told(PresenceWatch.changes([a]))
      latest()
      yield* patch(a, { message: "lunch" })
      yield* patch(a, { message: "" })
      yield* TestTime.pass("10 seconds")
      assert.deepStrictEqual(latest().map(short), [`Change ${a} Offline `])
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("tells once of a user whom the service does not know", () =>
    Effect.gen(function* () {
      const [a = ""] = yield* users(1)
      const { latest } = yield* told(PresenceWatch.changes(["nobody", a]))
      yield* TestTime.pass("1 minute")
      assert.deepStrictEqual(latest().map(short), ["Missing nobody", `Snapshot ${a} Offline `])
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("looks at 10,000 users with 200 requests in two minutes, and never faster than the budget", () =>
    Effect.gen(function* () {
      const all = yield* users(10_000)
      const { latest } = yield* told(PresenceWatch.changes([...all, ...all]))
      yield* TestTime.pass("118900 millis")
      assert.strictEqual(new Set(latest().map(({ event }) => event.userId)).size, 10_000)
      const reads = yield* readsAt
      assert.lengthOf(reads, 200)
      yield* TestTime.pass("4 minutes")
      const times = yield* readsAt
      assert.strictEqual(times.length, 600)
      for (const [index, at] of times.entries()) assert.isAtLeast((times[index + 1] ?? Infinity) - at, 600)
    }).pipe(Effect.provide(inProcess({ users: 10_000 })))
  )

  it.effect.prop(
    "tells of a change within the interval, whenever it comes",
    [Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 60_000 }))],
    ([millis]) =>
      Effect.gen(function* () {
        const [a = ""] = yield* users(1)
        const { latest } = yield* told(PresenceWatch.changes([a], { interval: "7 seconds" }))
        yield* TestTime.pass(millis)
        latest()
        const changedAt = yield* Clock.currentTimeMillis
        yield* patch(a, { message: `${millis}` })
        yield* TestTime.pass("10 seconds")
        const [change, ...others] = latest()
        assert.deepStrictEqual(others, [])
        assert.isTrue(change !== undefined && change.at - changedAt <= 7000)
      }).pipe(Effect.provide(inProcess())),
    { arbitrary: { runs: 30, seed: 1 } }
  )

  it.effect("follows a set that changes: who comes is told of, who has gone is forgotten", () =>
    Effect.gen(function* () {
      const [a = "", b = "", c = ""] = yield* users(3)
      const watched = yield* Ref.make([a, b])
      const { latest } = yield* told(PresenceWatch.changes(Ref.get(watched)))
      latest()
      yield* Ref.set(watched, [b, c])
      yield* patch(a, { message: "nobody is told" })
      yield* TestTime.pass("10 seconds")
      assert.deepStrictEqual(latest().map(short), [`Snapshot ${c} Offline `])
      yield* Ref.set(watched, [a, b, c])
      yield* TestTime.pass("10 seconds")
      assert.deepStrictEqual(latest().map(short), [`Snapshot ${a} Offline nobody is told`])
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("of nobody asks for nothing, and waits for somebody", () =>
    Effect.gen(function* () {
      const [a = ""] = yield* users(1)
      const watched = yield* Ref.make<ReadonlyArray<string>>([])
      const { latest } = yield* told(PresenceWatch.changes(Ref.get(watched), { interval: 0 }))
      yield* TestTime.pass("1 minute")
      assert.deepStrictEqual(yield* readsAt, [])
      yield* Ref.set(watched, [a])
      yield* TestTime.pass("10 seconds")
      assert.deepStrictEqual(latest().map(short), [`Snapshot ${a} Offline `])
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("watches a registered source by its id", () =>
    Effect.gen(function* () {
      const client = yield* PresenceClient
      const [a = ""] = yield* users(1)
      const { id: sourceId = "" } = yield* client.postPresenceSources({
        body: { name: "Door sensor" }
      })
      const { latest } = yield* told(PresenceWatch.changes([a], { sourceId }))
      latest()
      yield* client.putUsersPresencesBulk({ body: [{ id: a, sourceId, message: "at the door" }] })
      yield* TestTime.pass("10 seconds")
      assert.deepStrictEqual(latest().map(short), [`Change ${a} Offline at the door`])
    }).pipe(Effect.provide(inProcess()))
  )
})

describe("a watch of a service that fails", () => {
  const failing = (status: number, times: number, retryAfter?: string) =>
    Effect.flatMap(Sandbox, ({ faults }) =>
      faults.add({
        operation: bulkRead,
        fault: { kind: "errorStatus", status, ...(retryAfter !== undefined && { retryAfter }) },
        times
      })
    )

  it.effect("goes on when it works again, tells of no change twice, and says what failed", () =>
    Effect.gen(function* () {
      const [a = ""] = yield* users(1)
      const errors: Array<string> = []
      const onError = ({ _tag }: PresenceError.PresenceError, ids: ReadonlyArray<string>) =>
        Effect.sync(() => void errors.push(`${_tag} ${ids.join()}`))
      const { latest } = yield* told(PresenceWatch.changes([a], { onError }))
      latest()
      yield* failing(503, 5)
      yield* patch(a, { message: "meanwhile" })
      yield* TestTime.pass("2 minutes")
      assert.deepStrictEqual(latest().map(short), [`Change ${a} Offline meanwhile`])
      assert.deepStrictEqual(
        errors,
        Array.from({ length: 5 }, () => `PresenceServiceUnavailable ${a}`)
      )
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("lets the other users of the round go on", () =>
    Effect.gen(function* () {
      const all = yield* users(100)
      yield* failing(503, 1, "5")
      const { latest } = yield* told(PresenceWatch.changes(all, { requestsPerMinute: 600 }))
      assert.strictEqual(latest().length, 50)
      yield* TestTime.pass("1 minute")
      assert.strictEqual(latest().length, 50)
    }).pipe(Effect.provide(inProcess({ users: 100 })))
  )

  for (const [status, retryAfter] of [
    [429, "30"],
    [429, "soon"],
    [503, "soon"]
  ] as const) {
    it.effect(`does not ask before Retry-After has passed: ${status}, ${retryAfter}`, () =>
      Effect.gen(function* () {
        const [a = ""] = yield* users(1)
        yield* failing(status, 1, retryAfter)
        const { latest } = yield* told(PresenceWatch.changes([a]))
        yield* TestTime.pass("28 seconds")
        assert.lengthOf(yield* readsAt, 1)
        yield* TestTime.pass("4 seconds")
        assert.isAtLeast((yield* readsAt)[1] ?? 0, 30_000)
        assert.lengthOf(latest(), 1)
      }).pipe(Effect.provide(inProcess()))
    )
  }

  it.effect("ends with an error that stays", () =>
    Effect.gen(function* () {
      const [a = ""] = yield* users(1)
      yield* failing(403, 1)
      const { fiber } = yield* told(PresenceWatch.changes([a]))
      assert.strictEqual((yield* Effect.flip(Fiber.join(fiber)))._tag, "PresenceForbidden")
      assert.lengthOf(yield* readsAt, 1)
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("outlives what its schedule says, and no more", () =>
    Effect.gen(function* () {
      const [a = ""] = yield* users(1)
      yield* failing(403, 3)
      const retry = Schedule.spaced("1 second").pipe(Schedule.upTo({ times: 2 }))
      const { fiber } = yield* told(PresenceWatch.changes([a], { retry }))
      yield* TestTime.pass("10 seconds")
      assert.strictEqual((yield* Effect.flip(Fiber.join(fiber)))._tag, "PresenceForbidden")
      assert.lengthOf(yield* readsAt, 3)
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("ends with what the effect for its users fails with", () =>
    Effect.gen(function* () {
      const { fiber } = yield* told(PresenceWatch.changes(Effect.fail("no list" as const)))
      assert.strictEqual(yield* Effect.flip(Fiber.join(fiber)), "no list")
    }).pipe(Effect.provide(inProcess()))
  )
})

describe("a watch that nobody listens to", () => {
  it.effect("asks for nothing more until somebody does", () =>
    Effect.gen(function* () {
      const all = yield* users(200)
      const wanted = yield* Queue.unbounded<void>()
      const fiber = yield* PresenceWatch.changes(all, { requestsPerMinute: 6000, concurrency: 1 }).pipe(
        Stream.runForEach(() => Queue.take(wanted)),
        Effect.forkChild
      )
      yield* TestTime.pass("10 minutes")
      const asked = (yield* readsAt).length
      assert.isBelow(asked, 4)
      yield* Queue.offerAll(
        wanted,
        Array.from({ length: 200 }, () => undefined)
      )
      yield* TestTime.pass("1 second")
      assert.isAbove((yield* readsAt).length, asked)
      yield* Fiber.interrupt(fiber)
    }).pipe(Effect.provide(inProcess({ users: 200 })))
  )

  it.effect("asks for nothing once it is interrupted", () =>
    Effect.gen(function* () {
      const { fiber } = yield* told(PresenceWatch.changes(yield* users(1)))
      yield* Fiber.interrupt(fiber)
      const asked = (yield* readsAt).length
      yield* TestTime.pass("10 minutes")
      assert.lengthOf(yield* readsAt, asked)
    }).pipe(Effect.provide(inProcess()))
  )
})
