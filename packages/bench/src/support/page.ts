/** Writes the pages of measurements. */
import { execFileSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { join } from "node:path"
import { type Claim, tableOf } from "./claim.ts"
import { root } from "./folders.ts"

/** What the figures of a page were measured on. */
export const machine = `Node ${process.versions.node}, ${availableParallelism()} cores`

/** Writes a page as the formatter wants it. */
export const writeFormatted = (file: string, text: string): void => {
  writeFileSync(file, text)
  execFileSync(join(root, "node_modules/.bin/oxfmt"), [file])
}

/** Writes what was measured below the lines that say how, and prints it. */
export const writePage = (file: string, introduction: ReadonlyArray<string>, claims: ReadonlyArray<Claim>): void => {
  const text = [...introduction, "", `${machine}.`, "", tableOf(claims), ""].join("\n")
  writeFormatted(file, text)
  process.stdout.write(`${text}\n`)
}

const begin = "<!-- The program writes what follows. -->"
const end = "<!-- Here it ends. -->"

/** Writes between the marks of a page that people wrote. */
export const writeIntoPage = (file: string, text: string): void => {
  const [before, rest] = readFileSync(file, "utf8").split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`${file} has no place for the table`)
  writeFormatted(file, `${before}${begin}\n\n${text}\n\n${end}${after}`)
}
