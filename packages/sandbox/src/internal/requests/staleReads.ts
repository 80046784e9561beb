import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Answer } from "../http/answer.ts"
import type { Refusal } from "../http/refusal.ts"
import type { OperationRunners } from "../operations/operationRunner.ts"

/** What reads that are behind see. */
interface Replica {
  /** They run on the state as it was before a write. */
  readonly runners: OperationRunners
  /** In milliseconds since 1970. */
  readonly until: number
  reads: number
}

type Read = Effect.Effect<Answer, Refusal>

/** The writes that reads do not see yet. */
export interface StaleReads {
  /** Whether all reads are up to date, which spares each of them an effect. */
  readonly isEmpty: () => boolean
  /** Hides a write that was carried out, given what runs on the state before it. */
  readonly hide: (
    before: OperationRunners,
    how: { readonly reads: number; readonly millis: number }
  ) => Effect.Effect<void>
  /** Answers from before the oldest hidden write. An answer that it did not change counts as none of its reads. */
  readonly read: (current: Read, behind: (runners: OperationRunners) => Read) => Read
  readonly clear: Effect.Effect<void>
}

const textOf = (result: Result.Result<Answer, Refusal>): string =>
  JSON.stringify(
    Result.isSuccess(result)
      ? [result.success.status, result.success.body]
      : [result.failure.status, result.failure.message]
  )

/** At first no write is hidden. */
export const makeStaleReads = (): StaleReads => {
  let replicas: ReadonlyArray<Replica> = []

  const read: StaleReads["read"] = Effect.fnUntraced(function* (current, behind) {
    const now = yield* Clock.currentTimeMillis
    replicas = replicas.filter(({ reads, until }) => reads > 0 && now < until)
    const [replica] = replicas
    if (replica === undefined) return yield* current
    const after = yield* Effect.result(current)
    const before = yield* Effect.result(behind(replica.runners))
    if (textOf(after) !== textOf(before)) replica.reads--
    return yield* Effect.fromResult(before)
  })

  return {
    isEmpty: () => replicas.length === 0,

    hide: (runners, { millis, reads }) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        replicas = [...replicas, { runners, reads, until: now + millis }]
      }),

    read,

    clear: Effect.sync(() => {
      replicas = []
    })
  }
}
