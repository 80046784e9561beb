import { assert, describe, it } from "@effect/vitest"
import { Authentication, PresenceClient, PresenceError } from "@genesys-presence/client"
import { Arbitrary, Duration, Effect, Redacted, Schema } from "effect"
import { TestClock } from "effect/testing"
import { fakeClient, FakeService } from "./support/fakeService.ts"

const fixed = fakeClient(Authentication.layerToken(Redacted.make("fixed")))

const answerWith = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  Effect.map(FakeService, (service) => service.onApi(() => Effect.sync(() => Response.json(body, { status, headers }))))

const failure = Effect.gen(function* () {
  const client = yield* PresenceClient
  const error = yield* Effect.flip(client.deletePresenceSource({ sourceId: "door" }))
  assert.isTrue(PresenceError.isStatusError(error))
  return error as PresenceError.StatusError // the guard has just said so
})

describe("what a status error says", () => {
  it.effect("is one line: operation, status, the service's message with its parameters, code, correlation id", () =>
    Effect.gen(function* () {
      yield* answerWith(404, {
        message: "No source x",
        messageWithParams: "No source {id} in {place}",
        messageParams: { id: "door" },
        code: "not.found",
        contextId: "context-1"
      })
      const error = yield* failure
      assert.strictEqual(
        error.message,
        "deletePresenceSource: 404 Not Found: No source door in {place} (not.found, correlation id context-1)"
      )
    }).pipe(Effect.provide(fixed))
  )

  it.effect("prefers the correlation id of the header", () =>
    Effect.gen(function* () {
      yield* answerWith(404, { contextId: "context-1" }, { "ININ-Correlation-Id": "header-1" })
      assert.strictEqual((yield* failure).correlationId, "header-1")
    }).pipe(Effect.provide(fixed))
  )

  it.effect("names the permissions that a 403 asks for", () =>
    Effect.gen(function* () {
      yield* answerWith(403, { code: "missing.any.permissions", message: "Missing" })
      const error = yield* failure
      assert.strictEqual(error.hint, "Give the OAuth client a role with presence:source:delete or presence:source:edit")
      assert.isTrue(error.message.endsWith(`. ${error.hint}`))
    }).pipe(Effect.provide(fixed))
  )

  it.effect("stays one short line when a gateway writes control characters and long texts", () =>
    Effect.gen(function* () {
      yield* answerWith(500, { message: `a\r\n\u001b[31m${"b".repeat(5000)}` })
      const { message } = yield* failure
      assert.isFalse(/\p{Cc}/u.test(message))
      assert.isBelow(message.length, 500)
    }).pipe(Effect.provide(fixed))
  )
})

describe("the body of an error", () => {
  it.effect("that is longer than any of the service is not read as JSON, and its beginning is kept", () =>
    Effect.gen(function* () {
      yield* answerWith(500, { message: "a".repeat(60_000) })
      assert.strictEqual((yield* failure).body?.message?.length, 60_000)
      yield* answerWith(500, { message: "a".repeat(70_000) })
      const error = yield* failure
      assert.isUndefined(error.body)
      assert.strictEqual(error.text?.length, 2000)
    }).pipe(Effect.provide(fixed))
  )
})

