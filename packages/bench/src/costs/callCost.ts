/** What one call of the recommended client takes, in counts that do not depend on the machine. */
import { join } from "node:path"
import { measuredBy } from "../support/programs.ts"

export interface Cost {
  /** Bytes that are allocated, by code that nothing has optimised. */
  readonly bytesPerCall: number
  /** How often a fiber waits for something. */
  readonly waitsPerCall: number
  readonly timersPerCall: number
}

const flags = [
  "--no-opt",
  "--no-maglev",
  "--no-sparkplug",
  "--single-threaded-gc",
  "--min-semi-space-size=128",
  "--max-semi-space-size=128",
  "--expose-gc"
]

export const costOfCall = (): Cost =>
  // What the program prints.
  measuredBy(join(import.meta.dirname, "callCostProgram.ts"), [], flags) as Cost
