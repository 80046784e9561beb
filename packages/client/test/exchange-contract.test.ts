import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceError,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import type { HttpExchangeExit } from "@genesys-presence/client/HttpExchange"
import { Deferred, Duration, Effect, Exit, Fiber, Layer, Redacted, Result } from "effect"
import { Headers } from "effect/http"
import { TestClock } from "effect/testing"
import { drawing, inAnHour, read, write } from "./support/runs.ts"
import { ok, ScriptedTransport, status as refusal } from "./support/scriptedTransport.ts"

type Start = HttpExchange["Service"]["start"]

const answer = (status: number): HttpExchangeExit =>
  Exit.succeed({ status, headers: Headers.empty, text: "[]", truncated: false })
const lost = (sent: "no" | "unknown"): HttpExchangeExit => Exit.fail({ reason: "ConnectionLost", sent })

/** The production transport over an exchange of the test's, and how many requests it was given. */
const client = (
  start: Start,
  policies: RetryLayer.PolicyLayer,
  authentication = Authentication.layerToken(Redacted.make("token"))
) => {
  const seen = { requests: 0 }
  const layer = PresenceClient.layerBare().pipe(
    Layer.provide(policies),
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(authentication),
    Layer.provide(GenesysCloud.layer({ region: "us-east-1" })),
    Layer.provide(
      Layer.succeed(HttpExchange, {
        start: (request, context, done) => {
          seen.requests += 1
          return start(request, context, done)
        }
      })
    )
  )
  const run = <A, E>(call: Effect.Effect<A, E, PresenceClient>) =>
    inAnHour(Effect.result(call)).pipe(drawing(0.5), Effect.provide(layer))
  return { seen, layer, run }
}

const failure = <A, E>(result: Result.Result<A, E>) => (Result.isFailure(result) ? result.failure : undefined)

/** A transport of the program's own between two policies. */
const between = (execute: (below: PresenceTransport["Service"]) => PresenceTransport["Service"]["execute"]) =>
  Layer.fresh(
    Layer.effect(
      PresenceTransport,
      Effect.map(PresenceTransport, (below) => ({ execute: execute(below) }))
    )
  )

describe("an exchange that was aborted", () => {
  for (const late of [50, 400]) {
    it.effect(`may report a response ${late} ms later: nobody waits for it any more`, () =>
      Effect.gen(function* () {
        const dones: Array<(exit: HttpExchangeExit) => void> = []
        const { run, seen } = client(
          (_request, context, done) => {
            dones.push(done)
            if (dones.length > 1 && late < 100) done(answer(200))
            return dones.length > 1
              ? Effect.void
              : Effect.sync(() => {
                  Effect.runForkWith(context)(
                    Effect.delay(
                      Effect.sync(() => done(answer(200))),
                      late
                    )
                  )
                })
          },
          RetryLayer.compose(RetryLayer.timeout({ perAttempt: "1 second" }), RetryLayer.transient({ base: 400 }))
        )
        const result = yield* run(read)
        assert.strictEqual(seen.requests, late < 100 ? 2 : 4)
        assert.strictEqual(failure(result)?._tag, late < 100 ? undefined : "PresenceTimeout")
      })
    )
  }

  for (const [what, abort] of [
    ["dies", Effect.die("broken")],
    ["is interrupted", Effect.interrupt]
  ] as const) {
    it.effect(`leaves it open whether the call was executed, also when the abort ${what}`, () =>
      Effect.gen(function* () {
        const { run, seen } = client(
          () => abort,
          RetryLayer.compose(RetryLayer.transient(), RetryLayer.timeout({ perAttempt: "1 second" }))
        )
        assert.propertyVal(failure(yield* run(write)), "mayHaveBeenExecuted", true)
        assert.strictEqual(seen.requests, 1)
      })
    )
  }

  for (const [status, tag] of [
    [404, "PresenceNotFound"],
    [401, "PresenceUnauthorized"]
  ] as const) {
    it.effect(`may have a response of ${status} at that very moment, which then counts`, () =>
      Effect.gen(function* () {
        const { run, seen } = client(
          (_request, _context, done) => Effect.sync(() => done(answer(status))),
          RetryLayer.timeout({ perAttempt: "1 second" })
        )
        assert.deepInclude(failure(yield* run(write)), { _tag: tag, mayHaveBeenExecuted: false })
        assert.strictEqual(seen.requests, 1)
      })
    )
  }
})

