/** The sandbox of a run: it has the faults of the plan, and counts what comes. */
import { type FaultRule, type RequestRecord, Sandbox } from "@genesys-presence/sandbox"
import { Clock, Effect, Layer } from "effect"
import { loginFaultOf, planOf } from "./faultPlan.ts"
import type { Seen } from "./messages.ts"
import { callHeader, numbersOf, type Run, stateOf } from "./operations.ts"

/** The ledger of a sandbox forgets what is older than this. */
const ledgerSize = 10_000

/** What plans faults and counts. */
const observe = (run: Run) => {
  const requests = Array.from({ length: run.operations }, () => 0)
  const deliveredTwice = requests.slice()
  let faults = 0
  let logins = 0
  let overRateLimit = 0

  const planned = ({ headers, operation }: FaultRule.Candidate) => {
    if (operation === "oauthToken") return loginFaultOf(run, logins++)
    const number = Number(headers[callHeader])
    const before = requests[number]
    if (before === undefined) return undefined
    requests[number] = before + 1
    return planOf(run, number)[before]
  }

  return {
    chooseFault: (candidate: FaultRule.Candidate) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const fault = planned(candidate)?.fault(now)
        if (fault === undefined) return undefined
        faults += 1
        const number = Number(candidate.headers[callHeader])
        if (fault.kind === "duplicateDelivery") deliveredTwice[number] = (deliveredTwice[number] ?? 0) + 1
        return fault
      }),

    onRequest: ({ fault, operation, status }: RequestRecord.RequestRecord) =>
      Effect.sync(() => {
        const isPlanned = fault === "errorStatus" || fault === "emptyStatus"
        if (operation !== undefined && status === 429 && !isPlanned) overRateLimit += 1
      }),

    seen: (): Omit<Seen, "writes"> => ({ requests, deliveredTwice, faults, logins, overRateLimit })
  }
}

type Settings = Pick<Parameters<typeof Sandbox.layer>[0] & {}, "rateLimit">

/**
 * Sandboxes for a run, over a socket or without one, and what they saw of it. A run with more writes than a ledger holds
 * cannot be judged, and dies.
 */
export const makeService = (run: Run, settings: Settings) => {
  const { chooseFault, onRequest, seen } = observe(run)
  const options = { ...settings, chooseFault, onRequest }
  const begin = <E, R>(layer: Layer.Layer<Sandbox | R, E>) =>
    Layer.effectDiscard(Effect.flatMap(Sandbox, ({ importState }) => Effect.orDie(importState(stateOf(run))))).pipe(
      Layer.provideMerge(layer)
    )

  return {
    layer: begin(Sandbox.layer(options)),
    layerInProcess: begin(Sandbox.layerInProcess(options)),

    /** What was seen up to now. */
    seen: Effect.flatMap(Sandbox, ({ ledger }) =>
      Effect.flatMap(ledger, (entries): Effect.Effect<Seen> =>
        entries.length >= ledgerSize
          ? Effect.die(new Error(`${numbersOf(run).length} calls make more writes than the ledger holds`))
          : Effect.succeed({
              ...seen(),
              writes: entries.map(({ applied, body, path }) => ({ applied, body, path }))
            })
      )
    )
  }
}
