import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceError,
  PresenceTransport,
  type PresenceTransportOptions,
  RetryLayer
} from "@genesys-presence/client"
import type { HttpExchangeExit } from "@genesys-presence/client/HttpExchange"
import { Effect, Exit, Layer, Redacted } from "effect"
import { Headers } from "effect/http"
import { drawing, inAnHour, read, write } from "./support/runs.ts"

const answer = (status: number, headers = {}): HttpExchangeExit =>
  Exit.succeed({ status, headers: Headers.fromInput(headers), text: "{}", truncated: false })

const refused: HttpExchangeExit = Exit.fail({ reason: "ConnectionRefused", code: "ECONNREFUSED", sent: "no" })
const lost: HttpExchangeExit = Exit.fail({ reason: "ConnectionLost", code: "ECONNRESET", sent: "unknown" })
/** No answer at all. */
const silence = undefined

type Step = HttpExchangeExit | undefined

/** The production transport over an exchange that ends so, attempt by attempt; the last one again and again. */
const client = (
  steps: ReadonlyArray<Step>,
  policies: RetryLayer.PolicyLayer,
  options: PresenceTransportOptions = {}
) => {
  const seen = { requests: 0 }
  const exchange = Layer.succeed(HttpExchange, {
    start: (_request, _context, done) => {
      const step = steps[Math.min(seen.requests, steps.length - 1)]
      seen.requests += 1
      if (step !== silence) done(step)
      return Effect.void
    }
  })
  const layer = PresenceClient.layerBare().pipe(
    Layer.provide(policies),
    Layer.provide(PresenceTransport.layer(options)),
    Layer.provide(Authentication.layerToken(Redacted.make("token"))),
    Layer.provide(GenesysCloud.layer({ region: "us-east-1" })),
    Layer.provide(exchange)
  )
  return { seen, layer }
}

const none = RetryLayer.compose()

/** The error of a call, and how many requests there were. */
const run = <E>(call: Effect.Effect<unknown, E, PresenceClient>, made: ReturnType<typeof client>) =>
  Effect.map(inAnHour(Effect.flip(Effect.asVoid(call))).pipe(drawing(0), Effect.provide(made.layer)), (error) => ({
    error,
    requests: made.seen.requests
  }))

