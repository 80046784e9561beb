import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { logIn, send } from "./api.ts"

const directory = fileURLToPath(new URL("../assets/", import.meta.url))

const contentTypes: { readonly [extension: string]: string } = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml"
}

/** All files of the page, each with its path there. */
const files = readdirSync(directory, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name, parentPath }) => `${parentPath}/${name}`.slice(directory.length).replace(/^\//, ""))
  .map((name) => ({ name, path: name === "index.html" ? "/" : `/${name}` }))

const text = Effect.fnUntraced(function* (path: string) {
  const { baseUrl } = yield* Sandbox
  return yield* Effect.promise(async () => {
    const response = await fetch(`${baseUrl}${path}`)
    return { status: response.status, headers: response.headers, body: await response.text() }
  })
})

describe("the files of the page", () => {
  it.effect("are all served, as what they are, and nothing may come from elsewhere", () =>
    Effect.gen(function* () {
      assert.isNotEmpty(files)
      for (const { name, path } of files) {
        const { body, headers, status } = yield* text(path)
        assert.strictEqual(status, 200, path)
        assert.strictEqual(body, readFileSync(`${directory}${name}`, "utf8"), path)
        assert.strictEqual(headers.get("content-type"), contentTypes[name.split(".").at(-1) ?? ""], path)
        assert.strictEqual(headers.get("cache-control"), "no-cache", path)
        assert.strictEqual(headers.get("x-content-type-options"), "nosniff", path)
        assert.include(headers.get("content-security-policy"), "default-src 'self';", path)
        assert.notInclude(headers.get("content-security-policy"), "unsafe", path)
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("lead nowhere but to what is there", () =>
    Effect.gen(function* () {
      const html = readFileSync(`${directory}index.html`, "utf8")
      const paths = Array.from(html.matchAll(/ (?:href|src)="([^"]*)"/g), ([, path = ""]) => path)
      assert.include(paths, "/docs")
      for (const path of new Set(paths)) assert.strictEqual((yield* text(path)).status, 200, path)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("are no requests of the API: they need no token and are not remembered", () =>
    Effect.gen(function* () {
      const { requests } = yield* Sandbox
      yield* logIn()
      yield* text("/")
      assert.deepStrictEqual(
        (yield* requests).map(({ path }) => path),
        ["/oauth/token"]
      )
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  for (const path of ["/index.html", "/page", "/page/", "/page/..%2f..%2fpackage.json", "/assets/page.js"]) {
    it.effect(`are the only ones: ${path} is none`, () =>
      Effect.gen(function* () {
        assert.strictEqual((yield* send("GET", path)).status, 404)
      }).pipe(Effect.provide(Sandbox.layer()))
    )
  }

  it("name nothing that the content security policy forbids", () => {
    for (const { name } of files) {
      const content = readFileSync(`${directory}${name}`, "utf8")
      assert.notMatch(content, /\son\w+=|style="|javascript:|https?:\/\/(?!www\.w3\.org\/2000\/svg)/, name)
    }
  })
})
