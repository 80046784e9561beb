/** Writes the report of each package's public surface anew. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { writeReport } from "./apiReport.ts"
import { pack } from "./archive.ts"
import { publishedFolders } from "./places.ts"

const folder = mkdtempSync(join(tmpdir(), "api-"))
try {
  for (const packageFolder of publishedFolders) writeReport(pack(packageFolder, folder))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
