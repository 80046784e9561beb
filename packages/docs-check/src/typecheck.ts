import { spawnSync } from "node:child_process"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { root } from "./repository.ts"
import type { Snippet } from "./snippets.ts"

const folder = "packages/docs-check/dist/snippets"

/** A name that tells where a snippet comes from. */
const moduleOf = ({ path, position }: Snippet): string => `${folder}/${path}/line-${position.line}.ts`

const location = /^(?<path>[^\s(][^(]*)\((?<line>\d+),(?<column>\d+)\)/

/** Rewrites what the compiler says about the module of a snippet so that it points into the text. */
export const pointIntoText = (snippets: ReadonlyArray<Snippet>, output: string): string => {
  const byModule = new Map(snippets.map((snippet) => [moduleOf(snippet), snippet]))
  return output
    .split("\n")
    .map((line) =>
      line.replace(location, (whole, path: string, row: string, column: string) => {
        const snippet = byModule.get(path)
        if (snippet === undefined) return whole
        const { position } = snippet
        return `${snippet.path}:${position.line + Number(row)}:${position.column + Number(column) - 1}`
      })
    )
    .join("\n")
}

/** Type-checks each snippet as a module of its own, and answers with what the compiler has to say: nothing at best. */
export const typecheck = (snippets: ReadonlyArray<Snippet>): string => {
  rmSync(join(root, folder), { recursive: true, force: true })
  for (const snippet of snippets) {
    const file = join(root, moduleOf(snippet))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${snippet.code}\n`)
  }
  const compiler = spawnSync(
    join(root, "node_modules/.bin/tsc"),
    ["--build", "--pretty", "false", "packages/docs-check/tsconfig.snippets.json"],
    { cwd: root, encoding: "utf8" }
  )
  if (compiler.error !== undefined) throw compiler.error
  return compiler.status === 0 ? "" : pointIntoText(snippets, compiler.stdout + compiler.stderr)
}
