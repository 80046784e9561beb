import {
  type NotificationsClient,
  PresenceClient,
  PresenceError,
  PresenceTransport,
  type RetryLayer
} from "@genesys-presence/client"
import { Clock, Duration, Effect, Layer } from "effect"
import { Headers } from "effect/http"

type Execute = PresenceTransport["Service"]["execute"]

/** A request as a policy passes it to the transport. */
export type Request = Parameters<Execute>[0]

/** What the transport does with a request. */
export type Reply = ReturnType<Execute>

const fieldsOf = ({ call, definition, operation }: Request, isUnknown = false) => ({
  operation,
  method: definition.method,
  path: definition.path,
  attempts: call.attempts,
  elapsed: Duration.zero,
  mayHaveBeenExecuted: call.mayHaveBeenExecuted || isUnknown
})

/** The ids that a bulk read asks for. */
export const idsOf = ({ target }: Request): ReadonlyArray<string> =>
  new URLSearchParams(target.split("?")[1]).get("id")?.split(",") ?? []

/** An answer with a body. */
export const answer = (body: object): Reply =>
  Effect.succeed({
    status: 200,
    headers: Headers.empty,
    text: JSON.stringify(body),
    correlationId: undefined,
    redact: (text) => text
  })

/** An answer that is an empty list. */
export const ok: Reply = answer([])

const isByStatus = (status: number): status is keyof typeof PresenceError.byStatus => status in PresenceError.byStatus

/** An error status, with what `Retry-After` asks for. */
export const status = (request: Request, code: number, retryAfter?: Duration.Input): Reply => {
  const props = {
    ...fieldsOf(request, code < 400 || code === 408 || code >= 500),
    status: code,
    ...(retryAfter !== undefined && { retryAfter: Duration.fromInputUnsafe(retryAfter) })
  }
  return Effect.fail(
    isByStatus(code) ? new PresenceError.byStatus[code](props) : new PresenceError.PresenceUnexpectedStatus(props)
  )
}

/** No answer: refused before anything was sent, or broken off. */
export const noAnswer = (request: Request, sent: "no" | "unknown"): Reply =>
  Effect.fail(
    new PresenceError.PresenceTransportError({
      ...fieldsOf(request, sent === "unknown"),
      reason: sent === "no" ? "ConnectionRefused" : "ConnectionLost",
      sent
    })
  )

/** An attempt that took longer than its limit. */
export const tooSlow = (request: Request): Reply =>
  Effect.fail(
    new PresenceError.PresenceTimeout({ ...fieldsOf(request, true), scope: "attempt", limit: Duration.seconds(10) })
  )

/** A transport in memory that notes when it sends what, in milliseconds of the clock. */
export class ScriptedTransport {
  readonly sentAt: Array<number> = []
  readonly targets: Array<string> = []
  readonly layer: Layer.Layer<PresenceTransport>

  constructor(reply: (request: Request, index: number) => Reply) {
    this.layer = Layer.succeed(PresenceTransport, {
      execute: (request) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          request.call.attempts += 1
          this.targets.push(request.target)
          return reply(request, this.sentAt.push(now) - 1)
        })
    })
  }

  /** A client whose calls go through the policies, the outermost first. */
  client(
    ...policies: ReadonlyArray<RetryLayer.PolicyLayer>
  ): Layer.Layer<NotificationsClient | PresenceClient, PresenceError.PresenceConfigurationError> {
    const transport = policies.reduceRight<Layer.Layer<PresenceTransport, PresenceError.PresenceConfigurationError>>(
      (below, policy) => Layer.provide(policy, below),
      this.layer
    )
    return Layer.provide(PresenceClient.layerBare(), transport)
  }
}
