import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it, layer } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { execFile } from "node:child_process"
import { markdownFiles, sourceFiles } from "../src/repository.ts"
import { isTypeScript, type Snippet, snippetsInMarkdown, snippetsInSource } from "../src/snippets.ts"
import { snippetFile } from "./support/snippetFile.ts"

// What a snippet declares and somebody else has to write.
Object.assign(globalThis, { readToken: Effect.succeed("a-token") })

interface Written extends Snippet {
  readonly file: string
}

const snippets: ReadonlyArray<Written> = [
  ...markdownFiles().flatMap(snippetsInMarkdown),
  ...sourceFiles().flatMap(snippetsInSource)
]
  .filter(isTypeScript)
  .map((snippet, index) => {
    const file = snippetFile(`snippet${index}`, `${snippet.code}\nexport {}\n`)
    return { ...snippet, file }
  })

/** Programs run to their end, tests are run as such, and the rest says what it defines. */
const kindOf = ({ code }: Snippet): "program" | "test" | "definitions" =>
  /\brunMain\(/.test(code) ? "program" : /\bit\.(effect|live|prop)\(/.test(code) ? "test" : "definitions"

const ofKind = (kind: ReturnType<typeof kindOf>) => snippets.filter((snippet) => kindOf(snippet) === kind)

const place = ({ path, position }: Snippet): string => `${path}:${position.line}`

describe("what the documentation defines", () => {
  for (const snippet of ofKind("definitions")) {
    it(`${place(snippet)} can be defined`, async () => {
      const module: unknown = await import(snippet.file)
      assert.strictEqual(typeof module, "object")
    })
  }
})

for (const snippet of ofKind("test")) {
  // Its tests are registered where they are imported.
  // oxlint-disable-next-line no-await-in-loop -- one after the other, so that each is in its place
  await import(snippet.file)
}

interface Ended {
  readonly code: number
  readonly output: string
}

const run = (file: string, env: Readonly<Record<string, string>>): Effect.Effect<Ended> =>
  Effect.callback((resume) => {
    const child = execFile(
      process.execPath,
      [file],
      { env: { ...process.env, ...env }, timeout: 20_000 },
      (error, stdout, stderr) => resume(Effect.succeed({ code: error === null ? 0 : 1, output: `${stdout}${stderr}` }))
    )
    return Effect.sync(() => child.kill())
  })

layer(Sandbox.layer({ users: 3 }))("the programs of the documentation", (programs) => {
  for (const snippet of ofKind("program")) {
    programs.effect(`${place(snippet)} runs to its end`, () =>
      Effect.gen(function* () {
        const { baseUrl, defaultClient } = yield* Sandbox
        const { code, output } = yield* run(snippet.file, {
          GENESYS_CLOUD_API_URL: baseUrl,
          GENESYS_CLOUD_LOGIN_URL: baseUrl,
          GENESYS_CLOUD_CLIENT_ID: defaultClient.clientId,
          GENESYS_CLOUD_CLIENT_SECRET: Redacted.value(defaultClient.clientSecret)
        })
        assert.strictEqual(code, 0, output)
        assert.notStrictEqual(output, "")
      })
    )
  }
})