describe("retryAfter", () => {
  const cases: ReadonlyArray<readonly [header: string, seconds: number]> = [
    ["7", 7],
    ["0", 0],
    ["86400", 86_400],
    ["Thu, 01 Jan 1970 00:01:00 GMT", 60],
    ["Wed, 31 Dec 1969 23:59:00 GMT", 0],
    // No wait is longer than a day.
    ["410400", 86_400],
    ["99999999999999999999", 86_400],
    ["Fri, 31 Dec 9999 23:59:59 GMT", 86_400],
    // What gateways write.
    ["2.5", 2.5],
    ["+2", 2],
    ['"2"', 2],
    ["2s", 2],
    ["2 seconds", 2],
    ["2; comment", 2],
    ["1970-01-01T00:01:00Z", 60],
    ["5, 60", 60],
    ["60,5", 60],
    ["7, soon", 7],
    ["7, 1970-01-01T00:01:00Z", 60],
    ["Thu, 01 Jan 1970 00:01:00 GMT, 7", 60],
    ["7, Thu, 01 Jan 1970 00:01:00 GMT", 60],
    ['"2"; comment', 2],
    [" 7 ,", 7],
    ["1970", 1970],
    // The other two forms of RFC 9110, which clients must read.
    ["Thursday, 01-Jan-70 00:01:00 GMT", 60],
    ["Thu Jan  1 00:01:00 1970", 60],
    ["Thursday, 01-Jan-70 00:01:00 GMT, Thu Jan  1 00:02:00 1970, 7", 120],
    ['"Thu, 01 Jan 1970 00:01:00 GMT"', 60],
    // Without a zone a date is one of UTC, wherever the program runs.
    ["1970-01-01T00:01:00", 60],
    ["1970-01-01 00:01:00.5", 60.5],
    ["1970-01-01T01:01:00+01:00", 60],
    // The server asked for a wait, whatever it meant.
    ["-5", 30],
    ["soon", 30],
    ["soon, later", 30],
    ["1e3", 30],
    ["1970-13-40T00:00:00Z", 30],
    ["Thu, 32 Jan 1970 00:01:00 GMT", 30],
    ["2 hours", 30],
    ["", 30]
  ]
  for (const [header, seconds] of cases) {
    it.effect(`${JSON.stringify(header)} is ${seconds} s, of a 429 and of a 503`, () =>
      Effect.gen(function* () {
        yield* answerWith(503, {}, { "retry-after": header })
        const unavailable = yield* failure
        assert.strictEqual(unavailable.retryAfter && Duration.toSeconds(unavailable.retryAfter), seconds)
        yield* answerWith(429, {}, { "retry-after": header })
        const error = yield* failure
        assert.strictEqual(error._tag, "PresenceTooManyRequests")
        assert.strictEqual(error.retryAfter && Duration.toSeconds(error.retryAfter), seconds)
        assert.strictEqual(PresenceError.retryAfter(error), error.retryAfter)
      }).pipe(Effect.provide(fixed))
    )
  }

  it.effect("counts a date of ISO 8601 from that of the answer", () =>
    Effect.gen(function* () {
      const date = "Thu, 01 Jan 1970 00:00:30 GMT"
      yield* answerWith(503, {}, { "retry-after": "1970-01-01T00:01:00Z", date })
      assert.deepStrictEqual((yield* failure).retryAfter, Duration.seconds(30))
    }).pipe(Effect.provide(fixed))
  )

  it.effect("is read from the message where the header is hidden or cannot be read", () =>
    Effect.gen(function* () {
      yield* answerWith(429, { message: "Retry the request in [999999999] seconds" })
      assert.deepStrictEqual((yield* failure).retryAfter, Duration.days(1))
      yield* answerWith(429, { message: "Rate limit exceeded the maximum. Retry the request in [42] seconds" })
      const error = yield* failure
      assert.strictEqual(error.retryAfter && Duration.toSeconds(error.retryAfter), 42)
      assert.strictEqual(error.hint, "Wait 42s before the next request")
      yield* answerWith(429, { message: "Retry the request in [42] seconds" }, { "retry-after": "soon" })
      assert.deepStrictEqual((yield* failure).retryAfter, Duration.seconds(42))
    }).pipe(Effect.provide(fixed))
  )

  for (const [minutes, dated, seconds] of [
    [15, { date: "Thu, 01 Jan 1970 00:00:30 GMT" }, 30],
    [-15, { date: "Thu, 01 Jan 1970 00:00:30 GMT" }, 30],
    [0, { date: "Thu, 01 Jan 1970 00:02:00 GMT" }, 0],
    // What a cache hands out is of long ago, and so are its dates.
    [0, { date: "Thu, 01 Jan 1970 00:00:30 GMT", age: "20" }, 60],
    [0, { date: "yesterday" }, 60]
  ] as const) {
    it.effect(`with a clock ${minutes} minutes ahead counts a date from ${JSON.stringify(dated)}`, () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(minutes * 60_000)
        yield* answerWith(503, {}, { "retry-after": "Thu, 01 Jan 1970 00:01:00 GMT", ...dated })
        const { retryAfter } = yield* failure
        assert.strictEqual(retryAfter && Duration.toSeconds(retryAfter), seconds)
      }).pipe(Effect.provide(fixed))
    )
  }

  it.effect("counts a date from the clock of the program when the answer has no date", () =>
    Effect.gen(function* () {
      yield* TestClock.adjust("30 seconds")
      yield* answerWith(503, {}, { "retry-after": "Thu, 01 Jan 1970 00:01:00 GMT" })
      const error = yield* failure
      assert.strictEqual(error.retryAfter && Duration.toSeconds(error.retryAfter), 30)
      // A gateway may answer so for a request that the service behind it executed.
      assert.isFalse(PresenceError.wasNotExecuted(error))
    }).pipe(Effect.provide(fixed))
  )
})

