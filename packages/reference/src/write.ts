/** Writes the reference and the document. */
import { rmSync } from "node:fs"
import { formatted, writeInto } from "./formatted.ts"
import { referenceFolder } from "./repository.ts"

const files = formatted()
rmSync(referenceFolder, { recursive: true, force: true })
for (const [file, text] of files) writeInto(file, text)
