import { expect, it } from "@effect/vitest"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect, Redacted } from "effect"
import { execFile } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { markdownFiles } from "../src/repository.ts"
import { isTypeScript, snippetsInMarkdown } from "../src/snippets.ts"

/** A folder from which a program finds the packages that the documentation speaks of. */
const folder = join(import.meta.dirname, "../dist/programs")

const firstProgram = Effect.sync(() => {
  const readme = markdownFiles().find(({ path }) => path === "README.md")
  const program = readme === undefined ? undefined : snippetsInMarkdown(readme).find(isTypeScript)
  const file = join(folder, "readme.ts")
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, program?.code ?? "throw new Error('the README shows no program')")
  return file
})

it.live("the first program of the README runs, and prints what it found", () =>
  Effect.gen(function* () {
    const { baseUrl, defaultClient } = yield* Sandbox
    const file = yield* firstProgram
    const env = {
      PATH: process.env["PATH"],
      GENESYS_CLOUD_API_URL: baseUrl,
      GENESYS_CLOUD_LOGIN_URL: baseUrl,
      GENESYS_CLOUD_CLIENT_ID: defaultClient.clientId,
      GENESYS_CLOUD_CLIENT_SECRET: Redacted.value(defaultClient.clientSecret)
    }
    // Rejects unless the program ends with 0.
    const { stderr, stdout } = yield* Effect.promise(() => promisify(execFile)(process.execPath, [file], { env }))
    expect(stdout).toMatch(/\S/)
    expect(stderr).toBe("")
  }).pipe(Effect.provide(Sandbox.layer()))
)
