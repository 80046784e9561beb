import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { TransportRequest } from "../PresenceTransport.ts"
import { elapsedSince } from "./elapsed.ts"

/** The fields that every error carries: which call, and what had happened by then. */
const fieldsOf = ({ definition, operation, progress }: TransportRequest, now: bigint) => ({
  operation,
  method: definition.method,
  path: definition.path,
  attempts: progress.attempts,
  elapsed: elapsedSince(progress.startedAt, now)
})

/** Fails with an error that needs to know how long the call has taken. */
export const failWith = <E>(
  request: TransportRequest,
  build: (fields: ReturnType<typeof fieldsOf>) => E
): Effect.Effect<never, E> =>
  Effect.flatMap(Clock.monotonicTimeNanos, (now) => Effect.fail(build(fieldsOf(request, now))))
