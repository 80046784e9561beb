/** How many calls the contenders make in a second, and what each takes of the processor. */
import type { Claim } from "../support/claim.ts"
import { inTurn } from "../support/inTurn.ts"
import { median, perSecond, spread, times } from "../support/statistics.ts"
import { table } from "../support/table.ts"
import { names } from "./contenders.ts"
import type { Rate } from "./rate.ts"
import type { RemoteContender } from "./remoteContender.ts"
import type { Section } from "./section.ts"

const rounds = 7
const roundMillis = 700

/** Until compilers have done what they do: two runtimes in one take seconds. */
const warmUpMillis = 4000

/** Lets all get warm. */
export const warmUp = async (contenders: ReadonlyArray<RemoteContender>): Promise<void> => {
  await inTurn(
    1,
    contenders.map((contender) => () => contender.rate(16, warmUpMillis))
  )
}

/** What was measured at one concurrency: the ratios of each round to the first contender. */
export interface Throughput extends Section {
  readonly concurrency: number
  readonly ratios: ReadonlyArray<readonly [name: string, ratio: number]>
}

export const throughput = async (
  contenders: ReadonlyArray<RemoteContender>,
  concurrency: number
): Promise<Throughput> => {
  const tasks = contenders.map((contender) => () => contender.rate(concurrency, roundMillis))
  // In the first round all get used to this concurrency.
  const [, ...results] = await inTurn(1 + rounds, tasks)
  const of = (index: number, what: keyof Rate) => results.map((round) => round[index]?.[what] ?? Number.NaN)
  const ratios = (index: number, to: number, what: keyof Rate) => {
    const base = of(to, what)
    return of(index, what).map((value, round) => value / (base[round] ?? Number.NaN))
  }
  const indexOf = (name: string) => contenders.findIndex((contender) => contender.name === name)

  const claim = (name: string, to: string, target: number): Claim => {
    const [index, base] = [indexOf(name), indexOf(to)]
    const result = median(ratios(index, base, "perSecond"))
    return {
      what: `${name}, ${concurrency} at a time: calls a second, to ${to}`,
      result: times(result),
      target: `at least ${times(target)}`,
      isKept: result >= target,
      scale: `${perSecond(median(of(index, "perSecond")))} against ${perSecond(median(of(base, "perSecond")))}`
    }
  }

  return {
    concurrency,
    ratios: contenders.map(({ name }, index) => [name, median(ratios(index, 0, "perSecond"))]),
    claims:
      concurrency === 16
        ? [
            claim(names.buffered, names.raw, 0.85),
            claim(names.buffered, names.sdk, 3.5),
            claim(names.undici, names.sdk, 2.2),
            claim(names.onFetchOfEffect3, names.onFetch, 0.6),
            claim(names.onEffect3, names.undici, 0.6)
          ]
        : [],
    lines: [
      `## ${concurrency === 1 ? "One call after the other" : `${concurrency} at a time`}`,
      "",
      table([
        ["", `calls, to ${names.raw}`, `processor time, to ${names.raw}`, "for scale only"],
        ["---", "---", "---", "---"],
        ...contenders.map(({ name }, index) => [
          name,
          spread(ratios(index, 0, "perSecond")),
          spread(ratios(index, 0, "microsPerCall")),
          `${perSecond(median(of(index, "perSecond")))}, ${median(of(index, "microsPerCall")).toFixed(0)} µs`
        ])
      ])
    ]
  }
}
