import { assert, describe, it } from "@effect/vitest"
import { type PresenceError, PresenceWatch, RetryLayer } from "@genesys-presence/client"
import { Clock, Effect, Exit, Fiber, Ref, Stream } from "effect"
import { Headers } from "effect/http"
import { TestClock } from "effect/testing"
import {
  answer,
  idsOf,
  type Reply,
  type Request,
  ScriptedTransport,
  status,
  tooSlow
} from "./support/scriptedTransport.ts"

const ids = (count: number) => Array.from({ length: count }, (_, index) => `user-${index}`)

const row = (userId: string, message = "") => ({ userId, presenceDefinition: { id: "busy" }, message })

/** Answers with each user that is asked for. */
const everybody = (request: Request): Reply => answer(idsOf(request).map((id) => row(id)))

/** A page of something in front of the service. */
const page = (request: Request, code: number): Reply =>
  code === 200
    ? Effect.succeed({
        status: 200,
        headers: Headers.empty,
        text: "<html>We will be back soon</html>",
        correlationId: undefined,
        redact: (text) => text
      })
    : Effect.mapError(status(request, code), (error) => {
        const Class = error.constructor as new (fields: object) => PresenceError.PresenceError // none has another one
        return new Class({ ...error, text: "<html>No</html>" })
      })

interface Told {
  readonly event: PresenceWatch.PresenceEvent
  readonly at: number
}

/** Runs a watch, and notes what it tells and which requests failed. */
const follow = (watched: Parameters<typeof PresenceWatch.changes>[0], options: PresenceWatch.Options = {}) =>
  Effect.gen(function* () {
    const told: Array<Told> = []
    const failures: Array<readonly [string, ReadonlyArray<string>]> = []
    const watch = PresenceWatch.changes(watched as ReadonlyArray<string>, {
      onError: ({ _tag }, userIds) => Effect.sync(() => void failures.push([_tag, userIds])),
      ...options
    })
    const note = (event: PresenceWatch.PresenceEvent) =>
      Effect.map(Clock.currentTimeMillis, (at) => void told.push({ event, at }))
    const fiber = yield* Effect.forkChild(Effect.exit(Stream.runForEach(watch, note)), { startImmediately: true })
    return { failures, fiber, told, latest: () => told.splice(0).map(({ event }) => event) }
  })

const minutes = (count: number) =>
  Effect.forEach(Array.from({ length: count * 60 }), () => TestClock.adjust("1 second"), { discard: true })

/** The most requests in any minute. */
const most = (sentAt: ReadonlyArray<number>) => {
  let highest = 0
  let first = 0
  for (const [last, at] of sentAt.entries()) {
    while (at - (sentAt[first] ?? at) >= 60_000) first += 1
    highest = Math.max(highest, last - first + 1)
  }
  return highest
}

describe("a watch of 10,000 users of whom 250 cannot be read for an hour", () => {
  const hour = 60 * 60_000
  const broken: ReadonlyArray<readonly [chunk: number, reply: (request: Request) => Reply]> = [
    [0, (request) => status(request, 500)],
    [50, (request) => page(request, 200)],
    [51, (request) => page(request, 404)],
    [120, (request) => Effect.delay(tooSlow(request), "30 seconds")],
    [199, (request) => status(request, 429, "1 minute")]
  ]
  /** Everybody changes every ten minutes. */
  const messageAt = (now: number) => `${Math.floor(now / 600_000)}`

  it.effect(
    "tells of every change of the others within 130 seconds, and of theirs once they can be read",
    () => {
      const replies = new Map(
        broken.flatMap(([chunk, reply]) =>
          ids(10_000)
            .slice(chunk * 50, chunk * 50 + 50)
            .map((id) => [id, reply])
        )
      )
      const transport = new ScriptedTransport((request) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          const asked = idsOf(request)
          const reply = now < hour ? replies.get(asked[0] ?? "") : undefined
          return reply?.(request) ?? answer(asked.map((id) => row(id, messageAt(now))))
        })
      )
      return Effect.gen(function* () {
        const { told } = yield* follow(ids(10_000))
        yield* minutes(60)
        const seen = new Map<string, number>()
        let latest = 0
        for (const { at, event } of told) {
          if (event._tag === "Missing") assert.fail("nobody is missing")
          if (at >= hour) continue
          const changedAt = Number(event.presence.message) * 600_000
          latest = Math.max(latest, at - changedAt)
          seen.set(event.userId, (seen.get(event.userId) ?? 0) + 1)
        }
        assert.isAtMost(latest, 130_000)
        assert.strictEqual(seen.size, 9750)
        assert.isTrue(Array.from(seen.values()).every((times) => times === 6))
        assert.isAtMost(most(transport.sentAt), 101)
        yield* minutes(4)
        const since = told.filter(({ at }) => at >= hour)
        assert.strictEqual(new Set(since.map(({ event }) => event.userId)).size, 10_000)
      }).pipe(Effect.provide(transport.client()))
    },
    60_000
  )
})

