/** The generated files as the formatter leaves them. */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, relative } from "node:path"
import { generate } from "./generate.ts"
import { root } from "./repository.ts"

/** Writes a file, and the folders that it belongs in. */
export const writeInto = (file: string, text: string): void => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** Their texts, by where they belong. */
export const formatted = (): ReadonlyMap<string, string> => {
  const folder = mkdtempSync(join(tmpdir(), "reference-"))
  try {
    const copies = new Map(
      Array.from(generate(), ([file, text]) => [file, { copy: join(folder, relative(root, file)), text }])
    )
    for (const { copy, text } of copies.values()) writeInto(copy, text)
    execFileSync(join(root, "node_modules/.bin/oxfmt"), ["--config", join(root, ".oxfmtrc.json"), folder])
    return new Map(Array.from(copies, ([file, { copy }]) => [file, readFileSync(copy, "utf8")]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
