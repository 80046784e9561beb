/** What it costs to decode an answer of 50 presences, dates included, beside `JSON.parse` of the same text. */
import { join } from "node:path"
import type { Claim } from "../support/claim.ts"
import { measuredBy } from "../support/programs.ts"
import { median, microseconds, spread, times } from "../support/statistics.ts"
import { table } from "../support/table.ts"
import type { Section } from "./section.ts"

const program = join(import.meta.dirname, "decodingProgram.ts")
const processes = 3

/** What the program prints: microseconds. */
interface Times {
  readonly parsed: number
  readonly decoded: number
  readonly byHand: number
}

const measure = (...args: ReadonlyArray<string>): ReadonlyArray<Times> =>
  Array.from({ length: processes }, () => measuredBy(program, args) as Times)

const ratiosOf = (runs: ReadonlyArray<Times>, what: "decoded" | "byHand") => runs.map((run) => run[what] / run.parsed)

const claim = (what: string, target: number, runs: ReadonlyArray<Times>): Claim => {
  const ratio = median(ratiosOf(runs, "decoded"))
  return {
    what,
    result: times(ratio),
    target: `at most ${times(target)}`,
    isKept: ratio <= target,
    scale: `${microseconds(median(runs.map((run) => run.decoded)))} against ${microseconds(median(runs.map((run) => run.parsed)))}`
  }
}

export const decoding = (): Section => {
  const [usual, compiled] = [measure(), measure("compiled")]
  return {
    lines: [
      "## Decoding",
      "",
      table([
        ["50 presences", "to `JSON.parse` of the same text"],
        ["---", "---"],
        ["as our models", spread(ratiosOf(usual, "decoded"))],
        ["the same with the schema compiler enabled", spread(ratiosOf(compiled, "decoded"))],
        ["copied by hand with dates put in, and nothing checked", spread(ratiosOf(usual, "byHand"))]
      ])
    ],
    claims: [
      claim("50 presences parsed and decoded, to `JSON.parse`", 3, usual),
      claim("the same with Effect's schema compiler enabled", 1.5, compiled)
    ]
  }
}