describe("an error says whether the service may have executed the call", () => {
  const cases: ReadonlyArray<readonly [what: string, step: Step, mayHaveBeenExecuted: boolean]> = [
    ...[400, 401, 403, 404, 405, 409, 410, 413, 415, 421, 429].map(
      (status) => [`${status}`, answer(status), false] as const
    ),
    ...[301, 302, 303, 408, 500, 501, 502, 503, 504, 520].map((status) => [`${status}`, answer(status), true] as const),
    ["503 with Retry-After", answer(503, { "retry-after": "1" }), true],
    ["a refused connection", refused, false],
    ["a lost connection", lost, true],
    ["no answer", silence, true],
    ["a success that cannot be read", answer(200, { "content-type": "text/html" }), true]
  ]
  for (const [what, step, expected] of cases) {
    it.effect(`${what}: ${expected}`, () =>
      Effect.gen(function* () {
        const { error } = yield* run(read, client([step], none))
        assert.propertyVal(error, "mayHaveBeenExecuted", expected)
        assert.isTrue(PresenceError.isPresenceError(error) && PresenceError.wasNotExecuted(error) === !expected)
      })
    )
  }

  const unclear: ReadonlyArray<readonly [what: string, step: Step]> = [
    ["504", answer(504)],
    ["a lost connection", lost],
    ["no answer", silence]
  ]
  const clear: ReadonlyArray<readonly [what: string, step: Step]> = [
    ["a refused connection", refused],
    ["404", answer(404)],
    ["401", answer(401)]
  ]
  for (const [first, before] of unclear) {
    for (const [second, after] of clear) {
      it.effect(`${first}, then ${second}: what the first attempt left open stays open`, () =>
        Effect.gen(function* () {
          const policies = RetryLayer.transient({ times: 1 })
          const { error } = yield* run(read, client([before, after], policies, { attemptTimeout: "1 second" }))
          assert.propertyVal(error, "mayHaveBeenExecuted", true)
        })
      )
    }
  }

  it.effect("a DELETE that is repeated after a lost answer does not say that nothing was deleted", () =>
    Effect.gen(function* () {
      const remove = PresenceClient.use((presence) => presence.deletePresenceSource({ sourceId: "source" }))
      const { error, requests } = yield* run(remove, client([lost, answer(404)], RetryLayer.transient()))
      assert.strictEqual(requests, 2)
      assert.deepInclude(error, { _tag: "PresenceNotFound", attempts: 2, mayHaveBeenExecuted: true })
      assert.include(String(error), "2 attempts, an earlier attempt may have been executed")
      // The first answer is a word on the whole call.
      const first = yield* run(remove, client([answer(404)], RetryLayer.transient()))
      assert.propertyVal(first.error, "mayHaveBeenExecuted", false)
      assert.notInclude(String(first.error), "an earlier attempt")
    })
  )

  it.effect("a bulk write is repeated after a lost answer, and may have been executed", () =>
    Effect.gen(function* () {
      const set = PresenceClient.use((presence) =>
        presence.putUsersPresencesBulk({ body: [{ id: "ada", presenceDefinition: { id: "busy" } }] })
      )
      const { error, requests } = yield* run(set, client([lost], RetryLayer.transient()))
      assert.strictEqual(requests, 4)
      assert.propertyVal(error, "mayHaveBeenExecuted", true)
    })
  )

  it.effect("the message of a refused connection after a lost answer does not say that nothing was sent", () =>
    Effect.gen(function* () {
      const policies = RetryLayer.transient({ times: 1 })
      const after = yield* run(read, client([lost, refused], policies))
      assert.deepInclude(after.error, { sent: "no", mayHaveBeenExecuted: true })
      assert.include(String(after.error), "the service may have executed it, 2 attempts")
      assert.include(String((yield* run(read, client([refused], policies))).error), "nothing was sent, 2 attempts")
    })
  )

  it.effect("a policy that refuses a call that was never sent knows that it was not", () =>
    Effect.gen(function* () {
      const policies = RetryLayer.throttle({ limit: 1, maxWait: 0 })
      const { error } = yield* run(Effect.andThen(Effect.ignore(read), write), client([answer(504)], policies))
      assert.deepInclude(error, { _tag: "PresenceThrottled", attempts: 0, mayHaveBeenExecuted: false })
    })
  )

  it.effect("a time limit over a call that was sent before says so, though nothing is in flight", () =>
    Effect.gen(function* () {
      const policies = RetryLayer.compose(
        RetryLayer.timeout({ total: "10 seconds" }),
        RetryLayer.transient({ times: 1 }),
        RetryLayer.bulkhead({ limit: 1, maxWait: "1 hour" })
      )
      const made = client([answer(500), silence], policies)
      const both = Effect.all([read, Effect.delay(read, 1)].map(Effect.flip), { concurrency: "unbounded" })
      const errors = yield* inAnHour(both).pipe(drawing(0), Effect.provide(made.layer))
      assert.deepStrictEqual(
        errors.map(({ _tag }) => _tag),
        ["PresenceTimeout", "PresenceTimeout"]
      )
      for (const error of errors) assert.propertyVal(error, "mayHaveBeenExecuted", true)
    })
  )
})

describe("a 503 with Retry-After", () => {
  const unavailable = answer(503, { "retry-after": "1" })

  it.effect("is no proof: a PATCH is not repeated after it, a GET is", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* run(write, client([unavailable], RetryLayer.transient()))).requests, 1)
      assert.strictEqual((yield* run(read, client([unavailable], RetryLayer.transient()))).requests, 4)
    })
  )

  it.effect("is one for a program that says that it knows its gateway", () =>
    Effect.gen(function* () {
      const options = { unavailableMeansNotExecuted: true }
      const { error, requests } = yield* run(write, client([unavailable], RetryLayer.transient(), options))
      assert.strictEqual(requests, 4)
      assert.propertyVal(error, "mayHaveBeenExecuted", false)
      // Without the header nobody has said so, and what came before it counts as well.
      assert.strictEqual((yield* run(write, client([answer(503)], RetryLayer.transient(), options))).requests, 1)
      const mixed = client([lost, unavailable], RetryLayer.transient({ repeatUnsafe: true }), options)
      assert.propertyVal((yield* run(write, mixed)).error, "mayHaveBeenExecuted", true)
    })
  )
})
