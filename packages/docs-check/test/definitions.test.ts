import { assert, describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { globSync } from "node:fs"
import { join } from "node:path"
import { documentedSnippets, kindOf } from "./support/documentedSnippets.ts"
import { recordOf } from "./support/record.ts"

/** The page whose snippets have tests of their own, which know what to expect of each. */
const recipes = "docs/24-recipes.md"

/** Connects to a Redis of its own, and is tried with the page on retries. */
const redis = /\bRedisRateLimiter\b/

/** What tests of its own run: in a worker, for a thousand tenants, or with a mock that leaves methods out. */
const exampled = /^export default|\bLayerMap\.Service\b|\bLayer\.mock\(/m

const defining = documentedSnippets.filter(
  (snippet) =>
    kindOf(snippet) === "definitions" &&
    snippet.path !== recipes &&
    !redis.test(snippet.code) &&
    !exampled.test(snippet.code)
)

/** The pages on models have a snippet each, and their records one file together. */
const fileOf = (path: string): string => path.replace(/(?<=^docs\/reference\/models)\/.*$/, "")

const files = new Set(defining.map(({ path }) => fileOf(path)))

describe("what the documentation defines", () => {
  for (const file of files) {
    it.effect(`does what the record of ${file} says`, () =>
      Effect.gen(function* () {
        const snippets = defining.filter(({ path }) => fileOf(path) === file)
        const records = yield* Effect.forEach(snippets, ({ code, path }, index) =>
          Effect.map(recordOf(`definitions-${file.replaceAll(/\W/g, "-")}-${index}`, code), (lines) =>
            [`# ${path === file ? `${index + 1} of ${snippets.length}` : path}`, ...lines].join("\n")
          )
        )
        yield* Effect.promise(() =>
          expect(`${records.join("\n\n")}\n`).toMatchFileSnapshot(`records/definitions/${file}.txt`)
        )
      })
    )
  }
  it("has no record left over from a page that is gone", () => {
    const records = globSync("**/*.txt", { cwd: join(import.meta.dirname, "records/definitions") })
    assert.includeMembers(
      Array.from(files, (file) => `${file}.txt`),
      records
    )
  })
})
