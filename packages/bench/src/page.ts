/** Writes the pages of measurements. */
import { execFileSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { join } from "node:path"
import { type Claim, table } from "./claim.ts"
import { root } from "./places.ts"

/** Writes what was measured below the lines that say how, and prints it. */
export const writePage = (file: string, introduction: ReadonlyArray<string>, claims: ReadonlyArray<Claim>): void => {
  const text = [
    ...introduction,
    "",
    `Node ${process.versions.node}, ${availableParallelism()} cores.`,
    "",
    table(claims),
    ""
  ].join("\n")
  writeFileSync(file, text)
  execFileSync(join(root, "node_modules/.bin/oxfmt"), [file])
  process.stdout.write(`${text}\n`)
}
