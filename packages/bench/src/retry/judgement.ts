/** What of an observation goes into the matrix, and whether it is bad. */
import type { Cell } from "./cell.ts"
import type { Repeatable } from "./client.ts"
import type { Observation } from "./observation.ts"

/** How much too soon a timer of Node may fire, and a clock be read, in milliseconds. */
const clockError = 10

/** What counts as at once, on a busy machine, in milliseconds. */
const atOnce = 1000

/** How close together requests arrive as one burst, in milliseconds. */
const burst = 50

const seconds = (millis: number): string => `${(millis / 1000).toFixed(2)} s`

const hanging: Cell = { fault: "hangs", text: "no end" }

/** After a 429 that asked for some seconds: how long it was until the next request. */
export const judgeWait = ({ ended, gaps }: Observation, retryAfter: number): Cell => {
  const [gap] = gaps
  if (gap === undefined) return ended === undefined ? hanging : { text: "gives up" }
  return gap < retryAfter * 1000 - clockError ? { fault: "early", text: seconds(gap) } : { text: seconds(gap) }
}

/** When the service asks for more than the limit of the call: how soon the call fails. */
export const judgeTooLongWait = (observation: Observation, retryAfter: number): Cell => {
  const { ended, gaps } = observation
  if (gaps.length > 0) return judgeWait(observation, retryAfter)
  if (ended === undefined) return hanging
  return ended > atOnce ? { fault: "in vain", text: seconds(ended) } : { text: "fails at once" }
}

/** After a failure that leaves open whether a write was executed: how often it was sent. */
export const judgeWrite = ({ ended, keys, requests }: Observation, repeatable?: Repeatable): Cell => {
  if (ended === undefined) return hanging
  if (requests === 1) return { text: "sent once" }
  const text = `sent ${requests} times`
  if (repeatable?.by === "reading") return { text: `${text}, but \`${repeatable.operation}\` only reads` }
  const hasOneKey = repeatable !== undefined && keys.length === 1 && keys[0] !== undefined
  return hasOneKey ? { text: `${text}, one \`${repeatable.header}\`` } : { fault: "replayed", text }
}

const largestBurst = (times: ReadonlyArray<number>): number =>
  Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + burst).length))

/** After a 429 that many callers got together: how many of them came back in one burst. */
export const judgeHerd = ({ ended, gaps }: Observation, retryAfter: number): Cell => {
  if (gaps.length === 0) return ended === undefined ? hanging : { text: "gives up" }
  const first = Math.min(...gaps)
  if (first < retryAfter * 1000 - clockError) return { fault: "early", text: seconds(first) }
  return { text: `${largestBurst(gaps)} of ${gaps.length} within ${burst} ms` }
}
