import { assert, describe, it } from "@effect/vitest"
import { PresenceClient, PresenceTransport, type RetryLayer } from "@genesys-presence/client"
import { type FaultRule, Sandbox } from "@genesys-presence/sandbox"
import { Effect, Exit, Fiber, Layer } from "effect"
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
    // The user of the page is one of the sandbox, and no Redis of the page is asked for beyond this machine.
    const own = code.replaceAll("some-user", userId).replaceAll("redis.internal:6379", "127.0.0.1:1")
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
const reading = <A, E>(
  call: (presence: PresenceClient["Service"], userId: string) => Effect.Effect<A, E, PresenceClient>,
  policies: RetryLayer.PolicyLayer
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
  }).pipe(Effect.provide(PresenceClient.layerBare().pipe(Layer.provide(policies))))

const one = (presence: PresenceClient["Service"], userId: string) => presence.getUserPresencesPurecloud({ userId })

describe("the page on retries", () => {
  for (const name of ["Interactive", "Nightly", "Policies", "Fleet"]) {
    it.effect(`${name} outlives a 503`, () =>
      Effect.gen(function* () {
        // The check of the documentation compiles it.
        const policies = (yield* shown(name, "")) as RetryLayer.PolicyLayer
        const { exit, statuses } = yield* reading(one, policies)
        assert.isTrue(Exit.isSuccess(exit))
        assert.deepStrictEqual(statuses, [503, 200])
      }).pipe(Effect.provide(Transport))
    )
  }

  it.effect("Worker leaves the retry to its queue", () =>
    Effect.gen(function* () {
      const policies = (yield* shown("Worker", "")) as RetryLayer.PolicyLayer // as above
      const { exit, statuses } = yield* reading(one, policies)
      assert.isTrue(Exit.isFailure(exit))
      assert.deepStrictEqual(statuses, [503])
    }).pipe(Effect.provide(Transport))
  )

  it.effect("the program with combinators outlives a 503, and then writes", () =>
    Effect.gen(function* () {
      const [user] = (yield* Sandbox).users
      const program = (yield* shown("program", user?.id ?? "")) as Effect.Effect<unknown, unknown, PresenceClient> // as above
      const { exit, statuses } = yield* reading(() => program, Layer.effect(PresenceTransport, PresenceTransport))
      assert.isTrue(Exit.isSuccess(exit))
      assert.deepStrictEqual(statuses, [503, 200, 200])
    }).pipe(Effect.provide(Transport))
  )
})