describe("every error", () => {
  for (const member of PresenceError.PresenceError.members) {
    it.effect.prop(
      `${member.identifier} survives a trip through JSON, class and message included`,
      [Arbitrary.schema(member)],
      ([error]) =>
        Effect.gen(function* () {
          const json: unknown = JSON.parse(
            JSON.stringify(yield* Schema.encodeUnknownEffect(PresenceError.PresenceError)(error))
          )
          const back = yield* Schema.decodeUnknownEffect(PresenceError.PresenceError)(json)
          assert.isTrue(back instanceof member)
          assert.strictEqual(back._tag, member.identifier)
          assert.strictEqual(back.message, error.message)
          assert.isTrue(PresenceError.isPresenceError(back))
          assert.deepStrictEqual(
            JSON.parse(JSON.stringify(yield* Schema.encodeUnknownEffect(PresenceError.PresenceError)(back))),
            json
          )
        }),
      { arbitrary: { runs: 50, seed: 1 } }
    )
  }

  it.effect.prop(
    "has a message of one line that names the operation",
    [Arbitrary.schema(PresenceError.PresenceError)],
    ([error]) =>
      Effect.sync(() => {
        assert.isFalse(/\p{Cc}/u.test(error.message))
        if (error.operation !== undefined) assert.isTrue(error.message.startsWith(`${error.operation}: `))
      }),
    { arbitrary: { runs: 500, seed: 1 } }
  )

  it("is told apart from other errors", () => {
    assert.isFalse(PresenceError.isPresenceError(new Error("x")))
    assert.isFalse(PresenceError.isPresenceError({ _tag: "PresenceNotFound" }))
  })
})

describe("isRetryable", () => {
  const call = {
    operation: "getSystempresences",
    method: "GET",
    path: "/api/v2/systempresences",
    attempts: 1,
    elapsed: Duration.zero
  } as const
  const retryable: ReadonlySet<number> = new Set([408, 429, 500, 503, 504])

  it("is true for the statuses that pass, and for no other", () => {
    for (const [status, StatusError] of Object.entries(PresenceError.byStatus)) {
      assert.strictEqual(
        PresenceError.isRetryable(new StatusError({ ...call, status: Number(status) })),
        retryable.has(Number(status)),
        status
      )
    }
    for (const [status, expected] of [
      [502, true],
      [418, false],
      [302, false]
    ] as const) {
      assert.strictEqual(
        PresenceError.isRetryable(new PresenceError.PresenceUnexpectedStatus({ ...call, status })),
        expected
      )
    }
  })

  it("is true for lost connections and timeouts, and false for what repeating cannot mend", () => {
    const lost = { ...call, sent: "unknown" } as const
    assert.isTrue(
      PresenceError.isRetryable(new PresenceError.PresenceTransportError({ ...lost, reason: "ConnectionLost" }))
    )
    assert.isFalse(
      PresenceError.isRetryable(new PresenceError.PresenceTransportError({ ...lost, reason: "TlsFailure" }))
    )
    assert.isTrue(
      PresenceError.isRetryable(
        new PresenceError.PresenceTimeout({ ...call, scope: "attempt", limit: Duration.seconds(1) })
      )
    )
    assert.isFalse(
      PresenceError.isRetryable(
        new PresenceError.PresenceDecodeError({ ...call, status: 200, issue: "the body is empty", text: "" })
      )
    )
  })
})

describe("the errors of policies", () => {
  const call = {
    operation: "getSystempresences",
    method: "GET",
    path: "/api/v2/systempresences",
    elapsed: Duration.zero
  } as const

  it("may pass, and say whether something was sent before", () => {
    for (const mayHaveBeenExecuted of [false, true]) {
      const fields = { ...call, attempts: 1, mayHaveBeenExecuted }
      for (const error of [
        new PresenceError.PresenceCircuitOpen(fields),
        new PresenceError.PresenceBulkheadFull({ ...fields, reason: "QueueFull" }),
        new PresenceError.PresenceThrottled({ ...fields, reason: "MaxWait", retryAfter: Duration.seconds(3) })
      ]) {
        assert.isTrue(PresenceError.isRetryable(error))
        assert.isFalse(PresenceError.isStatusError(error))
        assert.strictEqual(PresenceError.wasNotExecuted(error), !mayHaveBeenExecuted)
        assert.match(error.message, /^getSystempresences: not sent: /)
      }
    }
  })
})

