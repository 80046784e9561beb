import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import * as ChannelFault from "../../ChannelFault.ts"
import * as Fault from "../../Fault.ts"
import { FaultRule } from "../../FaultRule.ts"

/** The kinds of faults of requests, and then those of channels. */
export const kinds: ReadonlyArray<Fault.Kind | ChannelFault.Kind> = [...Fault.kinds, ...ChannelFault.kinds]

const known: ReadonlySet<unknown> = new Set(kinds)

/** The union of all faults could only say that none of them fits. */
const knownKind = Schema.makeFilter((input: unknown) => {
  if (!Predicate.hasProperty(input, "fault") || !Predicate.isObject(input.fault)) return undefined
  const kind = Predicate.hasProperty(input.fault, "kind") ? input.fault.kind : undefined
  if (known.has(kind)) return undefined
  const problem = kind === undefined ? "The kind of the fault is missing" : `There is no fault ${JSON.stringify(kind)}`
  return { path: ["fault", "kind"], issue: `${problem}. The kinds are ${kinds.join(", ")}` }
})

/** Decodes a rule that a person wrote: for a kind of fault that does not exist, the error names all that do. */
export const FaultRuleInput: Schema.Codec<FaultRule, unknown> = Schema.Unknown.check(knownKind).pipe(
  Schema.decodeTo(FaultRule, SchemaTransformation.passthrough({ strict: false }))
)
