import { assert, describe, expect, it } from "@effect/vitest"
import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { count, page } from "./page.ts"

const root = fileURLToPath(new URL("../../../../", import.meta.url))

describe("the page of attacks", () => {
  it("has more than a hundred", () => {
    assert.isAbove(count, 100)
  })

  // `vitest run -u` writes the page anew.
  it("is what the tests make of it", async () => {
    const formatter = `${root}node_modules/.bin/oxfmt`
    const formatted = execFileSync(formatter, ["--stdin-filepath", "docs/29-attacks.md"], { cwd: root, input: page })
    await expect(formatted.toString()).toMatchFileSnapshot("../../../../docs/29-attacks.md")
  })
})
