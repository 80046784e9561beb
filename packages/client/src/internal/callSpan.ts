import * as Effect from "effect/Effect"
import type { PresenceError } from "../PresenceError.ts"
import type { TransportRequest } from "../PresenceTransport.ts"

/**
 * A span around a call, with the attributes that OpenTelemetry names for HTTP clients. Ids, messages and headers stay
 * out of it: the path is the template.
 */
export const traced = <A, E extends PresenceError, R>(
  call: Effect.Effect<A, E, R>,
  { definition, operation, progress }: TransportRequest
): Effect.Effect<A, E, R> =>
  call.pipe(
    Effect.tapError((error) =>
      Effect.annotateCurrentSpan({
        "error.type": error._tag,
        ...("correlationId" in error && { "genesys.correlation_id": error.correlationId })
      })
    ),
    Effect.onExit(() =>
      Effect.annotateCurrentSpan({
        ...(progress.status !== undefined && { "http.response.status_code": progress.status }),
        ...(progress.attempts > 1 && { "http.request.resend_count": progress.attempts - 1 })
      })
    ),
    Effect.withSpan(
      `PresenceClient.${operation}`,
      {
        kind: "client",
        attributes: { "http.request.method": definition.method, "url.template": definition.path }
      },
      { captureStackTrace: false }
    )
  )
