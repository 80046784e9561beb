import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

/** How many times: few in the suite, and as many as it takes in the long run. */
export const longRun = (few: number, many: number): number => (process.env["LONG_RUN"] === "true" ? many : few)

/** The memory that is in use in the long run, after garbage has been collected. */
export const heap = (): number | undefined => {
  if (process.env["LONG_RUN"] !== "true") return undefined
  setFlagsFromString("--expose-gc")
  runInNewContext("gc")()
  return process.memoryUsage().heapUsed
}
