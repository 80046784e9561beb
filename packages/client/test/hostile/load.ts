import { assert } from "@effect/vitest"
import { PresenceClient, PresenceError, RetryLayer } from "@genesys-presence/client"
import { Clock, Duration, Effect, Exit, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { fakeClient, FakeService, issue, withCredentials } from "../support/fakeService.ts"
import { seeded } from "../support/outcomes.ts"
import type { Attempt } from "./attack.ts"
import { heap, longRun } from "./longRun.ts"

const minute = 60_000
const hour = 60 * minute

/**
 * A service with bad hours: the login is away for five minutes of every third hour, just when a token ends; the API for
 * two of every hour; one answer in fifty is a 500 or a 502; more than 300 requests a minute are refused; and every fifth
 * hour all tokens are revoked.
 */
const badService = (service: FakeService["Service"], clock: Clock.Clock, random: () => number) => {
  const now = () => clock.currentTimeMillisUnsafe()
  const within = (period: number, from: number, length: number) => {
    const at = now() % period
    return at >= from && at < from + length
  }
  const counts = { api: 0, refused: 0, early: 0 }
  let window = -1
  let used = 0
  let openAgain = 0
  let valid = 0
  const answer = (token: string | undefined): Response => {
    counts.api += 1
    if (now() < openAgain) counts.early += 1
    if (Math.floor(now() / minute) !== window) {
      window = Math.floor(now() / minute)
      used = 0
    }
    used += 1
    if (used > 300) {
      counts.refused += 1
      openAgain = (window + 1) * minute
      return new Response("", { status: 429, headers: { "retry-after": `${Math.ceil((openAgain - now()) / 1000)}` } })
    }
    if (within(hour, 20 * minute, 2 * minute)) return new Response("<html>busy</html>", { status: 503 })
    if (random() < 0.02) return new Response("", { status: random() < 0.5 ? 500 : 502 })
    const issued = Number(token?.split("-")[1])
    if (issued < valid) return new Response("", { status: 401 })
    return Response.json({ id: "someone" })
  }
  service.onLogin(() =>
    Effect.delay(
      Effect.sync(() =>
        within(3 * hour, 58 * minute, 5 * minute)
          ? new Response("", { status: 503 })
          : issue(`token-${service.tokenCalls()}`, 3600)
      ),
      "500 millis"
    )
  )
  service.onApi((token) =>
    Effect.delay(
      Effect.sync(() => answer(token)),
      20 + Math.floor(random() * 400)
    )
  )
  return {
    counts,
    revoke: () => {
      valid = service.tokenCalls() + 1
    }
  }
}

/** Whether a call may meet an outage of the API or the login, or what is left of one: the circuit opens for longer each time. */
const isBadTime = (at: number) => {
  const ofHour = at % hour
  const ofThree = at % (3 * hour)
  return (ofHour > 17 * minute && ofHour < 26 * minute) || (ofThree > 55 * minute && ofThree < 65 * minute)
}

/** Reads the presence of each user every five minutes. */
const day = (users: number, hours: number) =>
  Effect.gen(function* () {
    const service = yield* FakeService
    const client = yield* PresenceClient
    const clock = yield* Clock.Clock
    const random = seeded(24)
    const { counts, revoke } = badService(service, clock, random)
    const outcomes = new Map<string, number>()
    let underWay = 0
    let slowest = 0
    let failedInGoodTimes = 0
    const read = (userId: string) =>
      Effect.gen(function* () {
        const start = clock.currentTimeMillisUnsafe()
        underWay += 1
        const exit = yield* Effect.exit(client.getUserPresencesPurecloud({ userId }))
        underWay -= 1
        slowest = Math.max(slowest, clock.currentTimeMillisUnsafe() - start)
        if (Exit.isFailure(exit) && !isBadTime(start)) failedInGoodTimes += 1
        const outcome = Exit.isSuccess(exit) ? "success" : (yield* Effect.flip(exit))._tag
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      })
    const end = clock.currentTimeMillisUnsafe() + hours * hour
    const fibers = yield* Effect.forEach(Array.from({ length: users }), (_, index) =>
      Effect.forkChild(
        Effect.gen(function* () {
          yield* Effect.sleep(random() * 5 * minute)
          while (clock.currentTimeMillisUnsafe() < end - 10 * minute) {
            yield* read(`user-${index}`)
            yield* Effect.sleep(4.5 * minute + random() * minute)
          }
        })
      )
    )
    const levels: Array<number> = []
    for (let past = 1; past <= hours; past++) {
      if (past % 5 === 0) revoke()
      yield* TestClock.adjust("1 hour")
      const level = heap()
      if (level !== undefined) levels.push(level)
    }
    yield* Fiber.joinAll(fibers)
    const calls = [...outcomes.values()].reduce((sum, count) => sum + count, 0)
    assert.strictEqual(underWay, 0)
    assert.isAbove(calls, users * (hours - 1) * 10)
    assert.strictEqual(failedInGoodTimes, 0)
    assert.isAbove((outcomes.get("success") ?? 0) / calls, 0.9)
    // A retry is no storm, and a token is asked for once an hour, once more after it was revoked, and now and then in vain.
    assert.isBelow(counts.api, calls * 1.15)
    assert.strictEqual(counts.early, 0)
    assert.isBelow(service.tokenCalls(), hours * 2 + Math.ceil(hours / 3) * 30 + 2)
    assert.isAtMost(slowest, 3 * minute)
    const [first = 0] = levels.slice(1)
    if (levels.length > 4) assert.isBelow((levels.at(-1) ?? 0) - first, 16 * 1024 * 1024)
    if (process.env["LONG_RUN"] === "true") {
      const text = JSON.stringify({
        calls,
        ...counts,
        tokens: service.tokenCalls(),
        slowest,
        outcomes: Object.fromEntries(outcomes),
        levels
      })
      process.stdout.write(`${users} users, ${hours} hours: ${text}\n`)
    }
  }).pipe(Effect.provide(fakeClient(withCredentials, {}, RetryLayer.recommended())))

/** The wall clock of the program jumps; what runs by itself does not. */
const jumping = (jump: Duration.Input) =>
  Effect.gen(function* () {
    const clock = yield* Clock.Clock
    let offset = 0
    const jumped: Clock.Clock = {
      ...clock,
      sleep: (duration) => clock.sleep(duration),
      currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe() + offset,
      currentTimeMillis: Effect.sync(() => clock.currentTimeMillisUnsafe() + offset),
      currentTimeNanosUnsafe: () => clock.currentTimeNanosUnsafe() + BigInt(offset) * 1_000_000n,
      currentTimeNanos: Effect.sync(() => clock.currentTimeNanosUnsafe() + BigInt(offset) * 1_000_000n),
      monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
      monotonicTimeNanos: Effect.sync(() => clock.monotonicTimeNanosUnsafe())
    }
    yield* Effect.gen(function* () {
      const service = yield* FakeService
      const client = yield* PresenceClient
      const read = client.getUserPresencesPurecloud({ userId: "ada" })
      service.onLogin(() => Effect.sync(() => issue(`token-${service.tokenCalls()}`)))
      service.onApi(() => Effect.sync(() => Response.json({})))
      yield* read
      offset = Duration.toMillis(jump)
      yield* read
      offset = 0
      yield* read
      // The token is as old as it was.
      assert.strictEqual(service.tokenCalls(), 1)
      offset = Duration.toMillis(jump)
      let refused = 1
      service.onApi(() =>
        Effect.sync(() => {
          const date = new Date(clock.currentTimeMillisUnsafe())
          const after = new Date(date.getTime() + 20_000)
          return refused-- > 0
            ? new Response("", {
                status: 429,
                headers: { date: date.toUTCString(), "retry-after": after.toUTCString() }
              })
            : Response.json({})
        })
      )
      const start = clock.currentTimeMillisUnsafe()
      const fiber = yield* Effect.forkChild(
        Effect.andThen(
          read,
          Effect.sync(() => clock.currentTimeMillisUnsafe())
        )
      )
      yield* TestClock.adjust("5 minutes")
      const waited = (yield* Fiber.join(fiber)) - start
      // As long as the service said by its own clock, and not much longer.
      assert.isAtLeast(waited, 20_000)
      assert.isBelow(waited, 30_000)
      service.onApi(() => Effect.never)
      const slow = yield* Effect.forkChild(Effect.flip(read))
      yield* Effect.yieldNow
      offset = 0
      yield* TestClock.adjust("5 minutes")
      const error = yield* Fiber.join(slow)
      assert.isTrue(PresenceError.isPresenceError(error))
      if ("elapsed" in error) {
        assert.isAtLeast(Duration.toMillis(error.elapsed), 0)
        assert.isAtMost(Duration.toMillis(error.elapsed), 5 * minute)
      }
    }).pipe(
      Effect.provide(fakeClient(withCredentials, {}, RetryLayer.recommended())),
      Effect.provideService(Clock.Clock, jumped)
    )
  })

const jumps: ReadonlyArray<readonly [what: string, jump: Duration.Input]> = [
  ["a quarter of an hour forward", "15 minutes"],
  ["a quarter of an hour back", Duration.millis(-15 * minute)],
  ["a day forward", "1 day"],
  ["a day back", Duration.millis(-24 * hour)]
]

export const loadAttempts: ReadonlyArray<Attempt<unknown>> = [
  {
    name: "24 hours of 1,000 users with outages, expiries, revocations and limits",
    source: "https://sre.google/sre-book/addressing-cascading-failures/",
    shown:
      "all calls outside of the outages succeed, nobody is early, no storm, no call that does not end, level memory (2 hours of 20 users on every run, all by the long one)",
    run: day(longRun(20, 1000), longRun(2, 24))
  },
  ...jumps.map(([what, jump]): Attempt<unknown> => ({
    name: `a clock that jumps ${what}`,
    source: "RFC 9110 10.2.3, RFC 9110 6.6.1",
    shown: "tokens live as long as they did, waits are as long as the service says, no elapsed time is negative",
    run: jumping(jump)
  }))
]
