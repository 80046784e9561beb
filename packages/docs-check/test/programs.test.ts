import { assert, describe, expect, it } from "@effect/vitest"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect, Redacted } from "effect"
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { markdownFiles } from "../src/repository.ts"
import { snippetsInMarkdown } from "../src/snippets.ts"
import { documentedOrganization } from "./support/documentedOrganization.ts"
import { documentedSnippets, kindOf, place } from "./support/documentedSnippets.ts"
import { snippetFile } from "./support/snippetFile.ts"

const programs = documentedSnippets.filter((snippet) => kindOf(snippet) === "program")

/** What a page says that a program prints: the next of its fences, when that is one of text. */
const promisedOutputs = new Map(
  markdownFiles().flatMap((file) => {
    const fences = snippetsInMarkdown(file)
    return fences.flatMap((fence, index) => {
      const next = fences[index + 1]
      return kindOf(fence) === "program" && next?.info === "text" ? [[place(fence), `${next.code}\n`] as const] : []
    })
  })
)

/** Runs a program to its end. Rejects unless it ends with 0. */
const run = (code: string, index: number) =>
  Effect.gen(function* () {
    const { baseUrl, defaultClient } = yield* Sandbox
    const env = {
      ...process.env,
      GENESYS_CLOUD_API_URL: baseUrl,
      GENESYS_CLOUD_LOGIN_URL: baseUrl,
      GENESYS_CLOUD_CLIENT_ID: defaultClient.clientId,
      GENESYS_CLOUD_CLIENT_SECRET: Redacted.value(defaultClient.clientSecret)
    }
    const file = snippetFile(`program-${index}`, code)
    return yield* Effect.promise((signal) =>
      promisify(execFile)(process.execPath, [file], { env, signal, timeout: 20_000 })
    )
  })

describe("the programs of the documentation", () => {
  it.live("print what their record says, and what their page says", () =>
    Effect.gen(function* () {
      yield* documentedOrganization("")
      const outputs = yield* Effect.forEach(
        programs,
        (program, index) =>
          Effect.map(run(program.code, index), ({ stderr, stdout }) => {
            assert.strictEqual(stderr, "", place(program))
            const promised = promisedOutputs.get(place(program))
            if (promised !== undefined) assert.strictEqual(stdout, promised, place(program))
            return `# ${program.path}\n${stdout}`
          }),
        { concurrency: "unbounded" }
      )
      yield* Effect.promise(() => expect(outputs.join("\n")).toMatchFileSnapshot("records/programs.txt"))
    }).pipe(Effect.provide(Sandbox.layer({ users: 3 })))
  )

  it("are shown with their output at least once", () => {
    assert.isAtLeast(promisedOutputs.size, 1)
  })
})
