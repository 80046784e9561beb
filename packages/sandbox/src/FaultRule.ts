/**
 * Scripts of faults: which requests fail, how, and how often.
 *
 * @since 0.1.0
 */
import { contract, operationNames, type OperationName } from "@genesys-presence/models/Contract"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { apiKinds, Fault, loginKinds, writeKinds } from "./Fault.ts"

/**
 * Which requests a rule is for: those of one operation, those for an access token, or all of both.
 *
 * @category models
 * @since 0.1.0
 */
export type Target = OperationName | "oauthToken" | "*"

/**
 * Lets requests fail.
 *
 * @category models
 * @since 0.1.0
 */
export interface FaultRule {
  readonly operation: Target
  readonly fault: Fault
  /** How many requests fail; 1 by default. */
  readonly times?: number | "always"
  /** How likely each request fails, from 0 to 1; 1 by default. Effect's `Random` decides. */
  readonly probability?: number
}

/**
 * A request that no rule decides about, as `chooseFault` of a sandbox's options is told of it.
 *
 * @category models
 * @since 0.1.0
 */
export interface Candidate {
  readonly operation: OperationName | "oauthToken"
  /** The path without the query string. */
  readonly path: string
  /** Names in lower case. The token of the request is among them. */
  readonly headers: { readonly [name: string]: string | undefined }
}

/**
 * Whether requests of a target can have a fault at all. All of them together can have any.
 *
 * @category predicates
 * @since 0.1.0
 */
export const canHave = (operation: Target, fault: Fault): boolean => {
  if (operation === "*") return true
  if (operation === "oauthToken") return !apiKinds.includes(fault.kind)
  return !loginKinds.includes(fault.kind) && !(contract[operation].method === "GET" && writeKinds.includes(fault.kind))
}

/** Which requests can have a fault, in words. */
const haversOf = ({ kind }: Fault): string => {
  if (loginKinds.includes(kind)) return "token requests"
  return writeKinds.includes(kind) ? "writes of the API" : "requests of the API"
}

/**
 * Decodes a rule. A fault that its operation cannot have is refused.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FaultRule: Schema.Codec<FaultRule> = Schema.Struct({
  operation: Schema.Literals([...operationNames, "oauthToken", "*"]),
  fault: Fault,
  times: Schema.optionalKey(
    Schema.Union([Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)), Schema.Literal("always")])
  ),
  probability: Schema.optionalKey(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })))
}).check(
  Schema.makeFilter(({ fault, operation }: FaultRule) =>
    canHave(operation, fault)
      ? undefined
      : {
          path: ["operation"],
          issue: `${operation} cannot have the fault ${fault.kind}, which is for ${haversOf(fault)}`
        }
  )
)

/**
 * A rule, and what came of it so far.
 *
 * @category models
 * @since 0.1.0
 */
export interface RuleState {
  readonly id: string
  readonly rule: FaultRule
  /** How many requests failed because of it. */
  readonly consumed: number
  /** How many are still to fail. */
  readonly remaining: number | "always"
}

/**
 * Decodes the state of a rule.
 *
 * @category schemas
 * @since 0.1.0
 */
export const RuleState: Schema.Codec<RuleState> = Schema.Struct({
  id: Schema.String,
  rule: FaultRule,
  consumed: Schema.Natural,
  remaining: Schema.Union([Schema.Natural, Schema.Literal("always")])
})

/**
 * The rules of an organisation. For each request the first one that matches and still has something to do decides, in
 * the order in which they were added.
 *
 * @category models
 * @since 0.1.0
 */
export interface Faults {
  /** Adds a rule after the others. */
  readonly add: (rule: FaultRule) => Effect.Effect<RuleState>
  /** All rules that were not removed, those with nothing more to do included. */
  readonly list: Effect.Effect<ReadonlyArray<RuleState>>
  /** Removes the rule with an id; `false` when there is none. */
  readonly remove: (id: string) => Effect.Effect<boolean>
  /** Removes all rules. */
  readonly clear: Effect.Effect<void>
  /**
   * The rules that a test expected to do more than they did: those with something left to do, and those for `"always"`
   * that no request matched.
   */
  readonly unconsumed: Effect.Effect<ReadonlyArray<RuleState>>
}