describe("a chunk that cannot be read", () => {
  const passing: ReadonlyArray<readonly [string, (request: Request) => Reply]> = [
    ["HTML with 200", (request) => page(request, 200)],
    ["a redirect", (request) => page(request, 302)],
    ["the 403 page of a firewall", (request) => page(request, 403)],
    ["the 404 page of a gateway", (request) => page(request, 404)],
    ["a 421", (request) => page(request, 421)],
    ["a 520", (request) => page(request, 520)],
    ["a 400", (request) => status(request, 400)],
    ["a 401 that only it gets", (request) => status(request, 401)],
    ["a 403 that only it gets", (request) => status(request, 403)]
  ]
  for (const [what, reply] of passing) {
    it.effect(`because of ${what} is tried again, while the others are read on time`, () => {
      let isBroken = true
      const readAt: Array<number> = []
      const transport = new ScriptedTransport((request) => {
        if (idsOf(request).includes("user-0")) return isBroken ? reply(request) : everybody(request)
        return Effect.flatMap(Clock.currentTimeMillis, (now) => {
          readAt.push(now)
          return everybody(request)
        })
      })
      return Effect.gen(function* () {
        const { failures, fiber, latest } = yield* follow(ids(100))
        yield* minutes(10)
        assert.deepStrictEqual(
          latest().map(({ userId }) => userId),
          ids(100).slice(50)
        )
        assert.lengthOf(readAt, 60)
        assert.isAbove(failures.length, 10)
        assert.isBelow(failures.length, 20)
        isBroken = false
        yield* minutes(2)
        assert.lengthOf(latest(), 50)
        assert.isUndefined(fiber.pollUnsafe())
      }).pipe(Effect.provide(transport.client()))
    })
  }

  for (const [under, policies] of [
    ["no policies", []],
    ["the recommended policies", [RetryLayer.recommended()]]
  ] as const) {
    it.effect(`is read again after 5 minutes, however long it asks to wait, under ${under}`, () => {
      const readAt: Array<number> = []
      const transport = new ScriptedTransport((request, index) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          readAt.push(now)
          return index === 0 ? status(request, 429, "1 day") : everybody(request)
        })
      )
      return Effect.gen(function* () {
        const { latest } = yield* follow(ids(50))
        yield* minutes(4)
        assert.lengthOf(readAt, 1)
        yield* minutes(3)
        assert.lengthOf(latest(), 50)
      }).pipe(Effect.provide(transport.client(...policies)))
    })
  }

  it.effect("waits for Retry-After, and the others do not", () => {
    const readAt: { readonly [chunk: string]: Array<number> } = { first: [], second: [] }
    const transport = new ScriptedTransport((request, index) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const isFirst = idsOf(request).includes("user-0")
        readAt[isFirst ? "first" : "second"]?.push(now)
        return isFirst && index < 2 ? status(request, 429, "5 minutes") : everybody(request)
      })
    )
    return Effect.gen(function* () {
      yield* follow(ids(100))
      yield* minutes(6)
      assert.isAtLeast(readAt["first"]?.[1] ?? 0, 300_000)
      assert.isAtMost(readAt["first"]?.[1] ?? 0, 302_000)
      assert.lengthOf(readAt["second"] ?? [], 36)
    }).pipe(Effect.provide(transport.client()))
  })

  it.effect("is read with a request for those who are left, when its users leave the set", () => {
    const transport = new ScriptedTransport((request) =>
      idsOf(request).includes("bad") ? status(request, 500) : everybody(request)
    )
    return Effect.gen(function* () {
      const watched = yield* Ref.make([...ids(60), "bad"])
      const told: Array<string> = []
      yield* PresenceWatch.changes(Ref.get(watched)).pipe(
        Stream.runForEach(({ userId }) => Effect.sync(() => void told.push(userId))),
        Effect.forkChild
      )
      yield* minutes(2)
      assert.lengthOf(told, 50)
      yield* Ref.set(watched, ids(60))
      yield* minutes(2)
      assert.sameMembers(told, ids(60))
    }).pipe(Effect.provide(transport.client()))
  })
})

