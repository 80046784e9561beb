import * as Effect from "effect/Effect"
import type { TransportRequest } from "../PresenceTransport.ts"
import { failWith } from "./callFailure.ts"
import { type PolicyName, signal } from "./policySignals.ts"

/** Does not send a request, for a reason of the policy's own, and says so. */
export const reject = <E>(
  request: TransportRequest,
  policy: PolicyName,
  reason: string,
  build: Parameters<typeof failWith<E>>[1]
): Effect.Effect<never, E> =>
  Effect.withFiber((fiber) => {
    signal(fiber, request, { kind: "rejection", policy, reason })
    return failWith(request, build)
  })
