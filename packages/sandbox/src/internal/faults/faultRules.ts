import type { OperationName } from "@genesys-presence/models/Contract"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type { Fault } from "../../Fault.ts"
import { canHave, type Candidate, type FaultRule, type Faults, type RuleState } from "../../FaultRule.ts"

/** What a rule can be for. */
export type FaultTarget = OperationName | "oauthToken"

/** Chooses the faults of requests that no rule decides about. */
export type ChooseFault = (candidate: Candidate) => Effect.Effect<Fault | undefined>

/** The rules, and what asks them. */
export interface FaultRules extends Faults {
  /** Whether no request can have a fault, which is the rule: it spares each request an effect. */
  readonly isEmpty: () => boolean
  /** The fault that a request shall have, which counts as one of its rule's times. */
  readonly take: (candidate: Candidate) => Effect.Effect<Fault | undefined>
}

interface Entry {
  readonly id: string
  readonly rule: FaultRule
  consumed: number
}

const remaining = ({ consumed, rule }: Entry): number | "always" =>
  rule.times === "always" ? "always" : (rule.times ?? 1) - consumed

const matches = ({ fault, operation }: FaultRule, target: FaultTarget): boolean =>
  (operation === "*" || operation === target) && canHave(target, fault)

const stateOf = (entry: Entry): RuleState => ({
  id: entry.id,
  rule: entry.rule,
  consumed: entry.consumed,
  remaining: remaining(entry)
})

const isUnconsumed = (entry: Entry): boolean => {
  const left = remaining(entry)
  return left === "always" ? entry.consumed === 0 : left > 0
}

/** At first there are the given rules. `choose` is asked about the requests that none of them decides about. */
export const makeFaultRules = (initial: ReadonlyArray<FaultRule>, choose: ChooseFault | undefined): FaultRules => {
  let count = 0
  let entries: ReadonlyArray<Entry> = []

  const add = (rule: FaultRule): RuleState => {
    const entry: Entry = { id: `fault-${++count}`, rule, consumed: 0 }
    entries = [...entries, entry]
    return stateOf(entry)
  }
  for (const rule of initial) add(rule)

  return {
    isEmpty: () => entries.length === 0 && choose === undefined,

    add: (rule) => Effect.sync(() => add(rule)),

    list: Effect.sync(() => entries.map(stateOf)),

    remove: (id) =>
      Effect.sync(() => {
        const before = entries.length
        entries = entries.filter((entry) => entry.id !== id)
        return entries.length < before
      }),

    clear: Effect.sync(() => {
      entries = []
    }),

    unconsumed: Effect.sync(() => entries.filter(isUnconsumed).map(stateOf)),

    take: Effect.fnUntraced(function* (candidate) {
      for (const entry of entries) {
        if (remaining(entry) === 0 || !matches(entry.rule, candidate.operation)) continue
        const probability = entry.rule.probability ?? 1
        if (probability < 1 && (yield* Random.next) >= probability) continue
        entry.consumed++
        return entry.rule.fault
      }
      const chosen = choose === undefined ? undefined : yield* choose(candidate)
      return chosen !== undefined && canHave(candidate.operation, chosen) ? chosen : undefined
    })
  }
}