describe("an error of all users", () => {
  for (const code of [401, 403] as const) {
    it.effect(`ends a watch once it was seen on every chunk: ${code}`, () => {
      const transport = new ScriptedTransport((request) => status(request, code))
      return Effect.gen(function* () {
        const { fiber } = yield* follow(ids(150))
        yield* minutes(1)
        const exit = yield* Fiber.join(fiber)
        assert.isTrue(Exit.isFailure(exit))
        const asked = new Set(transport.targets)
        assert.strictEqual(asked.size, 3)
      }).pipe(Effect.provide(transport.client()))
    })
  }
})

describe("a set of users", () => {
  it.effect("with ids that cannot be sent is watched without them, and each is reported once", () => {
    const transport = new ScriptedTransport(everybody)
    return Effect.gen(function* () {
      // A row of a database may hold anything.
      const odd = ["a", "", "b", "x,y", null, 5] as ReadonlyArray<string>
      const { failures, latest } = yield* follow(odd)
      yield* minutes(5)
      assert.deepStrictEqual(
        latest().map(({ userId }) => userId),
        ["a", "b"]
      )
      assert.deepStrictEqual(
        failures,
        ["", "x,y", "null", "5"].map((id) => ["PresenceInvalidRequest", [id]])
      )
    }).pipe(Effect.provide(transport.client()))
  })

  it.effect("that shrinks is read with as few requests as it needs", () => {
    const transport = new ScriptedTransport(everybody)
    return Effect.gen(function* () {
      const watched = yield* Ref.make(ids(500))
      const told: Array<PresenceWatch.PresenceEvent> = []
      yield* PresenceWatch.changes(Ref.get(watched), { requestsPerMinute: 600 }).pipe(
        Stream.runForEach((event) => Effect.sync(() => void told.push(event))),
        Effect.forkChild
      )
      yield* minutes(1)
      assert.lengthOf(told, 500)
      yield* Ref.set(
        watched,
        ids(500).filter((_, index) => index % 10 === 0)
      )
      yield* minutes(1)
      const before = transport.sentAt.length
      yield* minutes(1)
      assert.strictEqual(transport.sentAt.length - before, 6)
      assert.lengthOf(told, 500)
    }).pipe(Effect.provide(transport.client()))
  })

  it.effect("that takes long to be read holds up nothing", () => {
    const transport = new ScriptedTransport(everybody)
    return Effect.gen(function* () {
      let times = 0
      const slow = Effect.suspend(() => Effect.delay(Effect.succeed(["a"]), times++ === 0 ? 0 : 3_600_000))
      yield* Effect.forkChild(Stream.runDrain(PresenceWatch.changes(slow)))
      yield* minutes(10)
      assert.lengthOf(transport.sentAt, 61)
    }).pipe(Effect.provide(transport.client()))
  })

  it.effect("counts an id once, however it is written", () => {
    const transport = new ScriptedTransport((request) => answer(idsOf(request).map((id) => row(id.toLowerCase()))))
    return Effect.gen(function* () {
      const { latest } = yield* follow(["ABC", "abc", "DEF"])
      yield* minutes(1)
      assert.deepStrictEqual(
        latest().map(({ _tag, userId }) => [_tag, userId]),
        [
          ["Snapshot", "ABC"],
          ["Snapshot", "DEF"]
        ]
      )
    }).pipe(Effect.provide(transport.client()))
  })
})

