/** Three processes that share one token, and what the service saw of them. */
import { Sandbox } from "@genesys-presence/sandbox"
import { Clock, DateTime, Effect } from "effect"
import { join } from "node:path"
import { RedisServer } from "@genesys-presence/test-support/redisServer"
import { logIn } from "../support/logIn.ts"
import { runTime } from "../support/programs.ts"
import { makeFastClock } from "./fastClock.ts"
import type { Member } from "./memberProgram.ts"

export const processes = 3
export const fibers = 20
export const limit = 300
export const minutes = 4
/** A minute takes four seconds. */
export const speed = 15

const minute = 60_000

const memberProgram = join(import.meta.dirname, "memberProgram.ts")

interface Answer {
  readonly at: number
  readonly status: number
  readonly path: string
}

/** What came of a run. */
export interface FleetRun {
  readonly answers: number
  /** How many of them were 429. */
  readonly refused: number
  /** Of all that the limit allowed, the share that was used. */
  readonly used: number
  /** The most requests in any minute. */
  readonly most: number
  /** The smallest share of the successful calls that a process had. */
  readonly smallestShare: number
}

/** The most in any minute, wherever it begins. */
const mostInAMinute = (answers: ReadonlyArray<Answer>): number => {
  let first = 0
  return Math.max(
    ...answers.map(({ at }, last) => {
      while (at - (answers[first]?.at ?? at) >= minute) first += 1
      return last - first + 1
    })
  )
}

/** Each is told apart by whom it asks about. */
const smallestShare = (successes: ReadonlyArray<Answer>, userIds: ReadonlyArray<string>): number => {
  const byMember = userIds.map((userId) => successes.filter(({ path }) => path.includes(userId)))
  const allBegan = Math.max(...byMember.map(([first]) => first?.at ?? Infinity))
  const shares = byMember.map((all) => all.filter(({ at }) => at >= allBegan).length)
  return Math.min(...shares) / shares.reduce((sum, share) => sum + share, 0)
}

const summary = (answers: ReadonlyArray<Answer>, userIds: ReadonlyArray<string>): FleetRun => {
  const begin = answers[0]?.at ?? 0
  // In the last minute the processes end, one after the other.
  const successes = answers.filter((answer) => answer.at < begin + (minutes - 1) * minute && answer.status === 200)
  return {
    answers: answers.length,
    refused: answers.filter(({ status }) => status === 429).length,
    used: successes.length / (limit * (minutes - 1)),
    most: mostInAMinute(answers),
    smallestShare: smallestShare(successes, userIds)
  }
}

/** Lets the fleet work for some minutes of a fast clock. */
export const fleetRun = (throttle: (typeof Member.Type)["throttle"]): Promise<FleetRun> => {
  const epoch = Date.now()
  const answers: Array<Answer> = []
  const run = Effect.gen(function* () {
    const redis = yield* RedisServer
    yield* redis.start
    const { baseUrl, users } = yield* Sandbox
    const userIds = users.slice(0, processes).map(({ id }) => id)
    yield* Effect.promise(async () => {
      const shared = {
        baseUrl,
        token: await logIn(baseUrl),
        redisPath: redis.socket.path,
        throttle,
        fibers,
        minutes,
        epoch,
        speed
      }
      const members: ReadonlyArray<typeof Member.Type> = userIds.map((userId) => ({ ...shared, userId }))
      answers.length = 0
      await Promise.all(members.map((member) => runTime([memberProgram, JSON.stringify(member)])))
    })
    return summary(answers, userIds)
  }).pipe(
    Effect.provide(
      Sandbox.layer({
        rateLimit: limit,
        onRequest: ({ at, path, status }) =>
          Effect.sync(() => void answers.push({ at: DateTime.toEpochMillis(at), path, status }))
      })
    ),
    Effect.provide(RedisServer.layer),
    Effect.provideService(Clock.Clock, makeFastClock(epoch, speed))
  )
  return Effect.runPromise(run)
}
