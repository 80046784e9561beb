import { assert } from "@effect/vitest"
import { Authentication, GenesysCloud, PresenceClient, PresenceError, RetryLayer } from "@genesys-presence/client"
import { Cause, ConfigProvider, Effect, Fiber, Layer, Logger, Metric, Redacted, References, Tracer } from "effect"
import { HttpClientError, HttpClientRequest } from "effect/http"
import { TestClock } from "effect/testing"
import { inspect } from "node:util"
import { canarySecret, fakeClient, FakeService, issue, withCredentials } from "../support/fakeService.ts"
import { assertClean, canaryToken, everything } from "../support/visible.ts"
import type { Attack, Attempt } from "./attack.ts"

/** Runs an effect that fails with logs at trace, a tracer and metrics, and hands out all that it left behind. */
const traces = Effect.fnUntraced(function* <A, R>(effect: Effect.Effect<A, PresenceError.PresenceError, R>) {
  const logs: Array<unknown> = []
  const spans: Array<Tracer.Span> = []
  const metrics: typeof Metric.MetricRegistry.Service = new Map()
  const cause = yield* Effect.sandbox(effect).pipe(
    Effect.flip,
    Effect.tapCause((unexpected) => Effect.logError("it succeeded", unexpected)),
    Effect.provide(
      Logger.layer([
        Logger.make((entry) => {
          logs.push(entry.message, entry.cause, entry.fiber.getRef(References.CurrentLogAnnotations))
        })
      ])
    ),
    Effect.provideService(References.MinimumLogLevel, "Trace"),
    Effect.provideService(Metric.MetricRegistry, metrics),
    Effect.provideService(
      Tracer.Tracer,
      Tracer.make({
        span: (options) => {
          const span = new Tracer.NativeSpan(options)
          spans.push(span)
          return span
        }
      })
    )
  )
  const error = Cause.squash(cause)
  // A defect would have nothing to hide.
  assert.isTrue(PresenceError.isPresenceError(error), String(error))
  return { cause, error, logs, spans, metrics }
})

const patch = Effect.flatMap(PresenceClient, (client) =>
  client.patchUserPresencesPurecloud({ userId: "personal-id", body: { message: "personal message" } })
)

const transportFailure = (message: string, cause: object = {}) =>
  Effect.fail(
    new HttpClientError.HttpClientError({
      reason: new HttpClientError.TransportError({
        request: HttpClientRequest.get("https://api.example.com").pipe(HttpClientRequest.bearerToken(canaryToken)),
        cause: Object.assign(new TypeError(message), { code: message, ...cause })
      })
    })
  )

