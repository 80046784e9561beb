/** How long a sandbox takes from the start of its process until it answers, and what users add to that. */
import type { Claim } from "../support/claim.ts"
import { inTurn } from "../support/inTurn.ts"
import { logIn } from "../support/logIn.ts"
import { run, runTime } from "../support/programs.ts"
import { median, milliseconds, times } from "../support/statistics.ts"

const rounds = 9
const targetMillis = 300
const manyUsers = 10_000
const targetOfManyUsers = 1000

interface Start {
  readonly printed: number
  readonly answered: number
}

const start = async (program: string, ...flags: ReadonlyArray<string>): Promise<Start> => {
  const sandbox = await run([program, ...flags])
  try {
    await logIn(sandbox.url)
    return { printed: sandbox.readyAfter, answered: performance.now() - sandbox.startedAt }
  } finally {
    await sandbox.stop()
  }
}

/** What no program of Node can be faster than. */
const bareNode = async (): Promise<Start> => {
  const ended = await runTime(["-e", "0"])
  return { printed: ended, answered: ended }
}

/** Measures a program of a sandbox. */
export const startTime = async (program: string): Promise<ReadonlyArray<Claim>> => {
  // The first start of each reads files that the others find in memory.
  const [, ...results] = await inTurn(1 + rounds, [
    bareNode,
    () => start(program, "--users", "0"),
    () => start(program, "--users", `${manyUsers}`),
    () => start(program)
  ])
  const medianOf = (index: number, pick: (one: Start) => number): number =>
    median(results.flatMap((round) => round.slice(index, index + 1).map(pick)))
  const node = medianOf(0, ({ answered }) => answered)
  const printed = medianOf(3, (one) => one.printed)
  const answered = medianOf(3, (one) => one.answered)
  const withoutUsers = medianOf(1, (one) => one.answered)
  const more = medianOf(2, (one) => one.answered) - withoutUsers
  return [
    {
      what: "Start: first line, against `node -e 0`",
      result: times(printed / node),
      target: `${milliseconds(targetMillis)} after the process began`,
      isKept: printed <= targetMillis,
      scale: `${milliseconds(printed)} against ${milliseconds(node)}`
    },
    {
      what: "Start: first answer (a token), against `node -e 0`",
      result: times(answered / node),
      target: `${milliseconds(targetMillis)} after the process began`,
      isKept: answered <= targetMillis,
      scale: `${milliseconds(answered)} against ${milliseconds(node)}`
    },
    {
      what: `Start with ${manyUsers} users, against none`,
      result: times((answered + more) / answered),
      target: `less than ${milliseconds(targetOfManyUsers)} more`,
      isKept: more < targetOfManyUsers,
      scale: `${milliseconds(more)} more`
    }
  ]
}