describe("every error of a call", () => {
  const made = [
    ...Object.values(PresenceError.byStatus).map((StatusError) => new StatusError({ operation: "getUserPresence" })),
    new PresenceError.PresenceUnexpectedStatus({ operation: "getUserPresence", status: 502 }),
    new PresenceError.PresenceInvalidRequest({
      operation: "getUserPresence",
      field: "userId",
      issue: "must not be empty"
    }),
    new PresenceError.PresenceTransportError({
      operation: "getUserPresence",
      reason: "ConnectionLost",
      sent: "unknown"
    }),
    new PresenceError.PresenceTimeout({ operation: "getUserPresence", scope: "call", limit: Duration.seconds(1) }),
    new PresenceError.PresenceDecodeError({ operation: "getUserPresence", status: 200, issue: "no JSON", text: "<p>" }),
    new PresenceError.PresenceAuthenticationError({ operation: "getUserPresence", reason: "Unreachable" }),
    new PresenceError.PresenceCircuitOpen({ operation: "getUserPresence" }),
    new PresenceError.PresenceBulkheadFull({ operation: "getUserPresence", reason: "QueueFull" }),
    new PresenceError.PresenceThrottled({ operation: "getUserPresence", reason: "MaxWait" })
  ]

  it("is made for a test from its operation and what is its own", () => {
    assert.lengthOf(made, PresenceError.PresenceError.members.length)
    for (const error of made) {
      assert.strictEqual(error.method, "GET")
      assert.strictEqual(error.path, "/api/v2/users/{userId}/presences/{sourceId}")
      assert.deepStrictEqual(error.elapsed, Duration.zero)
      assert.isBoolean(error.mayHaveBeenExecuted)
      assert.match(error.message, /^getUserPresence: /)
    }
    assert.deepStrictEqual(
      made.slice(0, 12).map(({ _tag, ...error }) => "status" in error && error.status),
      [400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 503, 504]
    )
    assert.deepStrictEqual(
      made.map(({ attempts }) => attempts).filter((attempts) => attempts !== 1),
      [0, 0]
    )
  })

  it("says itself whether it is worth repeating, and how long to wait", () => {
    for (const error of made) {
      assert.strictEqual(error.isRetryable, PresenceError.isRetryable(error))
      assert.isUndefined(error.retryAfter)
    }
    const asked = new PresenceError.PresenceTooManyRequests({
      operation: "getUserPresence",
      retryAfter: Duration.seconds(7)
    })
    assert.deepStrictEqual(asked.retryAfter, Duration.seconds(7))
  })

  it("has nothing but its fields in JSON and at its own keys", () => {
    for (const error of made) {
      assert.deepStrictEqual(
        Object.keys(error).filter((key) => key.startsWith("~")),
        []
      )
      const encoded = Schema.encodeSync(PresenceError.PresenceError)(error)
      assert.deepStrictEqual(Schema.decodeUnknownSync(PresenceError.PresenceError)(encoded), error)
    }
  })
})

describe("predicates", () => {
  class Other extends Schema.TaggedError<Other>()("Other", {}) {}
  const mixed: ReadonlyArray<unknown> = [new Other(), "text", undefined, null, 5, {}]

  it("take any value", () => {
    for (const value of mixed) {
      assert.isFalse(PresenceError.isPresenceError(value))
      assert.isFalse(PresenceError.isStatusError(value))
      assert.isFalse(PresenceError.isRetryable(value))
      assert.isFalse(PresenceError.wasNotExecuted(value))
      assert.isUndefined(PresenceError.retryAfter(value))
    }
  })

  it.effect("fit into a pipe with other errors", () =>
    Effect.gen(function* () {
      const failing = (error: Other | PresenceError.PresenceError) => Effect.fail(error)
      const throttled = new PresenceError.PresenceThrottled({ operation: "getUserPresence", reason: "MaxWait" })
      let runs = 0
      const error = yield* Effect.suspend(() => {
        runs += 1
        return failing(runs < 3 ? throttled : new Other())
      }).pipe(Effect.retry({ while: PresenceError.isRetryable }), Effect.flip)
      assert.strictEqual(error._tag, "Other")
      assert.strictEqual(runs, 3)
      const caught = yield* failing(throttled).pipe(
        Effect.catchIf(PresenceError.isPresenceError, ({ operation }) => Effect.succeed(operation))
      )
      assert.strictEqual(caught, "getUserPresence")
    })
  )
})
