import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Headers from "effect/http/Headers"
import type * as HttpClient from "effect/http/HttpClient"
import * as Redacted from "effect/Redacted"
import type { Authentication } from "../Authentication.ts"
import {
  PresenceAuthenticationError,
  PresenceDecodeError,
  type PresenceError,
  PresenceTimeout,
  PresenceTransportError
} from "../PresenceError.ts"
import type { TransportRequest, TransportResponse } from "../PresenceTransport.ts"
import { amended } from "./authenticationFailure.ts"
import { failWith } from "./callFailure.ts"
import { excerpt, partedFrom } from "./excerpt.ts"
import type { Answer } from "./exchange.ts"
import { AttemptTimeout } from "./limits.ts"
import { redactor } from "./redaction.ts"
import { correlationIdOf } from "./responseHeaders.ts"
import { secretIssue } from "./secret.ts"
import { statusErrorOf } from "./statusErrorOf.ts"
import * as Wire from "./wire.ts"

/** How long a freshly fetched token that was refused is not renewed again: another one would fare no better. */
const refusedPause = 60_000_000_000n

interface Options {
  readonly apiUrl: string
  readonly authentication: Authentication["Service"]
  readonly client: HttpClient.HttpClient
  readonly attemptTimeout: Duration.Duration
  readonly maxBodyBytes: number
}

const isEmpty = (headers: Readonly<Record<string, string>>): boolean => {
  for (const _ in headers) return false
  return true
}

/** Sends prepared requests with a token, each at most twice. */
export const make = (options: Options) => {
  const { authentication } = options
  const wire = Wire.make(options.client, options)
  /** The last token found fit for a header, so that the check is made once a token. */
  let checked: Redacted.Redacted | undefined
  let refused: { readonly token: string; readonly until: bigint } | undefined
  /** The headers of requests with the last token. */
  let prepared:
    | { readonly token: Redacted.Redacted; readonly bare: Headers.Headers; readonly withBody: Headers.Headers }
    | undefined
  /** The last token that the service took. */
  let accepted: Redacted.Redacted | undefined

  const usable = (token: Redacted.Redacted): boolean => {
    if (token === checked) return true
    if (secretIssue(Redacted.value(token)) !== undefined) return false
    checked = token
    return true
  }

  const withToken = <A>(
    request: TransportRequest,
    use: (token: Redacted.Redacted) => Effect.Effect<A, PresenceError>
  ): Effect.Effect<A, PresenceError> =>
    Effect.matchEffect(authentication.token, {
      // The failure may be shared by many callers: each gets one with its own operation.
      onFailure: (error) => Effect.fail(amended(error, { operation: request.operation })),
      onSuccess: (token) =>
        usable(token)
          ? use(token)
          : Effect.fail(new PresenceAuthenticationError({ reason: "MalformedToken", operation: request.operation }))
    })

  const headersOf = (request: TransportRequest, token: Redacted.Redacted): Headers.Headers => {
    if (prepared?.token !== token) {
      const bare = { accept: "application/json", authorization: `Bearer ${Redacted.value(token)}` }
      prepared = {
        token,
        bare: Headers.fromInput(bare),
        withBody: Headers.fromInput({ ...bare, "content-type": "application/json" })
      }
    }
    const headers = request.body === undefined ? prepared.bare : prepared.withBody
    return isEmpty(request.headers) ? headers : Headers.setAll(headers, request.headers)
  }

  const send = (request: TransportRequest, token: Redacted.Redacted): Effect.Effect<Answer, PresenceError> =>
    Effect.withFiber((fiber) => {
      request.progress.attempts += 1
      const limit = Duration.min(options.attemptTimeout, fiber.getRef(AttemptTimeout))
      const outgoing = {
        method: request.definition.method,
        target: request.target,
        headers: headersOf(request, token),
        body: request.body
      }
      return Effect.catch(wire(outgoing, limit), (failure): Effect.Effect<never, PresenceError> =>
        failure === Wire.expired
          ? failWith(request, (fields) => new PresenceTimeout({ ...fields, scope: "attempt", limit }))
          : failWith(request, (fields) => new PresenceTransportError({ ...fields, ...failure }))
      )
    })

  const settle = (
    request: TransportRequest,
    answer: Answer,
    token: Redacted.Redacted
  ): Effect.Effect<TransportResponse, PresenceError> => {
    const { headers, status, text } = answer
    request.progress.status = status
    // A server may repeat what it was sent.
    const redact = redactor(Redacted.value(token))
    const id = correlationIdOf(headers)
    const correlationId = id === undefined ? undefined : redact(id)
    if (status < 200 || status >= 300) {
      const shown = { status, headers, text: redact(text), correlationId }
      return Effect.flatMap(Clock.currentTimeMillis, (now) =>
        failWith(request, (fields) => partedFrom(text, statusErrorOf(request.definition, fields, shown, now)))
      )
    }
    return answer.truncated
      ? failWith(
          request,
          (fields) =>
            new PresenceDecodeError({
              ...fields,
              ...(correlationId !== undefined && { correlationId }),
              status,
              issue: `the body is longer than ${options.maxBodyBytes} bytes`,
              text: excerpt(redact(text))
            })
        )
      : Effect.succeed({ status, headers, text, correlationId, redact })
  }

  /** Any other status may come from a gateway, which has not looked at the token. */
  const noteAccepted = ({ status }: Answer, token: Redacted.Redacted) => {
    if (status >= 200 && status < 300) accepted = token
  }

  /** A 401 means that the call was not executed, so it is repeated whatever its method, but once. */
  const again = Effect.fnUntraced(function* (request: TransportRequest, token: Redacted.Redacted, answer: Answer) {
    const now = yield* Clock.monotonicTimeNanos
    if (refused !== undefined && now < refused.until && refused.token === Redacted.value(token)) {
      return yield* settle(request, answer, token)
    }
    yield* authentication.invalidate(token)
    const fresh = yield* withToken(request, Effect.succeed)
    if (Redacted.value(fresh) === Redacted.value(token)) return yield* settle(request, answer, token)
    const second = yield* send(request, fresh)
    noteAccepted(second, fresh)
    if (second.status === 401 && accepted !== undefined && Redacted.value(accepted) === Redacted.value(fresh)) {
      // It was good, and has been taken away meanwhile: the next call needs another one.
      yield* authentication.invalidate(fresh)
    } else if (second.status === 401) {
      refused = { token: Redacted.value(fresh), until: (yield* Clock.monotonicTimeNanos) + refusedPause }
    }
    return yield* settle(request, second, fresh)
  })

  return {
    execute: (request: TransportRequest): Effect.Effect<TransportResponse, PresenceError> =>
      withToken(request, (token) =>
        Effect.flatMap(send(request, token), (answer) => {
          if (answer.status === 401) return again(request, token, answer)
          noteAccepted(answer, token)
          return settle(request, answer, token)
        })
      )
  }
}
