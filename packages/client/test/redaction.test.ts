import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  PresenceClient,
  PresenceError,
  PresenceTransport
} from "@genesys-presence/client"
import { Cause, Effect, Fiber, Layer, Logger, Redacted, References, Tracer } from "effect"
import { FetchHttpClient, HttpClientError, HttpClientRequest } from "effect/http"
import { TestClock } from "effect/testing"
import { inspect } from "node:util"
import { canarySecret, fakeClient, FakeService, issue, withCredentials } from "./support/fakeService.ts"

const canaryToken = "canary-token-0815"
const basic = Buffer.from(`some-client:${canarySecret}`).toString("base64")

/** What is reachable from an object: its own properties, and what its accessors answer. */
const members = (node: object): Array<unknown> => {
  const found: Array<unknown> = node instanceof Map || node instanceof Set ? [...node].flat() : []
  for (let owner: object | null = node; owner !== null; owner = Reflect.getPrototypeOf(owner)) {
    for (const key of Reflect.ownKeys(owner)) {
      const property = Reflect.getOwnPropertyDescriptor(owner, key)
      // An accessor may refuse to be read, as those of built-in prototypes do.
      try {
        found.push(String(key), property?.get === undefined ? property?.value : Reflect.apply(property.get, node, []))
      } catch {
        found.push(String(key))
      }
    }
  }
  return found
}

/** Every text that a program could see of a value: printed in each way, and by walking all that can be reached. */
const everything = (value: unknown): string => {
  const texts: Array<string> = []
  const seen = new Set<unknown>()
  const rest: Array<unknown> = [value]
  while (rest.length > 0) {
    const node = rest.pop()
    if (typeof node === "string") texts.push(node)
    if (typeof node !== "object" || node === null || seen.has(node)) continue
    seen.add(node)
    rest.push(...members(node))
  }
  texts.push(String(value), inspect(value, { depth: 20, showHidden: true, getters: true }))
  // Spans are not made for JSON; errors are.
  if (value instanceof Error) texts.push(JSON.stringify(value))
  return texts.join("\n")
}

const assertClean = (value: unknown, what: string) => {
  const text = everything(value)
  for (const canary of [canarySecret, canaryToken, basic])
    assert.isFalse(text.includes(canary), `${what} shows a canary`)
}

/** Runs an effect that fails with logs at trace and a tracer, and hands out all that it left behind. */
const traces = Effect.fnUntraced(function* <A, R>(effect: Effect.Effect<A, PresenceError.PresenceError, R>) {
  const logs: Array<unknown> = []
  const spans: Array<Tracer.Span> = []
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
  return { cause, error, logs, spans }
})

const patch = Effect.flatMap(PresenceClient, (client) =>
  client.patchUserPresencesPurecloud({ userId: "personal-id", body: { message: "personal message" } })
)

const Client = fakeClient(withCredentials)

const transportFailure = (message: string) =>
  Effect.fail(
    new HttpClientError.HttpClientError({
      reason: new HttpClientError.TransportError({
        request: HttpClientRequest.get("https://api.example.com").pipe(HttpClientRequest.bearerToken(canaryToken)),
        cause: Object.assign(new TypeError(message), { code: message })
      })
    })
  )

/** One failing run for each kind of error. */
const runs: ReadonlyArray<readonly [tag: string, arrange: (service: FakeService["Service"]) => void]> = [
  ...([400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 503, 504, 502, 302] as const).map(
    (status) =>
      [
        `status ${status} that repeats the request`,
        (service: FakeService["Service"]) =>
          service.onApi((token) =>
            Effect.sync(
              () =>
                new Response(`<pre>authorization: Bearer ${token}</pre>`, {
                  status,
                  headers: { "content-type": "text/html" }
                })
            )
          )
      ] as const
  ),
  [
    "an ErrorBody that repeats the token",
    (service) =>
      service.onApi((token) =>
        Effect.sync(() => Response.json({ message: `bad ${token}`, code: token }, { status: 400 }))
      )
  ],
  ["a lost connection", (service) => service.onApi(() => transportFailure("ECONNRESET"))],
  [
    "a runtime that quotes the header",
    (service) => service.onApi((token) => transportFailure(`Invalid header value: "Bearer ${token}"`))
  ],
  [
    "an unreadable answer that repeats the token",
    (service) => service.onApi((token) => Effect.sync(() => new Response(`token ${token}`)))
  ],
  [
    "a login that repeats the secret",
    (service) =>
      service.onLogin((authorization) =>
        Effect.sync(() =>
          Response.json(
            { error: "invalid_client", error_description: `${canarySecret} is wrong, and so is ${authorization}` },
            { status: 400 }
          )
        )
      )
  ],
  ["a login whose connection is lost", (service) => service.onLogin(() => transportFailure("ECONNREFUSED"))],
  [
    "a login that issues what no header can hold",
    (service) => service.onLogin(() => Effect.sync(() => issue(`${canaryToken}\n`)))
  ]
]

describe("no secret and no token is to be found", () => {
  for (const [what, arrange] of runs) {
    it.effect(`in the error, the cause, the logs and the spans of ${what}`, () =>
      Effect.gen(function* () {
        const service = yield* FakeService
        service.onLogin(() => Effect.sync(() => issue(canaryToken)))
        arrange(service)
        const { cause, error, logs, spans } = yield* traces(patch)
        assertClean(error, "the error")
        assertClean(Cause.pretty(cause), "the printed cause")
        assertClean(cause, "the cause")
        assertClean(logs, "a log line")
        assertClean(spans, "a span")
        assert.isAtLeast(spans.length, 1)
        const attributes = inspect(spans.map((span) => [span.name, [...span.attributes]]))
        assert.isFalse(attributes.includes("personal-id"), "a span shows an id")
        assert.isFalse(attributes.includes("personal message"), "a span shows a message")
      }).pipe(Effect.provide(Client))
    )
  }

  it.effect("in the error of a timeout", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.sync(() => issue(canaryToken)))
      service.onApi(() => Effect.never)
      const fiber = yield* Effect.forkChild(traces(patch))
      yield* Effect.yieldNow
      yield* TestClock.adjust("30 seconds")
      const { error, logs, spans } = yield* Fiber.join(fiber)
      assertClean([error, logs, spans], "something")
    }).pipe(Effect.provide(Client))
  )

  it.effect("in the services themselves, however they are printed", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.sync(() => issue(canaryToken)))
      service.onApi(() => Effect.sync(() => Response.json({})))
      yield* patch
      const context = yield* Effect.context<PresenceClient | Authentication>()
      for (const value of [context, yield* PresenceClient, yield* Authentication]) {
        const text = inspect(value, { depth: 20, showHidden: true })
        assert.isFalse(text.includes(canaryToken))
        assert.isFalse(text.includes(canarySecret))
      }
    }).pipe(Effect.provide(Client))
  )

  it.effect("in the error of a real fetch that fails", () =>
    Effect.gen(function* () {
      const { error } = yield* traces(patch)
      assertClean(error, "the error")
    }).pipe(
      Effect.provide(
        PresenceClient.layer.pipe(
          Layer.provide(PresenceTransport.layer),
          Layer.provide(Authentication.layerToken(Redacted.make(canaryToken))),
          Layer.provide(GenesysCloud.layer({ apiUrl: "http://127.0.0.1:9", loginUrl: "http://127.0.0.1:9" })),
          Layer.provide(FetchHttpClient.layer)
        )
      )
    )
  )
})
