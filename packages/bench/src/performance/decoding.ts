/** What it costs to decode an answer of 50 presences, dates included, beside `JSON.parse` of the same text. */
import type { Claim } from "../claim.ts"
import { median, microseconds, times } from "../statistics.ts"
import { measuredBy } from "./child.ts"
import type { Section } from "./section.ts"

const processes = 3

/** What the program prints: microseconds. */
interface Times {
  readonly parsed: number
  readonly decoded: number
}

const claim = (what: string, target: number, ...args: ReadonlyArray<string>): Claim => {
  const runs = Array.from({ length: processes }, () => measuredBy("decodingProgram.ts", args) as Times)
  const ratio = median(runs.map(({ decoded, parsed }) => decoded / parsed))
  return {
    what,
    result: times(ratio),
    target: `at most ${times(target)}`,
    isKept: ratio <= target,
    scale: `${microseconds(median(runs.map((run) => run.decoded)))} against ${microseconds(median(runs.map((run) => run.parsed)))}`
  }
}

export const decoding = (): Section => ({
  lines: [],
  claims: [
    claim("50 presences parsed and decoded, to `JSON.parse`", 3),
    claim("the same with Effect's schema compiler enabled", 1.5, "compiled")
  ]
})
