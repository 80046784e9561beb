import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { documentedSnippets, kindOf, place } from "./support/documentedSnippets.ts"
import { snippetFile } from "./support/snippetFile.ts"

// What a snippet declares and somebody else has to write.
Object.assign(globalThis, { readToken: Effect.succeed("a-token") })

const written = documentedSnippets.map((snippet, index) => {
  const file = snippetFile(`snippet${index}`, `${snippet.code}\nexport {}\n`)
  return { ...snippet, file }
})

const ofKind = (kind: ReturnType<typeof kindOf>) => written.filter((snippet) => kindOf(snippet) === kind)

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
