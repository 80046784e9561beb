/** What a run did to its callers, from what they were told and what the sandbox saw. */
import { contract } from "@genesys-presence/models/Contract"
import { planOf, recovers } from "./faultPlan.ts"
import { callOf, isRead, numberIn, numbersOf, type Run } from "./operations.ts"
import type { Outcome } from "./outcomes.ts"
import type { Seen } from "./messages.ts"

/** The figures of a run. */
export interface Judgement {
  readonly calls: number
  readonly writes: number
  /** Told to be done, and never carried out. */
  readonly lostWrites: number
  /** POSTs and PATCHes that the client had carried out more than once. */
  readonly doubledWrites: number
  /** Told to have failed, and carried out. */
  readonly unknownWrites: number
  /** Reads for which an answer came in time for a client with five attempts, and how many of these failed. */
  readonly recoverableReads: number
  readonly failedReads: number
  readonly failedCalls: number
  readonly requests: number
  /** Requests of a call after its first one. */
  readonly retries: number
  readonly faults: number
  readonly overRateLimit: number
  readonly logins: number
  /** How many calls failed for each reason. */
  readonly reasons: Readonly<Record<string, number>>
  /** The reasons of the reads that should not have failed. */
  readonly failedReadReasons: Readonly<Record<string, number>>
}

/** How often each call was carried out. */
const appliedTo = (run: Run, { writes }: Seen): ReadonlyArray<number> => {
  const applied = numbersOf(run).map(() => 0)
  for (const write of writes) {
    const number = numberIn(write.path) ?? numberIn(write.body)
    if (number !== undefined) applied[number] = (applied[number] ?? 0) + write.applied
  }
  return applied
}

const tally = (words: ReadonlyArray<Outcome>): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const word of words) if (word !== undefined) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

const sum = (counts: ReadonlyArray<number>): number => counts.reduce((total, count) => total + count, 0)

/** Judges a run by the outcomes of its calls, in their order. */
export const judge = (run: Run, outcomes: ReadonlyArray<Outcome>, seen: Seen): Judgement => {
  const applied = appliedTo(run, seen)
  const calls = numbersOf(run).map((number) => {
    const call = callOf(run, number)
    return {
      isRead: isRead(call),
      isRepeatable: contract[call.name].repeatable,
      isRecoverable: recovers(planOf(run, number)),
      reason: outcomes[number],
      applied: applied[number] ?? 0,
      byClient: (applied[number] ?? 0) - (seen.deliveredTwice[number] ?? 0)
    }
  })
  const writes = calls.filter((call) => !call.isRead)
  const recoverableReads = calls.filter((call) => call.isRead && call.isRecoverable)
  const failedReads = recoverableReads.filter(({ reason }) => reason !== undefined)
  return {
    calls: run.operations,
    writes: writes.length,
    lostWrites: writes.filter((write) => write.reason === undefined && write.applied === 0).length,
    doubledWrites: writes.filter((write) => !write.isRepeatable && write.byClient > 1).length,
    unknownWrites: writes.filter((write) => write.reason !== undefined && write.applied > 0).length,
    recoverableReads: recoverableReads.length,
    failedReads: failedReads.length,
    failedCalls: calls.filter(({ reason }) => reason !== undefined).length,
    requests: sum(seen.requests),
    retries: sum(seen.requests.map((count) => Math.max(0, count - 1))),
    faults: seen.faults,
    overRateLimit: seen.overRateLimit,
    logins: seen.logins,
    reasons: tally(outcomes),
    failedReadReasons: tally(failedReads.map(({ reason }) => reason))
  }
}

/** Whether nothing happened that a client can avoid. */
export const isClean = ({ doubledWrites, failedReads, lostWrites }: Judgement): boolean =>
  doubledWrites === 0 && failedReads === 0 && lostWrites === 0
