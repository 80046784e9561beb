import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { markdownFiles, root } from "../src/repository.ts"
import { snippetsInMarkdown } from "../src/snippets.ts"

const fenceOf = (page: string, info: string): string =>
  markdownFiles()
    .filter(({ path }) => path === page)
    .flatMap(snippetsInMarkdown)
    .find((fence) => fence.info === info)?.code ?? ""

const read = (path: string): string => readFileSync(join(root, path), "utf8")

describe("what the documentation quotes", () => {
  it("is a case of the conformance file", () => {
    const { cases } = JSON.parse(read("packages/client/conformance/retry.json")) as {
      readonly cases: ReadonlyArray<unknown> // by the page that describes the file
    }
    assert.deepInclude(cases, JSON.parse(fenceOf("docs/11-retry-conformance.md", "json")))
  })

  it("is the tree of spans that the test of the example receives", () => {
    const lines = fenceOf("docs/19-observability.md", "text").split("\n")
    assert.isAtLeast(lines.length, 4)
    const expected = lines.map((line) => JSON.stringify(line)).join(",\n")
    const test = read("packages/examples/test/tracing.test.ts")
    assert.include(test.replaceAll(/^ +/gm, ""), expected)
  })

  it("is a docker-compose file with variables that the client reads", () => {
    const names = fenceOf("docs/6-sandbox.md", "yaml").match(/GENESYS_CLOUD_\w+/g) ?? []
    assert.lengthOf(names, 5)
    const reading = read("packages/client/src/GenesysCloud.ts") + read("packages/client/src/Authentication.ts")
    for (const name of names) assert.include(reading, `"${name}"`)
  })

  it("is nowhere that no test knows of", () => {
    const quoting = markdownFiles().flatMap((file) =>
      snippetsInMarkdown(file).flatMap(({ info, path }) => (info === "ts" || info === "sh" ? [] : [path]))
    )
    assert.sameMembers(quoting, [
      "docs/1-getting-started.md", // what a program prints
      "docs/6-sandbox.md", // what a command prints
      "docs/6-sandbox.md", // a docker-compose file
      "docs/7-security.md", // what a program prints
      "docs/10-retry.md", // a diagram
      "docs/11-retry-conformance.md",
      "docs/19-observability.md",
      "docs/25-troubleshooting.md", // what a program prints
      "docs/28-notifications.md" // an event, which the tests of the sandbox compare
    ])
  })
})
