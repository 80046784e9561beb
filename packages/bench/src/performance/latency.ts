/** How long single calls take, and the slowest of them, while others are under way. */
import { inTurn } from "../support/inTurn.ts"
import { median, spread } from "../support/statistics.ts"
import { table } from "../support/table.ts"
import { names } from "./contenders.ts"
import type { RemoteContender } from "./remoteContender.ts"
import type { Section } from "./section.ts"

const concurrency = 16
const calls = 8000
const rounds = 5

export const latency = async (contenders: ReadonlyArray<RemoteContender>): Promise<Section> => {
  const tasks = contenders.map((contender) => () => contender.latency(concurrency, calls))
  const [, ...results] = await inTurn(1 + rounds, tasks)
  const of = (index: number, what: "p50" | "p99") => results.map((round) => round[index]?.[what] ?? Number.NaN)
  const ratios = (index: number, what: "p50" | "p99") => {
    const base = of(0, what)
    return of(index, what).map((value, round) => value / (base[round] ?? Number.NaN))
  }
  return {
    claims: [],
    lines: [
      `## Latency, ${concurrency} at a time`,
      "",
      table([
        ["", `median, to ${names.raw}`, `99th percentile, to ${names.raw}`, "for scale only"],
        ["---", "---", "---", "---"],
        ...contenders.map(({ name }, index) => [
          name,
          spread(ratios(index, "p50")),
          spread(ratios(index, "p99")),
          `${median(of(index, "p50")).toFixed(0)} µs, ${median(of(index, "p99")).toFixed(0)} µs`
        ])
      ])
    ]
  }
}
