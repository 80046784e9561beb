/** Which request of which call has which fault: the same for every client, in whatever order the requests come. */
import { Effect, Random } from "effect"
import { draw, oneOf } from "./draw.ts"
import { type Ending, loginFaults, type PossibleFault, requestFaults } from "./faults.ts"
import type { Run } from "./operations.ts"

/** The share of requests that have a fault. */
export const faultShare = 0.3

/**
 * What a client with five attempts can outlive. The other two are for failures that no plan foresees: a connection that
 * is reset right after an answer may take the next request on it along.
 */
export const recoverableFailures = 2

/** Tokens die in the first fifth of the calls; the one after that lives long enough to use up its limit. */
const shareWithRevocations = 0.2

/** So far from one another that no call meets two of them: the client repeats a refused call once. */
const callsARevocation = 500

const isRevoking = ({ operations }: Run, number: number): boolean => {
  const first = Math.floor(operations * shareWithRevocations)
  const spacing = Math.max(1, Math.min(callsARevocation, first))
  return number < first && number % spacing === spacing - 1
}

const tokenRevoked: PossibleFault = { weight: 1, ending: "again", fault: () => ({ kind: "tokenRevoked" }) }

/** Nothing follows an answer that is whole: where a revoked token came in its way, the next request gets a whole one. */
const faultsInARow: Effect.Effect<ReadonlyArray<PossibleFault>> = Effect.gen(function* () {
  const faults: Array<PossibleFault> = []
  while (faults.at(-1)?.ending !== "whole" && (yield* Random.next) < faultShare) {
    faults.push(yield* oneOf(requestFaults))
  }
  return faults
})

/** The faults of a call's first requests; those that follow have none. */
export const planOf = (run: Run, number: number): ReadonlyArray<PossibleFault> => [
  ...(isRevoking(run, number) ? [tokenRevoked] : []),
  ...draw(faultsInARow, `${run.seed}/faults/${number}`)
]

/** The fault of a login, by its number from 0. */
export const loginFaultOf = ({ seed }: Run, number: number): PossibleFault | undefined =>
  draw(
    Effect.flatMap(Random.next, (random) => (random < faultShare ? oneOf(loginFaults) : Effect.succeed(undefined))),
    `${seed}/login/${number}`
  )

/** Whether an answer that is whole comes after at most two failures, each of which says to come again. */
export const recovers = (plan: ReadonlyArray<{ readonly ending: Ending }>): boolean => {
  const decisive = plan.findIndex(({ ending }) => ending !== "again")
  const failures = decisive === -1 ? plan.length : decisive
  return failures <= recoverableFailures && plan[failures]?.ending !== "final"
}
