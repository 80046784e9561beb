import type * as Duration from "effect/Duration"
import type { Fault, Kind } from "../../Fault.ts"
import type { Answer, Sent } from "../http/answer.ts"
import type { Wire } from "../http/wire.ts"

/** What a fault does to a request. */
export interface Behaviour {
  /** How often the request is carried out before the answer. */
  readonly deliveries: 0 | 1 | 2
  /** What is answered in place of what the request gave; where it was not carried out that is an empty answer. */
  readonly answer?: (given: Answer, correlationId: string) => Answer
  /** What the connection carries in place of the answer. */
  readonly wire?: (sent: Sent) => Wire
  readonly delayMillis?: number
  /** How long reads do not see the write: a number of reads, a time, or both, of which the first to end counts. */
  readonly staleReads?: { readonly reads: number; readonly millis: number }
  /** Whether the token of the request dies. */
  readonly revokesToken?: boolean
  /** How long a token that the request is given is valid. */
  readonly tokenLifetime?: Duration.Duration
}

/** What faults of each of some kinds do. */
export type Behaviours<K extends Kind> = {
  readonly [Name in K]: (fault: Extract<Fault, { readonly kind: Name }>) => Behaviour
}

/** For faults that say themselves whether the operation is carried out. */
export const deliveriesOf = (fault: { readonly applied?: boolean }): 0 | 1 => (fault.applied === true ? 1 : 0)