describe("an attempt after one that was aborted", () => {
  for (const [what, exit, expected] of [
    ["its response", answer(200), Exit.succeed([])],
    ["its defect", Exit.die("broken"), Exit.die("broken")]
  ] as const) {
    it.effect(`ends the call with ${what}`, () =>
      Effect.gen(function* () {
        const { layer, seen } = client(
          (_request, _context, done) => {
            if (seen.requests > 1) done(exit)
            return Effect.void
          },
          RetryLayer.compose(RetryLayer.transient(), RetryLayer.timeout({ perAttempt: "1 second" }))
        )
        assert.deepStrictEqual(yield* inAnHour(Effect.exit(read)).pipe(Effect.provide(layer)), expected)
        assert.strictEqual(seen.requests, 2)
      })
    )
  }

  it.effect("is not made where the one that is aborted succeeds at that very moment", () =>
    Effect.gen(function* () {
      const { run, seen } = client(
        (_request, _context, done) => Effect.sync(() => done(answer(200))),
        RetryLayer.compose(RetryLayer.transient(), RetryLayer.timeout({ perAttempt: "1 second" }))
      )
      assert.deepStrictEqual(yield* run(read), Result.succeed([]))
      assert.strictEqual(seen.requests, 1)
    })
  )
})

describe("an exchange that reports twice", () => {
  const pairs: ReadonlyArray<
    readonly [first: HttpExchangeExit, second: HttpExchangeExit, outcome: PresenceError.PresenceError["_tag"], boolean]
  > = [
    [answer(200), lost("no"), "PresenceDecodeError", true],
    [lost("unknown"), lost("no"), "PresenceTransportError", true],
    [answer(401), answer(200), "PresenceUnauthorized", false]
  ]
  for (const [first, second, tag, mayHaveBeenExecuted] of pairs) {
    it.effect(`is taken at its first word: ${tag}`, () =>
      Effect.gen(function* () {
        const { run, seen } = client((_request, _context, done) => {
          done(first)
          done(second)
          return Effect.void
        }, RetryLayer.transient())
        assert.deepInclude(failure(yield* run(write)), { _tag: tag, mayHaveBeenExecuted })
        assert.strictEqual(seen.requests, 1)
      })
    )
  }
})

describe("a status below 200", () => {
  it.effect("is no success", () =>
    Effect.gen(function* () {
      const { run } = client((_request, _context, done) => {
        done(answer(0))
        return Effect.void
      }, RetryLayer.compose())
      assert.deepInclude(failure(yield* run(read)), { _tag: "PresenceUnexpectedStatus", status: 0 })
    })
  )
})

describe("a token service of the program's own", () => {
  const refusing: Start = (_request, _context, done) => {
    done(answer(401))
    return Effect.void
  }

  it.effect("that dies makes the call die of the same defect", () =>
    Effect.gen(function* () {
      const dying = Layer.succeed(Authentication, { token: Effect.die("broken"), invalidate: () => Effect.void })
      const { run, seen } = client(refusing, RetryLayer.compose(), dying)
      assert.deepStrictEqual(yield* Effect.exit(run(read)), Exit.die("broken"))
      assert.strictEqual(seen.requests, 0)
    })
  )

  it.effect("that renews a token with one that cannot be sent fails the call, and nothing more is sent", () =>
    Effect.gen(function* () {
      let token = "first"
      const malformed = Layer.succeed(Authentication, {
        token: Effect.sync(() => Redacted.make(token)),
        invalidate: () =>
          Effect.sync(() => {
            token = "sec\r\nond"
          })
      })
      const { run, seen } = client(refusing, RetryLayer.compose(), malformed)
      assert.deepInclude(failure(yield* run(read)), { _tag: "PresenceAuthenticationError", reason: "MalformedToken" })
      assert.strictEqual(seen.requests, 1)
    })
  )
})

describe("an exchange that ends in a way that nobody expects", () => {
  for (const [what, exit] of [
    ["a defect", Exit.die("broken")],
    ["an interruption", Exit.interrupt()]
  ] as const) {
    it.effect(`${what} leaves it open whether the call was executed, for a transport that catches it`, () =>
      Effect.gen(function* () {
        const catching = between(
          ({ execute }) =>
            (request) =>
              Effect.catchCause(execute(request), () => {
                const { call, definition, operation } = request
                return Effect.fail(
                  new PresenceError.PresenceTransportError({
                    operation,
                    method: definition.method,
                    path: definition.path,
                    attempts: call.attempts,
                    elapsed: Duration.zero,
                    mayHaveBeenExecuted: call.mayHaveBeenExecuted,
                    reason: "Unknown",
                    sent: "unknown"
                  })
                )
              })
        )
        const { run, seen } = client(
          (_request, _context, done) => {
            done(exit)
            return Effect.void
          },
          RetryLayer.compose(RetryLayer.transient(), catching, RetryLayer.bulkhead())
        )
        assert.propertyVal(failure(yield* run(write)), "mayHaveBeenExecuted", true)
        assert.strictEqual(seen.requests, 1)
      })
    )
  }
})

