/** The columns of the matrix: what was done, and how it is judged. */
import type { Cell } from "./cell.ts"
import type { Client } from "./client.ts"
import { judgeHerd, judgeTooLongWait, judgeWait, judgeWrite } from "./judgement.ts"
import type { Observation } from "./observation.ts"
import { type Answer, failsWrites, refusesFor, refusesOnce, type Scenario } from "./scenario.ts"

export interface Column {
  readonly heading: string
  readonly scenario: Scenario
  readonly judge: (observation: Observation, client: Client) => Cell
}

const wait = (retryAfter: number): Column => ({
  heading: `\`Retry-After: ${retryAfter}\``,
  scenario: refusesOnce(retryAfter),
  judge: (observation) => judgeWait(observation, retryAfter)
})

const tooLongWait = (retryAfter: number, limit: number): Column => ({
  heading: `\`Retry-After: ${retryAfter}\`, limit ${limit} s`,
  scenario: refusesFor(retryAfter, limit * 1000),
  judge: (observation) => judgeTooLongWait(observation, retryAfter)
})

const write = (failure: string, answer: Answer): Column => ({
  heading: `POST, ${failure}`,
  scenario: failsWrites(answer),
  judge: (observation, { repeatable }) => judgeWrite(observation, repeatable)
})

const herd = (callers: number, retryAfter: number): Column => ({
  heading: `${callers} calls, \`Retry-After: ${retryAfter}\``,
  scenario: refusesOnce(retryAfter, callers),
  judge: (observation) => judgeHerd(observation, retryAfter)
})

export const columns: ReadonlyArray<Column> = [
  wait(40),
  wait(61),
  tooLongWait(3600, 10),
  write("503", { status: 503 }),
  write("reset", "reset"),
  herd(20, 2)
]
