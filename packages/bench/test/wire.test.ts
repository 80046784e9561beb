import { assert, describe, it } from "@effect/vitest"
import { groups } from "@genesys-presence/broken-connections"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../src/support/folders.ts"

const page = readFileSync(join(root, "docs/26-connection-failures.md"), "utf8")

// `pnpm run bench:wire` measures it; the tests of the client hold every cell against the service on each run.
describe("the page of connections that fail", () => {
  it("has every way in which the tests make them fail", () => {
    const rows = groups.flatMap(({ ways }) => ways.map(({ what }) => what))
    assert.isAbove(rows.length, 40)
    for (const what of rows) assert.match(page, new RegExp(`^\\| ${what.replace(/[()./]/g, "\\$&")} +\\|`, "m"))
  })

  it("was written by a run without a lie and without a second execution", () => {
    assert.match(page, /^\| said what was not so about their execution +\| 0 +\|$/m)
    assert.match(page, /^\| writes that were executed twice +\| 0 +\|$/m)
    assert.notInclude(page, "**")
  })
})
