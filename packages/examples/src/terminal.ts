import { Console, type Effect } from "effect"
import { styleText } from "node:util"

/** Prints a tour: numbered steps, what came of each, and asides. Colours follow the terminal and `NO_COLOR`. */
export interface Terminal {
  readonly title: (text: string) => Effect.Effect<void>
  readonly step: (text: string) => Effect.Effect<void>
  readonly result: (text: string) => Effect.Effect<void>
  readonly handled: (tag: string, text: string) => Effect.Effect<void>
  readonly aside: (text: string) => Effect.Effect<void>
}

type Style = Parameters<typeof styleText>[0]

const style = (format: Style, text: string): string =>
  styleText(format, text, { stream: process.stdout, validateStream: true })

/** A terminal whose steps count from 1. */
export const make = (): Terminal => {
  let steps = 0
  return {
    title: (text) => Console.log(`\n${style("bold", text)}`),
    step: (text) => {
      steps += 1
      return Console.log(`\n${style("cyan", `${steps}`.padStart(2))}  ${style("bold", text)}`)
    },
    result: (text) => Console.log(`    ${text}`),
    handled: (tag, text) => Console.log(`    ${style("yellow", `caught ${tag}`)}\n    ${text}`),
    aside: (text) => Console.log(`    ${style("dim", text)}`)
  }
}