describe("a transport of the program's own", () => {
  const through = between(
    ({ execute }) =>
      (request) =>
        execute(request)
  )

  for (const [where, policies] of [
    ["policies that are one", RetryLayer.timeout({ total: "10 seconds" })],
    ["a transport that passes everything on", RetryLayer.compose(RetryLayer.timeout({ total: "10 seconds" }), through)]
  ] as const) {
    it.effect(`a limit over ${where} knows that the only request was refused`, () =>
      Effect.gen(function* () {
        let asked = 0
        const authentication = Layer.succeed(Authentication, {
          token: Effect.suspend(() => (asked++ === 0 ? Effect.succeed(Redacted.make("token")) : Effect.never)),
          invalidate: () => Effect.void
        })
        const { run, seen } = client(
          (_request, _context, done) => {
            done(answer(401))
            return Effect.void
          },
          policies,
          authentication
        )
        const error = failure(yield* run(write))
        assert.deepInclude(error, { _tag: "PresenceTimeout", mayHaveBeenExecuted: false })
        assert.strictEqual(seen.requests, 1)
      })
    )
  }

  it.effect("that holds a call back does not send it through a gate that was closed in the meantime", () => {
    const transport = new ScriptedTransport((request, index) => (index === 0 ? refusal(request, 429, "1 minute") : ok))
    const holding = between(
      ({ execute }) =>
        (request) =>
          Effect.delay(execute(request), "1 second")
    )
    return Effect.gen(function* () {
      yield* inAnHour(Effect.all([Effect.exit(read), Effect.delay(read, "500 millis")], { concurrency: 2 }))
      assert.strictEqual(transport.sentAt[0], 1000)
      assert.isAtLeast(transport.sentAt[1] ?? 0, 61_000)
    }).pipe(drawing(0), Effect.provide(transport.client(RetryLayer.rateLimited(), holding, RetryLayer.bulkhead())))
  })

  for (const [name, gate, second] of [
    ["a gate", RetryLayer.rateLimited({ base: "1 minute", cap: "1 minute", maxWait: 0 }), 429],
    ["a throttle", RetryLayer.throttle({ limit: 1, maxWait: 0 }), 200],
    ["a circuit", RetryLayer.circuitBreaker({ trip: { consecutive: 1 } }), 200],
    ["a bulkhead", RetryLayer.bulkhead({ limit: 1, maxQueue: 0 }), undefined]
  ] as const) {
    it.effect(`that passes a call on leaves the error of the service where ${name} below refuses the retry`, () =>
      Effect.gen(function* () {
        let requests = 0
        const { layer } = client(
          (_request, _context, done) => {
            requests += 1
            if (requests === 1) done(answer(503))
            else if (second !== undefined) done(answer(second))
            return Effect.void
          },
          RetryLayer.compose(RetryLayer.transient({ base: "2 seconds", times: 1 }), through, gate)
        )
        const [error] = yield* inAnHour(
          Effect.all([Effect.flip(read), Effect.delay(Effect.exit(read), "500 millis")], { concurrency: 2 })
        ).pipe(drawing(0.5), Effect.provide(layer))
        assert.strictEqual(error._tag, "PresenceServiceUnavailable")
      })
    )
  }

  it.effect("that passes a call on may have executed what is aborted while it was on the wire", () =>
    Effect.gen(function* () {
      const policies = RetryLayer.compose(RetryLayer.timeout({ total: "10 seconds" }), through, RetryLayer.bulkhead())
      const { run } = client(() => Effect.void, policies)
      assert.deepInclude(failure(yield* run(write)), { _tag: "PresenceTimeout", mayHaveBeenExecuted: true })
    })
  )

  it.effect("that sends by itself may have executed what is aborted, though it counts nothing", () =>
    Effect.gen(function* () {
      const own = Layer.succeed(PresenceTransport, { execute: () => Effect.never })
      const layer = PresenceClient.layerBare().pipe(
        Layer.provide(RetryLayer.timeout({ total: "10 seconds" })),
        Layer.provide(own)
      )
      const error = yield* inAnHour(Effect.flip(Effect.asVoid(write))).pipe(Effect.provide(layer))
      assert.deepInclude(error, { _tag: "PresenceTimeout", mayHaveBeenExecuted: true })
    })
  )

  it.effect("that fails with an error which cannot be copied ends the call all the same", () =>
    Effect.gen(function* () {
      class Stubborn extends PresenceError.PresenceBulkheadFull {
        constructor(fields: ConstructorParameters<typeof PresenceError.PresenceBulkheadFull>[0]) {
          super(fields)
          if (fields.mayHaveBeenExecuted === true) throw new Error("stubborn")
        }
      }
      const failing = Layer.succeed(PresenceTransport, {
        execute: ({ call, definition: { method, path }, operation }) =>
          Effect.suspend(() => {
            call.mayHaveBeenExecuted = true
            const fields = { operation, method, path, attempts: 1, elapsed: Duration.zero, mayHaveBeenExecuted: false }
            return Effect.fail(new Stubborn({ ...fields, reason: "QueueFull" }))
          })
      })
      const layer = PresenceClient.layerBare().pipe(Layer.provide(RetryLayer.bulkhead()), Layer.provide(failing))
      assert.isTrue(Exit.hasDies(yield* inAnHour(Effect.exit(Effect.asVoid(write))).pipe(Effect.provide(layer))))
    })
  )
})

