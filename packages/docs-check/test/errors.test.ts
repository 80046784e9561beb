import * as Client from "@genesys-presence/client"
import { assert, describe, it } from "@effect/vitest"
import { markdownFiles } from "../src/repository.ts"

/** The errors that programs can meet, by tag. */
const known = new Set(
  [...Object.entries(Client.PresenceError), ...Object.entries(Client)].flatMap(([name, value]) =>
    typeof value === "function" && value.prototype instanceof Error ? [name] : []
  )
)

const textOf = (path: string): string => markdownFiles().find((file) => file.path === path)?.text ?? ""

describe("the errors in the documentation", () => {
  it("are all in the table of errors", () => {
    const listed = Array.from(textOf("docs/5-errors.md").matchAll(/^\| `(Presence\w+)`/gm), ([, name]) => name)
    const calls = Object.entries(Client.PresenceError).flatMap(([name, value]) =>
      typeof value === "function" && value.prototype instanceof Error ? [name] : []
    )
    assert.includeMembers(listed, calls)
  })

  for (const path of ["docs/5-errors.md", "docs/20-backend.md", "docs/25-troubleshooting.md"]) {
    it(`exist, where ${path} speaks of them`, () => {
      const named = Array.from(textOf(path).matchAll(/`(Presence\w+)`/g), ([, name = ""]) => name)
      const services = Object.keys(Client)
      assert.isAbove(named.length, 3)
      for (const name of named) assert.isTrue(known.has(name) || services.includes(name), name)
    })
  }
})
