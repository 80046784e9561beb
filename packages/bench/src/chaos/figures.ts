/** The figures of all clients side by side. */
import { table } from "../support/table.ts"
import type { Row } from "./compared.ts"

const titles = {
  own: "This client, `recommended()`",
  sdk: "Official SDK, no retry",
  sdkLoop: "Official SDK, a loop of five"
} as const satisfies { readonly [Client in Row["client"]]: string }

const grouped = (value: number): string => value.toLocaleString("en-US")

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`

/** What is shown of each client. What a client can avoid is in bold. */
const lines: ReadonlyArray<readonly [what: string, figure: (row: Row) => string]> = [
  ["**Lost writes**", ({ lostWrites }) => `**${grouped(lostWrites)}**`],
  ["**Doubled writes**", ({ doubledWrites }) => `**${grouped(doubledWrites)}**`],
  ["**Failed reads of a service that recovers**", ({ failedReads }) => `**${grouped(failedReads)}**`],
  ["Reads of a service that recovers", ({ recoverableReads }) => grouped(recoverableReads)],
  ["Writes", ({ writes }) => grouped(writes)],
  ["Writes that were carried out, and told to have failed", ({ unknownWrites }) => grouped(unknownWrites)],
  ["Calls that failed, for whatever reason", ({ failedCalls }) => grouped(failedCalls)],
  ["Requests over the rate limit", ({ overRateLimit }) => grouped(overRateLimit)],
  ["Requests", ({ requests }) => grouped(requests)],
  ["Retries per call", ({ calls, retries }) => (retries / calls).toFixed(2)],
  ["Faults", ({ faults }) => grouped(faults)],
  ["Logins", ({ logins }) => grouped(logins)],
  [
    "Peak memory of its process, and that before the first call",
    ({ memoryAtStart, peakMemory }) => `${megabytes(peakMemory)}, ${megabytes(memoryAtStart)}`
  ],
  ["Time", ({ seconds }) => `${Math.round(seconds)} s`]
]

/** The rows as a table of Markdown: a column for each client. */
export const figures = (rows: ReadonlyArray<Row>): string =>
  table([
    ["", ...rows.map(({ client }) => titles[client])],
    ["---", ...rows.map(() => "--:")],
    ...lines.map(([what, figure]) => [what, ...rows.map(figure)])
  ])
