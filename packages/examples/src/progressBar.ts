import type { ManyUsers } from "@genesys-presence/client"
import { Effect } from "effect"

/** Where a bar is drawn, such as `process.stdout`. */
export interface Output {
  readonly isTTY: boolean
  readonly write: (text: string) => unknown
}

const width = 30

const count = (value: number): string => value.toLocaleString("en")

const inWords = ({ done, failed, missing, total }: ManyUsers.Progress): string =>
  [
    total === undefined ? count(done) : `${count(done)} of ${count(total)}`,
    ...(missing === 0 ? [] : [`${count(missing)} unknown`]),
    ...(failed === 0 ? [] : [`${count(failed)} failed`])
  ].join(", ")

const bar = (share: number): string => "█".repeat(Math.floor(share * width)).padEnd(width, "░")

/** How much is done, from 0 to 1; without a total nobody knows. */
const shareOf = ({ done, total }: ManyUsers.Progress): number | undefined =>
  total === undefined || total === 0 ? undefined : done / total

/**
 * An `onProgress` that draws a bar: on a terminal one line that is drawn again, elsewhere a line for each tenth, so that
 * logs stay short.
 */
export const progressBar = (label: string, output: Output): ((progress: ManyUsers.Progress) => Effect.Effect<void>) => {
  let tenths = 0
  return (progress) =>
    Effect.sync(() => {
      const share = shareOf(progress)
      const words = inWords(progress)
      if (output.isTTY) {
        const drawn = share === undefined ? "" : `${bar(share)} `
        output.write(`\r${label} ${drawn}${words}\u001B[K${share === 1 ? "\n" : ""}`)
        return
      }
      const reached = Math.floor((share ?? 0) * 10)
      if (reached === tenths) return
      tenths = reached
      output.write(`${label} ${reached * 10} % (${words})\n`)
    })
}
