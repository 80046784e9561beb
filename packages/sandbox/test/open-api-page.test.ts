import { Contract, OpenApi } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Chromium, isMissing, open } from "./page-browser.ts"

const read = Effect.fnUntraced(function* (path: string) {
  const { baseUrl } = yield* Sandbox
  return yield* Effect.promise(async () => {
    const response = await fetch(`${baseUrl}${path}`)
    return { baseUrl, status: response.status, headers: response.headers, body: await response.text() }
  })
})

describe("the reference of a sandbox", () => {
  it.effect("is an OpenAPI document of this very sandbox", () =>
    Effect.gen(function* () {
      const { baseUrl, body, headers, status } = yield* read("/openapi.json")
      assert.strictEqual(status, 200)
      assert.strictEqual(headers.get("content-type"), "application/json")
      assert.deepStrictEqual(JSON.parse(body), OpenApi.document({ serverUrl: baseUrl }))
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("is a page that brings all it needs", () =>
    Effect.gen(function* () {
      const { body, headers, status } = yield* read("/docs")
      assert.strictEqual(status, 200)
      assert.include(headers.get("content-type"), "text/html")
      assert.include(headers.get("content-security-policy"), "default-src 'none'")
      assert.include(body, "<title>Genesys Cloud Presence API</title>")
      assert.notMatch(body, /<(script|link)[^>]+(src|href)=/)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("has no secret where others can read it", () =>
    Effect.gen(function* () {
      assert.notInclude((yield* read("/docs")).body, "sandbox-secret")
    }).pipe(Effect.provide(Sandbox.layer({ host: "0.0.0.0" })))
  )

  it.effect("needs no token and is not remembered", () =>
    Effect.gen(function* () {
      const { requests } = yield* Sandbox
      yield* read("/docs")
      yield* read("/openapi.json")
      assert.deepStrictEqual(yield* requests, [])
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("is the same for all who ask at once", () =>
    Effect.gen(function* () {
      const answers = yield* Effect.forEach([1, 2, 3, 4, 5], () => read("/docs"), { concurrency: "unbounded" })
      assert.strictEqual(new Set(answers.map(({ body }) => body)).size, 1)
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})

/** Scalar holds two schemas for invalid that are not, warns of it, and shows them all the same. */
const warningsOfScalar = new Set(["console: document validation errors: ", "console: [Object, Object]"])

// A browser takes its time on a busy machine, and the script is large.
describe.skipIf(isMissing)("the reference in a browser", { timeout: 60_000 }, () => {
  it.live("shows every operation, gets a token at once, asks no other server, and complains of nothing", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Sandbox
      const { page, problems } = yield* open("about:blank")
      yield* Effect.promise(async () => {
        // What is not the sandbox's is refused, as it is without a network.
        await page.route(
          (url) => url.origin !== baseUrl,
          (route) => route.abort()
        )
        page.setDefaultTimeout(30_000)
        await page.goto(`${baseUrl}/docs`)
        await page.getByRole("heading", { name: "Genesys Cloud Presence API" }).waitFor()
        const navigation = page.getByRole("navigation")
        const entries = Contract.operationNames.map((name) => navigation.getByText(name, { exact: true }).first())
        await Promise.all(entries.map((entry) => entry.waitFor({ state: "attached" })))
        const login = page.waitForResponse(`${baseUrl}/oauth/token`)
        await page.getByRole("button", { name: "Authorize", exact: true }).click()
        assert.strictEqual((await login).status(), 200)
        await navigation.getByText("postPresencedefinitions", { exact: true }).click()
        await page.getByRole("heading", { name: "postPresencedefinitions", exact: true }).waitFor()
      })
      assert.deepStrictEqual(
        problems.filter((problem) => !warningsOfScalar.has(problem)),
        []
      )
    }).pipe(Effect.provide([Sandbox.layer(), Chromium.layer]))
  )
})
