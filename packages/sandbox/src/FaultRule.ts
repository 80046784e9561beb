/**
 * Scripts of faults: which requests fail, or what of a channel, how, and how often.
 *
 * @since 0.1.0
 */
import { contract, operationNames, type OperationName } from "@genesys-presence/models/Contract"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as ChannelFault from "./ChannelFault.ts"
import type { EventFault, Moment, SocketFault, SubscriptionFault } from "./ChannelFault.ts"
import { apiKinds, Fault, loginKinds, writeKinds } from "./Fault.ts"

/**
 * Which requests a rule is for: those of one operation, those for an access token, or all of both.
 *
 * @category models
 * @since 0.1.0
 */
export type Target = OperationName | "oauthToken" | "*"

/**
 * How often what a rule is for has its fault.
 *
 * @category models
 * @since 0.1.0
 */
export interface Frequency {
  /** How many times; 1 by default. */
  readonly times?: number | "always"
  /** How likely each time, from 0 to 1; 1 by default. Effect's `Random` decides. */
  readonly probability?: number
}

/**
 * Lets requests fail.
 *
 * @category models
 * @since 0.1.0
 */
export interface RequestRule extends Frequency {
  readonly operation: Target
  readonly fault: Fault
}

/**
 * Lets sockets of channels fail.
 *
 * @category models
 * @since 0.1.0
 */
export interface SocketRule extends Frequency {
  readonly operation: "channelSocket"
  readonly fault: SocketFault
}

/**
 * Spoils events of channels.
 *
 * @category models
 * @since 0.1.0
 */
export interface EventRule extends Frequency {
  readonly operation: "channelEvent"
  readonly fault: EventFault
}

/**
 * Lets subscriptions of channels fail in part.
 *
 * @category models
 * @since 0.1.0
 */
export interface SubscriptionRule extends Frequency {
  readonly operation: "channelSubscription"
  readonly fault: SubscriptionFault
}

/**
 * Lets requests fail, or something of a channel.
 *
 * **Example** (A rate limit on subscriptions, and a socket that is closed)
 *
 * ```ts
 * import type { FaultRule } from "@genesys-presence/sandbox"
 *
 * const rules: ReadonlyArray<FaultRule.FaultRule> = [
 *   {
 *     operation: "putNotificationsChannelSubscriptions",
 *     fault: { kind: "errorStatus", status: 429, retryAfter: "3" }
 *   },
 *   { operation: "channelSocket", fault: { kind: "socketClosed", code: 1011, reason: "unexpected condition" } }
 * ]
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export type FaultRule = RequestRule | SocketRule | EventRule | SubscriptionRule

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

const channelKinds: ReadonlySet<string> = new Set(ChannelFault.kinds)

const isOfChannel = (fault: Fault | ChannelFault.ChannelFault): fault is ChannelFault.ChannelFault =>
  channelKinds.has(fault.kind)

const isMoment = (operation: Target | Moment): operation is Moment => operation.startsWith("channel")

/**
 * Whether a target can have a fault at all. All requests together can have any fault of a request.
 *
 * @category predicates
 * @since 0.1.0
 */
export const canHave = (operation: Target | Moment, fault: Fault | ChannelFault.ChannelFault): boolean => {
  if (isOfChannel(fault)) return operation === ChannelFault.momentOf(fault.kind)
  if (isMoment(operation)) return false
  if (operation === "*") return true
  if (operation === "oauthToken") return !apiKinds.includes(fault.kind)
  return !loginKinds.includes(fault.kind) && !(contract[operation].method === "GET" && writeKinds.includes(fault.kind))
}

/** What can have a fault, in words. */
const haversOf = (fault: Fault | ChannelFault.ChannelFault): string => {
  if (isOfChannel(fault)) return ChannelFault.momentOf(fault.kind)
  if (loginKinds.includes(fault.kind)) return "token requests"
  if (writeKinds.includes(fault.kind)) return "writes of the API"
  return apiKinds.includes(fault.kind) ? "requests of the API" : "requests of the API and for a token"
}

/** A rule whose fault may not be one of its operation. */
interface AnyRule extends Frequency {
  readonly operation: Target | Moment
  readonly fault: Fault | ChannelFault.ChannelFault
}

const isRule = (rule: AnyRule): rule is FaultRule => canHave(rule.operation, rule.fault)

/**
 * Decodes a rule. A fault that its operation cannot have is refused.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FaultRule: Schema.Codec<FaultRule, unknown> = Schema.Struct({
  operation: Schema.Literals([
    ...operationNames,
    "oauthToken",
    "*",
    "channelSocket",
    "channelEvent",
    "channelSubscription"
  ]),
  // One union of all kinds: what is wrong with a fault is said of its own kind.
  fault: Schema.Union([...Fault.members, ...ChannelFault.ChannelFault.members]),
  times: Schema.optionalKey(
    Schema.Union([Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)), Schema.Literal("always")])
  ),
  probability: Schema.optionalKey(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 })))
})
  .check(
    Schema.makeFilter((rule: AnyRule) =>
      isRule(rule)
        ? undefined
        : {
            path: ["operation"],
            issue: `${rule.operation} cannot have the fault ${rule.fault.kind}, which is for ${haversOf(rule.fault)}`
          }
    ).abort()
  )
  .pipe(Schema.refine(isRule))

/**
 * A rule, and what came of it so far.
 *
 * @category models
 * @since 0.1.0
 */
export interface RuleState {
  readonly id: string
  readonly rule: FaultRule
  /** How often something failed because of it. */
  readonly consumed: number
  /** How often something is still to fail. */
  readonly remaining: number | "always"
}

/**
 * Decodes the state of a rule.
 *
 * @category schemas
 * @since 0.1.0
 */
export const RuleState: Schema.Codec<RuleState, unknown> = Schema.Struct({
  id: Schema.String,
  rule: FaultRule,
  consumed: Schema.Natural,
  remaining: Schema.Union([Schema.Natural, Schema.Literal("always")])
})

/**
 * The rules of an organisation. For each request, socket, event and subscription the first one that matches and still has
 * something to do decides, in the order in which they were added.
 *
 * @category models
 * @since 0.1.0
 */
export interface Faults {
  /** Adds a rule after the others. Sockets that are open have a fault of `channelSocket` at once. */
  readonly add: (rule: FaultRule) => Effect.Effect<RuleState>
  /** All rules that were not removed, those with nothing more to do included. */
  readonly list: Effect.Effect<ReadonlyArray<RuleState>>
  /** Removes the rule with an id; `false` when there is none. */
  readonly remove: (id: string) => Effect.Effect<boolean>
  /** Removes all rules. */
  readonly clear: Effect.Effect<void>
  /**
   * The rules that a test expected to do more than they did: those with something left to do, and those for `"always"`
   * that nothing matched.
   */
  readonly unconsumed: Effect.Effect<ReadonlyArray<RuleState>>
}
