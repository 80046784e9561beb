import { assert, describe, it } from "@effect/vitest"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { markdownFiles, root } from "../src/repository.ts"
import { snippetsInMarkdown } from "../src/snippets.ts"

// The file is this repository's own.
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>
}

/** What commands of npm's programs are about: packages that there are. */
const packages = /^(effect(@3)?|redis|@effect\/[a-z-]+|@genesys-presence\/(models|client|sandbox|effect3))$/

/** Why a line of a shell would not do what it says; `undefined` when it would. */
const complaintAbout = (line: string): string | undefined => {
  const [, script] = /^npx -y pnpm@12 (?:run )?([\w:]+)/.exec(line) ?? []
  if (script !== undefined) return script in scripts ? undefined : `there is no script ${script}`
  const [, installed] = /^npm install(?: --save-dev)? (.+)$/.exec(line) ?? []
  if (installed !== undefined) {
    const unknown = installed.split(" ").filter((name) => !packages.test(name))
    return unknown.length === 0 ? undefined : `${unknown.join(", ")} is not what these packages need`
  }
  // The check of the packages carries out what a Dockerfile says, without Docker.
  const [, built] = /^docker build --tag presence-sandbox (\S+)$/.exec(line) ?? []
  if (built !== undefined) return existsSync(join(root, built, "Dockerfile")) ? undefined : `${built} has no Dockerfile`
  if (/^docker run .*\bpresence-sandbox\b/.test(line)) return undefined
  // These are carried out, with what they print, in a test of their own.
  return /^npx (@genesys-presence\/sandbox|genesys-presence-sandbox)( |$)/.test(line) ? undefined : "nobody tries it"
}

/** The commands of these pages are carried out one by one, where the sandbox is tested. */
const carriedOut = new Set(["docs/8-curl.md", "docs/28-notifications.md"])

describe("the shell lines of the documentation", () => {
  for (const { code, info, path, position } of markdownFiles().flatMap(snippetsInMarkdown)) {
    if (info !== "sh" || carriedOut.has(path)) continue
    it(`${path}:${position.line}`, () => {
      for (const line of code.split("\n").filter((one) => one !== "" && !one.startsWith("#"))) {
        assert.isUndefined(complaintAbout(line), line)
      }
    })
  }

  it("are refused when they name a script or a package that there is not", () => {
    for (const line of [
      "npx -y pnpm@12 strat",
      "npm install left-pad",
      "docker build --tag presence-sandbox .",
      "make"
    ])
      assert.isString(complaintAbout(line))
  })
})
