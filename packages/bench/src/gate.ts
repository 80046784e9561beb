/** Holds what the client weighs and what a call takes against `limits.json`, and exits with 1 when something has grown. */
import { readFileSync, rmSync } from "node:fs"
import { makeInstallation } from "./installation.ts"
import { excesses } from "./limits.ts"
import { sizesIn } from "./performance/bundles.ts"
import { costOfCall } from "./performance/cost.ts"
import { ownFile } from "./places.ts"

const limits: unknown = JSON.parse(readFileSync(ownFile("../limits.json"), "utf8"))
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
