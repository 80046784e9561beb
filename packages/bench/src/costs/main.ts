/** Holds what the client weighs and what a call takes against `limits.json`, and exits with 1 when something has grown. */
import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { makeInstallation } from "../support/installation.ts"
import { excesses } from "./limits.ts"
import { sizesIn } from "../support/bundleSizes.ts"
import { costOfCall } from "./callCost.ts"
import { benchFolder } from "../support/folders.ts"

const limits: unknown = JSON.parse(readFileSync(join(benchFolder, "limits.json"), "utf8"))
const folder = makeInstallation()
try {
  const { bareEffect: _, ...sizes } = await sizesIn(folder)
  const measured = { ...costOfCall(), ...sizes }
  for (const [name, value] of Object.entries(measured)) process.stdout.write(`${name}: ${Math.round(value)}\n`)
  const complaints = excesses(measured, limits)
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`)
  if (complaints.length > 0) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
