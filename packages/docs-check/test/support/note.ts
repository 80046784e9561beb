import { Cause, type Console, Logger } from "effect"
import { inspect } from "node:util"

/** Takes down one thing that happened, in the order in which things happen. */
export type Note = (line: string) => void

/** A value as a person reads it; long lists are cut, their length is not. */
export const shown = (value: unknown): string =>
  inspect(value, { depth: 6, maxArrayLength: 3, breakLength: 110, compact: 3 })

const spoken = (values: ReadonlyArray<unknown>): string =>
  values.map((value) => (typeof value === "string" ? value : shown(value))).join(" ")

/** A logger that notes the level and the message, and the cause when there is one. */
export const notingLogger = (note: Note): Logger.Logger<unknown, void> =>
  Logger.make(({ cause, logLevel, message }) => {
    const text = spoken(Array.isArray(message) ? message : [message])
    const why = cause.reasons.length === 0 ? "" : ` ${Cause.pretty(cause)}`
    note(`logs ${logLevel.toUpperCase()} ${text}${why}`)
  })

/** A console that notes what is written to standard output and standard error. */
export const notingConsole = (note: Note): Console.Console => ({
  ...console,
  log: (...values) => note(`prints ${spoken(values)}`),
  error: (...values) => note(`prints to standard error ${spoken(values)}`)
})

/** The lines with each run of the same line made one, which says how many it stands for. */
export const withoutRepetition = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  const runs: Array<{ readonly line: string; count: number }> = []
  for (const line of lines) {
    const last = runs.at(-1)
    if (last?.line === line) last.count += 1
    else runs.push({ line, count: 1 })
  }
  return runs.map(({ count, line }) => (count === 1 ? line : `${line} (${count} times)`))
}
