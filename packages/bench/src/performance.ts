/**
 * Measures the client beside others, and writes what came of it into `docs/performance.md`.
 *
 * One bare server in a process of its own answers them all, in turn, with the same bytes. What counts are the ratios to
 * `undici.request`, medians over the rounds.
 */
import { join } from "node:path"
import { inTurn } from "./inTurn.ts"
import type { Contender } from "./performance/contender.ts"
import { contendersOf } from "./performance/contenders.ts"
import { fixedAnswer } from "./performance/fixedAnswer.ts"
import { machine, writeIntoPage } from "./page.ts"
import { type Rate, rateOf } from "./performance/rate.ts"
import { ownFile, root } from "./places.ts"
import { run } from "./program.ts"
import { median, perSecond, times } from "./statistics.ts"
import { table } from "./table.ts"

const concurrencies = [1, 16, 64]
const rounds = 7
const roundMillis = 1000

const spread = (values: ReadonlyArray<number>): string =>
  `${times(median(values))} (${times(Math.min(...values))} to ${times(Math.max(...values))})`

const section = async (contenders: ReadonlyArray<Contender>, concurrency: number): Promise<ReadonlyArray<string>> => {
  const tasks = contenders.map((contender) => () => rateOf(contender, concurrency, roundMillis))
  // In the first round all get warm.
  const [, ...results] = await inTurn(1 + rounds, tasks)
  const of = (index: number, what: keyof Rate) => results.map((round) => round[index]?.[what] ?? Number.NaN)
  return [
    "",
    `## ${concurrency === 1 ? "One call after the other" : `${concurrency} at a time`}`,
    "",
    table([
      ["", "calls, to `undici.request`", "processor time, to `undici.request`", "for scale only"],
      ["---", "---", "---", "---"],
      ...contenders.map(({ name }, index) => {
        const ratios = (what: keyof Rate) =>
          of(index, what).map((value, round) => value / (of(0, what)[round] ?? Number.NaN))
        const scale = `${perSecond(median(of(index, "perSecond")))}, ${median(of(index, "microsPerCall")).toFixed(0)} µs`
        return [name, spread(ratios("perSecond")), spread(ratios("microsPerCall")), scale]
      })
    ])
  ]
}

/** A contender that fails would be the fastest of all. */
const check = async ({ name, once }: Contender): Promise<void> => {
  const answer = JSON.stringify(await once())
  if (!answer.includes("back at two")) throw new Error(`${name} answers ${answer}`)
}

const measure = async (baseUrl: string): Promise<ReadonlyArray<string>> => {
  const contenders = contendersOf(baseUrl)
  await Promise.all(contenders.map(check))
  const sections = await inTurn(
    1,
    concurrencies.map((concurrency) => () => section(contenders, concurrency))
  )
  return sections.flat(2)
}

const server = await run([ownFile("plainProgram.ts"), JSON.stringify(fixedAnswer)])
try {
  const lines = await measure(server.firstLine.trim())
  writeIntoPage(join(root, "docs/performance.md"), [`${machine}.`, ...lines].join("\n"))
  process.stdout.write(`${lines.join("\n")}\n`)
} finally {
  await server.stop()
}
process.exit()
