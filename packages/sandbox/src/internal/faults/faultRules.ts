import type { OperationName } from "@genesys-presence/models/Contract"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import type { Moment } from "../../ChannelFault.ts"
import type { Fault } from "../../Fault.ts"
import {
  canHave,
  type Candidate,
  type EventRule,
  type FaultRule,
  type Faults,
  type RequestRule,
  type RuleState,
  type SocketRule,
  type SubscriptionRule
} from "../../FaultRule.ts"

/** The requests that a rule can be for. */
export type FaultTarget = OperationName | "oauthToken"

/** Chooses the faults of requests that no rule decides about. */
export type ChooseFault = (candidate: Candidate) => Effect.Effect<Fault | undefined>

/** The rules of each moment of a channel. */
interface MomentRules {
  readonly channelSocket: SocketRule
  readonly channelEvent: EventRule
  readonly channelSubscription: SubscriptionRule
}

/** The rules, and what asks them. */
export interface FaultRules extends Faults {
  /** Whether nothing can have a fault, which is the rule: it spares each request and event an effect. */
  readonly isEmpty: () => boolean
  /** The fault that a request shall have, which counts as one of its rule's times. */
  readonly take: (candidate: Candidate) => Effect.Effect<Fault | undefined>
  /** The fault that a channel shall have at a moment, of the rules that `accepts` says. */
  readonly takeAt: <M extends Moment>(
    moment: M,
    accepts?: (fault: MomentRules[M]["fault"], ruleId: string) => boolean
  ) => Effect.Effect<MomentRules[M]["fault"] | undefined>
}

interface Entry {
  readonly id: string
  readonly rule: FaultRule
  consumed: number
}

const remaining = ({ consumed, rule }: Entry): number | "always" =>
  rule.times === "always" ? "always" : (rule.times ?? 1) - consumed

const always = (): boolean => true

const isFor =
  (target: FaultTarget) =>
  (rule: FaultRule): rule is RequestRule =>
    (rule.operation === "*" || rule.operation === target) && canHave(target, rule.fault)

const isAt =
  <M extends Moment>(moment: M) =>
  (rule: FaultRule): rule is MomentRules[M] =>
    rule.operation === moment

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

  /** The first rule of those that match and still have something to do. */
  const takeRule = Effect.fnUntraced(function* <Rule extends FaultRule>(
    matches: (rule: FaultRule) => rule is Rule,
    accepts: (fault: Rule["fault"], ruleId: string) => boolean
  ): Effect.fn.Return<Rule | undefined> {
    for (const entry of entries) {
      const { rule } = entry
      if (remaining(entry) === 0 || !matches(rule) || !accepts(rule.fault, entry.id)) continue
      const probability = rule.probability ?? 1
      if (probability < 1 && (yield* Random.next) >= probability) continue
      entry.consumed++
      return rule
    }
    return undefined
  })

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
      const rule = yield* takeRule(isFor(candidate.operation), always)
      if (rule !== undefined) return rule.fault
      const chosen = choose === undefined ? undefined : yield* choose(candidate)
      return chosen !== undefined && canHave(candidate.operation, chosen) ? chosen : undefined
    }),

    takeAt: (moment, accepts = always) => Effect.map(takeRule(isAt(moment), accepts), (rule) => rule?.fault)
  }
}
