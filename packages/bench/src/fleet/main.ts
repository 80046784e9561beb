/**
 * Measures whether a fleet stays within the limit of the token that its processes share, and writes what came of it into
 * `fleet.md`.
 */
import { join } from "node:path"
import type { Claim } from "../support/claim.ts"
import { type FleetRun, fibers, fleetRun, limit, processes, speed } from "./fleetRun.ts"
import { benchFolder } from "../support/folders.ts"
import { writePage } from "../support/page.ts"

const most429 = 0.01
const leastUsed = 0.9
const mostOver = 0.01

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

const shareOf429 = ({ answers, refused }: FleetRun): number => refused / answers

const over = ({ most }: FleetRun): number => Math.max(0, most - limit) / limit

const none = await fleetRun("none")
const own = await fleetRun("own")
const shared = await fleetRun("shared")

/** The same figure of the other two runs. */
const others = (figure: (run: FleetRun) => string): string =>
  `${figure(none)} with none, ${figure(own)} with \`throttle\``

const claims: ReadonlyArray<Claim> = [
  {
    what: "429 among the answers",
    result: percent(shareOf429(shared)),
    target: `at most ${percent(most429)}`,
    isKept: shareOf429(shared) <= most429,
    scale: others((run) => percent(shareOf429(run)))
  },
  {
    what: "Requests over the limit in the fullest minute",
    result: percent(over(shared)),
    target: `at most ${percent(mostOver)}`,
    isKept: over(shared) <= mostOver,
    scale: others((run) => percent(over(run)))
  },
  {
    what: "Share of the allowance that was used",
    result: percent(shared.used),
    target: `at least ${percent(leastUsed)}`,
    isKept: shared.used >= leastUsed,
    scale: others(({ used }) => percent(used))
  },
  {
    what: "Smallest share that a process had",
    result: percent(shared.smallestShare),
    target: `at least ${percent(0.9 / processes)}`,
    isKept: shared.smallestShare >= 0.9 / processes,
    scale: others(({ smallestShare }) => percent(smallestShare))
  }
]

writePage(
  join(benchFolder, "fleet.md"),
  [
    "# Whether a fleet keeps its limit",
    "",
    `\`pnpm run bench:fleet\` writes this page. ${processes} processes with one token call a sandbox that takes ${limit} requests`,
    `a minute, from ${fibers} fibers each and without a pause, on a clock that is ${speed} times as fast as the real one. The result`,
    "is that of `throttleShared` with Redis; the last column has the same run without a throttle, where `rateLimited` learns",
    "from each 429, and with a `throttle` in each process, which does not know of the others.",
    `A millisecond on the way to the service is ${speed} there: it makes some minutes fuller than they were meant to be.`
  ],
  claims
)
if (claims.some(({ isKept }) => !isKept)) process.exitCode = 1
