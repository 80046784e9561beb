/** Writes the reference and the document, formatted as everything else. */
import { execFileSync } from "node:child_process"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { generate } from "./generate.ts"
import { openApiFile, referenceFolder, root } from "./repository.ts"

const files = generate()
rmSync(referenceFolder, { recursive: true, force: true })
for (const [file, text] of files) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
execFileSync(join(root, "node_modules/.bin/oxfmt"), [referenceFolder, openApiFile])