/** A token as JSON may write it: each character by its number. */
const escaped = (text: string) =>
  Array.from(text, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")

interface Leak extends Attack {
  /** What the service does; the token of a call is the canary. */
  readonly arrange: (service: FakeService["Service"]) => void
  readonly call?: Effect.Effect<unknown, PresenceError.PresenceError, PresenceClient>
}

const clean =
  "found 0 times: in text, stack, JSON, inspection with everything shown, cause, logs, spans, metrics, and by walking all properties"

const answers =
  (body: (token: string | undefined) => string, init: ResponseInit) => (service: FakeService["Service"]) =>
    service.onApi((token) => Effect.sync(() => new Response(body(token), init)))

const html = { "content-type": "text/html" }

const statuses = [400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 503, 504, 502, 302]

const leaks: ReadonlyArray<Leak> = [
  ...statuses.map((status) => ({
    name: `the token in the page of a ${status}`,
    source: "CWE-209, CWE-532",
    shown: clean,
    arrange: answers((token) => `<pre>authorization: Bearer ${token}</pre>`, { status, headers: html })
  })),
  {
    name: "the token in every field of an ErrorBody",
    source: "CWE-209",
    shown: clean,
    arrange: (service) =>
      service.onApi((token) =>
        Effect.sync(() => {
          const text = token ?? ""
          const body = {
            message: text,
            code: text,
            contextId: text,
            messageWithParams: `{x} ${text}`,
            messageParams: { x: text }
          }
          return Response.json(
            { ...body, errors: [body], details: [{ fieldName: text }], [text]: text },
            { status: 400 }
          )
        })
      )
  },
  {
    name: "the token with the escapes of JSON",
    source: "RFC 8259 7, CWE-209",
    shown: clean,
    arrange: answers((token = "") => `{"message":"${escaped(token)} ${token.replace("-", "\\u002D")}"}`, {
      status: 400
    })
  },
  {
    name: "the token as a correlation id",
    source: "CWE-209",
    shown: clean,
    arrange: (service) =>
      service.onApi((token = "") =>
        Effect.sync(() => new Response("{}", { status: 400, headers: { "inin-correlation-id": `x ${token}` } }))
      )
  },
  {
    name: "the token as a key of what cannot be read",
    source: "CWE-209",
    shown: clean,
    arrange: answers((token = "") => JSON.stringify({ languageLabels: { [token]: 7 } }), { status: 200 }),
    call: PresenceClient.use((client) => client.getPresencedefinition({ presenceId: "lunch" }))
  },
  {
    name: "the token in an answer that is not JSON",
    source: "CWE-209",
    shown: clean,
    arrange: answers((token) => `token ${token}`, { status: 200 })
  },
  {
    name: "a runtime that quotes the header",
    source: "CWE-209",
    shown: clean,
    arrange: (service) => service.onApi((token) => transportFailure(`Invalid header value: "Bearer ${token}"`))
  },
  {
    name: "a runtime whose error holds the request",
    source: "CWE-209",
    shown: clean,
    arrange: (service) =>
      service.onApi((token) =>
        transportFailure("ECONNRESET", {
          request: { headers: { authorization: `Bearer ${token}` } },
          cause: new Error(token)
        })
      )
  },
  {
    name: "the secret in the refusal of the login",
    source: "RFC 6749 5.2, CWE-209",
    shown: clean,
    arrange: (service) =>
      service.onLogin((authorization) =>
        Effect.sync(() =>
          Response.json(
            { error: canarySecret, error_description: `${canarySecret} is wrong, and so is ${authorization}` },
            { status: 400, headers: { "inin-correlation-id": canarySecret } }
          )
        )
      )
  },
  {
    name: "the secret in a page of the login",
    source: "CWE-209",
    shown: clean,
    arrange: (service) =>
      service.onLogin((authorization) =>
        Effect.sync(() => new Response(`${canarySecret} ${authorization}`, { status: 500 }))
      )
  },
  {
    name: "a login whose connection is lost",
    source: "CWE-209",
    shown: clean,
    arrange: (service) => service.onLogin((authorization) => transportFailure("ECONNREFUSED", { authorization }))
  },
  {
    name: "a token that no header can hold",
    source: "RFC 9110 5.5, CVE-2022-31150",
    shown: `${clean}; it is not sent`,
    arrange: (service) => service.onLogin(() => Effect.sync(() => issue(`${canaryToken}\r\nx-sneaky: 1`)))
  },
  {
    name: "a token of 100 kB",
    source: "CWE-770",
    shown: clean,
    arrange: (service) => {
      service.onLogin(() => Effect.sync(() => issue(canaryToken.repeat(6000))))
      service.onApi((token) => Effect.sync(() => new Response(`<pre>${token}</pre>`, { status: 431 })))
    }
  },
  {
    name: "a token of 50 kB that is repeated",
    source: "CWE-770",
    shown: clean,
    arrange: (service) => {
      service.onLogin(() => Effect.sync(() => issue(canaryToken.repeat(2900))))
      service.onApi((token) => Effect.sync(() => new Response(`<pre>${token}</pre>`, { status: 431 })))
    }
  }
]

const assertNowhere = ({ cause, error, logs, metrics, spans }: Effect.Success<ReturnType<typeof traces>>) => {
  assertClean(error, "the error")
  assertClean(Cause.pretty(cause), "the printed cause")
  assertClean(cause, "the cause")
  assertClean(logs, "a log line")
  assertClean(spans, "a span")
  assertClean(metrics, "a metric")
}

const suffer = ({ arrange, call = patch }: Leak) =>
  Effect.gen(function* () {
    const service = yield* FakeService
    service.onLogin(() => Effect.sync(() => issue(canaryToken)))
    arrange(service)
    const left = yield* traces(call)
    assertNowhere(left)
    assert.isAtLeast(left.spans.length, 1)
    const attributes = inspect(left.spans.map((span) => [span.name, [...span.attributes]]))
    assert.isFalse(attributes.includes("personal-id"), "a span shows an id")
    assert.isFalse(attributes.includes("personal message"), "a span shows a message")
  }).pipe(Effect.provide(fakeClient(withCredentials)))

/** With all policies, time passes until the call has failed. */
const underPolicies = (arrange: Leak["arrange"], calls: number) =>
  Effect.gen(function* () {
    const service = yield* FakeService
    service.onLogin(() => Effect.sync(() => issue(canaryToken)))
    arrange(service)
    for (let i = 0; i < calls; i++) {
      const fiber = yield* Effect.forkChild(traces(patch))
      yield* TestClock.adjust("10 minutes")
      assertNowhere(yield* Fiber.join(fiber))
    }
  }).pipe(Effect.provide(fakeClient(withCredentials, {}, RetryLayer.recommended())))

const badSecrets = [
  "sneaky\r\nx: y",
  "sneaky\n",
  "\rsneaky",
  "snéaky",
  "sneaky\u0000",
  "sneaky ",
  " sneaky",
  "sneaky\u010a",
  ""
]

const refuses = (build: (secret: string) => Effect.Effect<unknown, unknown>) =>
  Effect.gen(function* () {
    for (const secret of badSecrets) {
      const error = yield* Effect.flip(build(secret))
      assert.notInclude(everything(error), "sneaky")
      assert.notInclude(everything(error), "snéaky")
    }
  })

const located = GenesysCloud.layer({ region: "eu-central-1" })

const built = <A, E, R>(layer: Layer.Layer<A, E, R>) => Effect.scoped(Layer.build(layer))

const secrets: ReadonlyArray<Attempt<unknown>> = [
  {
    name: "a client secret with a line break, a space, a letter beyond ASCII, or nothing",
    source: "CVE-2022-31150, RFC 9110 5.5",
    shown: "refused when the layer is built, without being quoted",
    run: refuses((secret) =>
      built(
        Authentication.layerClientCredentials({ clientId: "c", clientSecret: Redacted.make(secret) }).pipe(
          Layer.provide(located),
          Layer.provide(FakeService.layer)
        )
      ).pipe(
        Effect.tapError((error) =>
          Effect.sync(() => assert.instanceOf(error, PresenceError.PresenceConfigurationError))
        )
      )
    )
  },
  {
    name: "the same in the environment",
    source: "CWE-526, CWE-209",
    shown: "an error that names the variable, without its value",
    run: refuses((secret) =>
      built(
        Authentication.layerFromConfig().pipe(
          Layer.provide(located),
          Layer.provide(FakeService.layer),
          Layer.provide(
            ConfigProvider.layer(
              ConfigProvider.fromEnv({
                env: { GENESYS_CLOUD_CLIENT_ID: "c", GENESYS_CLOUD_CLIENT_SECRET: secret }
              })
            )
          )
        )
      )
    )
  },
  {
    name: "the same as a token",
    source: "CVE-2022-31150",
    shown: "refused when the layer is built, without being quoted",
    run: refuses((secret) => built(Authentication.layerToken(Redacted.make(secret))))
  },
  {
    name: "a client secret of 100 kB",
    source: "CWE-770",
    shown: "sent as it is; the answer of a server that refuses it does not show it",
    run: Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() =>
        Effect.sync(() => Response.json({ error: `x ${canarySecret.repeat(6000)}` }, { status: 400 }))
      )
      const { error } = yield* traces(patch)
      assertClean(error, "the error", [canarySecret])
    }).pipe(
      Effect.provide(
        fakeClient(
          Authentication.layerClientCredentials({
            clientId: "c",
            clientSecret: Redacted.make(canarySecret.repeat(6000))
          })
        )
      )
    )
  },
  {
    name: "the services themselves, printed",
    source: "CWE-532",
    shown: "the secret and the token are in none of them",
    run: Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.sync(() => issue(canaryToken)))
      service.onApi(() => Effect.sync(() => Response.json({})))
      yield* patch
      const context = yield* Effect.context<PresenceClient | Authentication>()
      for (const value of [context, yield* PresenceClient, yield* Authentication]) {
        const text = inspect(value, { depth: 20, showHidden: true })
        assert.notInclude(text, canaryToken)
        assert.notInclude(text, canarySecret)
      }
    }).pipe(Effect.provide(fakeClient(withCredentials)))
  },
  {
    name: "a call that takes too long",
    source: "CWE-209",
    shown: clean,
    run: Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.sync(() => issue(canaryToken)))
      service.onApi(() => Effect.never)
      const fiber = yield* Effect.forkChild(traces(patch))
      yield* Effect.yieldNow
      yield* TestClock.adjust("30 seconds")
      assertNowhere(yield* Fiber.join(fiber))
    }).pipe(Effect.provide(fakeClient(withCredentials)))
  },
  {
    name: "retries, waits, an open circuit and a full throttle",
    source: "CWE-532",
    shown: `${clean}; the events of all policies too`,
    run: Effect.andThen(
      underPolicies(
        answers((token) => `<pre>${token}</pre>`, { status: 503, headers: html }),
        12
      ),
      underPolicies(
        answers((token) => `<pre>${token}</pre>`, { status: 429, headers: { ...html, "retry-after": "1" } }),
        2
      )
    )
  },
  {
    name: "a defect of the transport",
    source: "CWE-209",
    shown: "a bug stays a defect; the library adds nothing to it",
    run: Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.sync(() => issue(canaryToken)))
      service.onApi(() => Effect.die(new Error("bug")))
      const cause = yield* Effect.flip(Effect.sandbox(patch))
      assert.isTrue(Cause.hasDies(cause))
      assertClean(Cause.pretty(cause), "the printed cause")
    }).pipe(Effect.provide(fakeClient(withCredentials)))
  }
]

export const leakAttempts: ReadonlyArray<Attempt<unknown>> = [
  ...leaks.map((leak) => ({ ...leak, run: suffer(leak) })),
  ...secrets
]
