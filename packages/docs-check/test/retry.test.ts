import { assert, describe, it } from "@effect/vitest"
import { PresenceClient, type RetryLayer } from "@genesys-presence/client"
import { type FaultRule, Sandbox } from "@genesys-presence/sandbox"
import { ConfigProvider, Effect, Exit, Fiber, Layer, Redacted } from "effect"
import type { HttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import { markdownFiles } from "../src/repository.ts"
import { isTypeScript, snippetsInMarkdown } from "../src/snippets.ts"
import { inProcess } from "./support/inProcess.ts"
import { definitionIn, snippetFile } from "./support/snippetFile.ts"

const snippets = markdownFiles()
  .filter(({ path }) => path === "docs/10-retry.md")
  .flatMap(snippetsInMarkdown)
  .filter(isTypeScript)

/** What a snippet of the page calls by the name. */
const shown = (name: string, userId: string) =>
  Effect.promise(() => {
    const code = snippets.find((snippet) => snippet.code.includes(`const ${name} =`))?.code ?? ""
    const own = code.replaceAll("some-user", userId)
    return definitionIn(snippetFile(`retry-${name}`, `${own}\nexport { ${name} }\n`), name)
  })

const Transport = inProcess()

/** Answers the first request with 503. */
const once: FaultRule.FaultRule = {
  operation: "getUserPresencesPurecloud",
  fault: { kind: "errorStatus", status: 503 },
  times: 1
}

/** Reads the presence of a user, while a minute passes, from a service that has a bad moment. */
const reading = <A, E, E2, R>(
  call: (presence: PresenceClient["Service"], userId: string) => Effect.Effect<A, E, PresenceClient>,
  client: Layer.Layer<PresenceClient, E2, R>
) =>
  Effect.gen(function* () {
    const sandbox = yield* Sandbox
    yield* sandbox.faults.add(once)
    const presence = yield* PresenceClient
    const fiber = yield* Effect.forkChild(Effect.exit(call(presence, sandbox.users[0]?.id ?? "")))
    yield* TestClock.adjust("1 minute")
    const exit = yield* Fiber.join(fiber)
    const requests = yield* sandbox.requests
    return { exit, statuses: requests.flatMap(({ operation, status }) => (operation === undefined ? [] : [status])) }
  }).pipe(Effect.provide(client))

const under = (policies: RetryLayer.PolicyLayer) => PresenceClient.layerBare().pipe(Layer.provide(policies))

/** The sandbox, and a Redis that nobody reaches. */
const Variables = Layer.unwrap(
  Effect.map(Sandbox, ({ baseUrl, defaultClient }) =>
    ConfigProvider.layer(
      ConfigProvider.fromUnknown({
        GENESYS_CLOUD_API_URL: baseUrl,
        GENESYS_CLOUD_LOGIN_URL: baseUrl,
        GENESYS_CLOUD_CLIENT_ID: defaultClient.clientId,
        GENESYS_CLOUD_CLIENT_SECRET: Redacted.value(defaultClient.clientSecret),
        REDIS_URL: "redis://127.0.0.1:1"
      })
    )
  )
)

const one = (presence: PresenceClient["Service"], userId: string) => presence.getUserPresencesPurecloud({ userId })

describe("the page on retries", () => {
  for (const name of ["Interactive", "Nightly"]) {
    it.effect(`${name} outlives a 503`, () =>
      Effect.gen(function* () {
        // The check of the documentation compiles it.
        const policies = (yield* shown(name, "")) as RetryLayer.PolicyLayer
        const { exit, statuses } = yield* reading(one, under(policies))
        assert.isTrue(Exit.isSuccess(exit))
        assert.deepStrictEqual(statuses, [503, 200])
      }).pipe(Effect.provide(Transport))
    )
  }

  it.effect("Fleet outlives a 503, and starts while its Redis is down", () =>
    Effect.gen(function* () {
      const client = (yield* shown("Fleet", "")) as Layer.Layer<PresenceClient, unknown, HttpClient.HttpClient> // as above
      const { exit, statuses } = yield* reading(one, Layer.provide(client, Variables))
      assert.isTrue(Exit.isSuccess(exit))
      assert.deepStrictEqual(statuses, [503, 200])
    }).pipe(Effect.provide(Transport))
  )

  it.effect("Worker leaves the retry to its queue", () =>
    Effect.gen(function* () {
      const policies = (yield* shown("Worker", "")) as RetryLayer.PolicyLayer // as above
      const { exit, statuses } = yield* reading(one, under(policies))
      assert.isTrue(Exit.isFailure(exit))
      assert.deepStrictEqual(statuses, [503])
    }).pipe(Effect.provide(Transport))
  )

  it.effect("the program with combinators outlives a 503, and then writes", () =>
    Effect.gen(function* () {
      const [user] = (yield* Sandbox).users
      const program = (yield* shown("program", user?.id ?? "")) as Effect.Effect<unknown, unknown, PresenceClient> // as above
      const { exit, statuses } = yield* reading(() => program, PresenceClient.layerBare())
      assert.isTrue(Exit.isSuccess(exit))
      assert.deepStrictEqual(statuses, [503, 200, 200])
    }).pipe(Effect.provide(Transport))
  )
})