describe("an answer to a watch", () => {
  it.effect("with a row that cannot be read tells of the others, and reports the row for its user", () => {
    let odd: object | null = { userId: "b", message: 7 }
    const transport = new ScriptedTransport(() => answer([row("a"), odd, row("c")]))
    return Effect.gen(function* () {
      const { failures, latest } = yield* follow(["a", "b", "c"])
      yield* minutes(1)
      assert.deepStrictEqual(
        latest().map(({ _tag, userId }) => [_tag, userId]),
        [
          ["Snapshot", "a"],
          ["Snapshot", "c"]
        ]
      )
      assert.deepStrictEqual(failures[0], ["PresenceDecodeError", ["b"]])
      odd = null
      yield* minutes(1)
      assert.deepStrictEqual(latest(), [])
      odd = row("b")
      yield* minutes(1)
      assert.deepStrictEqual(
        latest().map(({ _tag, userId }) => [_tag, userId]),
        [["Snapshot", "b"]]
      )
    }).pipe(Effect.provide(transport.client()))
  })

  it.effect("of a replica that is behind is no change", () => {
    const dated = (minute: number) => ({ ...row("a", `${minute}`), modifiedDate: `2026-01-01T00:0${minute}:00.000Z` })
    const answers = [dated(1), dated(2), dated(1), undefined, dated(1), dated(2), dated(3)]
    const transport = new ScriptedTransport((_, index) => {
      const one = answers[Math.min(index, answers.length - 1)]
      return answer(one === undefined ? [] : [one])
    })
    return Effect.gen(function* () {
      const { latest } = yield* follow(["a"])
      yield* minutes(2)
      assert.deepStrictEqual(
        latest().map((event) => [event._tag, event._tag === "Missing" ? undefined : event.presence.message]),
        [
          ["Snapshot", "1"],
          ["Change", "2"],
          ["Missing", undefined],
          ["Snapshot", "2"],
          ["Change", "3"]
        ]
      )
    }).pipe(Effect.provide(transport.client()))
  })
})

describe("the budget of a watch", () => {
  const failingTwice = new ScriptedTransport((request, index) =>
    index % 3 === 2 ? everybody(request) : status(request, 503)
  )
  const failing = new ScriptedTransport((request) => status(request, 503))
  const cases = [
    ["transient", failingTwice, RetryLayer.transient(), 900],
    ["recommended", failingTwice, RetryLayer.recommended({ throttle: { limit: 10_000 } }), 900],
    ["transient, when all fail", failing, RetryLayer.transient(), 300]
  ] as const
  for (const [what, transport, policy, least] of cases) {
    it.effect(`counts what policies repeat: ${what}`, () =>
      Effect.gen(function* () {
        transport.sentAt.splice(0)
        yield* follow(ids(1000))
        yield* minutes(10)
        assert.isAtMost(most(transport.sentAt), 101)
        assert.isAbove(transport.sentAt.length, least)
      }).pipe(Effect.provide(transport.client(policy)))
    )
  }

  const invalid: ReadonlyArray<readonly [string, PresenceWatch.Options]> = [
    ["requestsPerMinute", { requestsPerMinute: Number.NaN }],
    ["requestsPerMinute", { requestsPerMinute: -5 }],
    ["requestsPerMinute", { requestsPerMinute: 0 }],
    ["interval", { interval: Number.NaN }],
    ["concurrency", { concurrency: 0 }]
  ]
  for (const [option, options] of invalid) {
    it.effect(`is refused with ${option}: ${options[option as keyof PresenceWatch.Options] as number}`, () => {
      const transport = new ScriptedTransport(everybody)
      return Effect.gen(function* () {
        const error = yield* Effect.flip(Stream.runDrain(PresenceWatch.changes(["a"], options)))
        assert.isTrue(error._tag === "PresenceConfigurationError" && error.setting === `PresenceWatch.${option}`)
        assert.lengthOf(transport.sentAt, 0)
      }).pipe(Effect.provide(transport.client()))
    })
  }
})