describe("the budget of retries", () => {
  it.effect("is paid back for a retry that is interrupted, or refused, by a policy below", () =>
    Effect.gen(function* () {
      for (const maxWait of ["1 minute", "50 millis"] as const) {
        const answers: Array<Deferred.Deferred<HttpExchangeExit>> = []
        const made = client(
          (_request, context, done) => {
            const answered = Deferred.makeUnsafe<HttpExchangeExit>()
            answers.push(answered)
            Effect.runForkWith(context)(Effect.map(Deferred.await(answered), done))
            return Effect.void
          },
          RetryLayer.compose(
            RetryLayer.transient({ base: 100, budget: { capacity: 1, perSuccess: 0 } }),
            RetryLayer.bulkhead({ limit: 1, maxWait })
          )
        )
        const reply = (index: number, status: number) =>
          Effect.suspend(() =>
            Deferred.succeed(answers[index] ?? Deferred.makeUnsafe<HttpExchangeExit>(), answer(status))
          )
        yield* Effect.gen(function* () {
          const first = yield* Effect.forkChild(Effect.exit(read), { startImmediately: true })
          yield* reply(0, 503)
          yield* TestClock.adjust(10)
          // It takes the only permit before the retry of the first.
          const second = yield* Effect.forkChild(read, { startImmediately: true })
          yield* TestClock.adjust(300)
          yield* Fiber.interrupt(first)
          yield* reply(1, 200)
          yield* Fiber.join(second)
          const third = yield* Effect.forkChild(read, { startImmediately: true })
          yield* reply(2, 503)
          yield* TestClock.adjust(300)
          yield* reply(3, 200)
          assert.deepStrictEqual(yield* Fiber.join(third), [])
        }).pipe(drawing(0.5), Effect.provide(made.layer))
      }
    })
  )
})

describe("a permit that is given back", () => {
  it.effect("is the next waiting call's at once: one that comes in the same moment does not overtake it", () =>
    Effect.gen(function* () {
      const sent: Array<string> = []
      const dones: Array<(exit: HttpExchangeExit) => void> = []
      const made = client(
        ({ path }, _context, done) => {
          sent.push(/users\/(\w+)\//.exec(path)?.[1] ?? path)
          dones.push(done)
          return Effect.void
        },
        RetryLayer.bulkhead({ limit: 1 })
      )
      yield* Effect.gen(function* () {
        const context = yield* Effect.context<PresenceClient>()
        const start = (userId: string) =>
          Effect.runForkWith(context)(
            Effect.ignore(PresenceClient.use((own) => own.getUserPresencesPurecloud({ userId })))
          )
        for (const userId of ["first", "second"]) start(userId)
        dones[0]?.(answer(200))
        start("third")
        yield* TestClock.adjust(1)
        assert.deepStrictEqual(sent, ["first", "second"])
        dones[1]?.(answer(200))
        yield* TestClock.adjust(1)
        assert.deepStrictEqual(sent, ["first", "second", "third"])
      }).pipe(Effect.provide(made.layer))
    })
  )
})
