/**
 * Measures the sandbox and writes what came of it into `sandbox.md`.
 *
 * Every claim compares two things in one run on one machine, and takes the median: how fast the machine is does not
 * count.
 */
import { Effect } from "effect"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { makeInstallation, programIn } from "../support/installation.ts"
import { writePage } from "../support/page.ts"
import { benchFolder } from "../support/folders.ts"
import { startTime } from "./startTime.ts"
import { throughputBetweenProcesses, throughputInProcess } from "./throughput.ts"

const introduction = [
  "# How fast the sandbox is",
  "",
  "`pnpm run bench:sandbox` writes this page. What counts are ratios within one run; the last column shows how large the",
  "figures behind them were on one machine."
]

const folder = makeInstallation()
try {
  const program = programIn(folder)
  const claims = [
    ...(await startTime(program)),
    await throughputBetweenProcesses(program),
    await Effect.runPromise(throughputInProcess)
  ]
  writePage(join(benchFolder, "sandbox.md"), introduction, claims)
  if (claims.some(({ isKept }) => !isKept)) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
