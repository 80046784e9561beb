/**
 * Measures the sandbox and writes what came of it into `report.md`.
 *
 * Every claim compares two things in one run on one machine, and takes the median: how fast the machine is does not
 * count.
 */
import { Effect } from "effect"
import { execFileSync } from "node:child_process"
import { rmSync, writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { join } from "node:path"
import { table, type Claim } from "./claim.ts"
import { makeInstallation, programIn } from "./installation.ts"
import { reportFile, root } from "./places.ts"
import { startTime } from "./startTime.ts"
import { throughputBetweenProcesses, throughputInProcess } from "./throughputClaims.ts"

const write = (claims: ReadonlyArray<Claim>): void => {
  const text = [
    "# How fast the sandbox is",
    "",
    "`pnpm run bench` writes this page. What counts are ratios within one run; the last column shows how large the",
    "figures behind them were on one machine.",
    "",
    `Node ${process.versions.node}, ${availableParallelism()} cores.`,
    "",
    table(claims),
    ""
  ].join("\n")
  writeFileSync(reportFile, text)
  execFileSync(join(root, "node_modules/.bin/oxfmt"), [reportFile])
  process.stdout.write(`${text}\n`)
}

const folder = makeInstallation()
try {
  const program = programIn(folder)
  const claims = [
    ...(await startTime(program)),
    await throughputBetweenProcesses(program),
    await Effect.runPromise(throughputInProcess)
  ]
  write(claims)
  if (claims.some(({ isKept }) => !isKept)) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
