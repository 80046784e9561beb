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

/** A token that may stand in a header, and what follows from it for every request. */
interface Credential {
  readonly token: Redacted.Redacted
  readonly bare: Headers.Headers
  readonly withBody: Headers.Headers
  /** Takes the token out of what a server wrote. */
  readonly redact: (text: string) => string
}

const credentialOf = (token: Redacted.Redacted): Credential | undefined => {
  const value = Redacted.value(token)
  if (secretIssue(value) !== undefined) return undefined
  const bare = { accept: "application/json", authorization: `Bearer ${value}` }
  return {
    token,
    bare: Headers.fromInput(bare),
    withBody: Headers.fromInput({ ...bare, "content-type": "application/json" }),
    redact: redactor(value)
  }
}

const isSame = (one: Credential, other: Credential): boolean =>
  Redacted.value(one.token) === Redacted.value(other.token)

/** Sends prepared requests with a token, each at most twice. */
export const make = (options: Options) => {
  const { authentication } = options
  const wire = Wire.make(options.client, options)
  /** That of the last token, so that it is made once a token. */
  let current: Credential | undefined
  let refused: { readonly credential: Credential; readonly until: bigint } | undefined
  /** The last one that the service took. */
  let accepted: Credential | undefined

  const withCredential = <A>(
    request: TransportRequest,
    use: (credential: Credential) => Effect.Effect<A, PresenceError>
  ): Effect.Effect<A, PresenceError> =>
    Effect.matchEffect(authentication.token, {
      // The failure may be shared by many callers: each gets one with its own operation.
      onFailure: (error) => Effect.fail(amended(error, { operation: request.operation })),
      onSuccess: (token) => {
        if (current?.token !== token) current = credentialOf(token)
        return current === undefined
          ? Effect.fail(new PresenceAuthenticationError({ reason: "MalformedToken", operation: request.operation }))
          : use(current)
      }
    })

  const headersOf = ({ body, headers }: TransportRequest, { bare, withBody }: Credential): Headers.Headers => {
    const own = body === undefined ? bare : withBody
    return isEmpty(headers) ? own : Headers.setAll(own, headers)
  }

  const send = (request: TransportRequest, credential: Credential): Effect.Effect<Answer, PresenceError> =>
    Effect.withFiber((fiber) => {
      request.progress.attempts += 1
      const limit = Duration.min(options.attemptTimeout, fiber.getRef(AttemptTimeout))
      const outgoing = {
        method: request.definition.method,
        target: request.target,
        headers: headersOf(request, credential),
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
    // A server may repeat what it was sent.
    { redact }: Credential
  ): Effect.Effect<TransportResponse, PresenceError> => {
    const { headers, status, text } = answer
    request.progress.status = status
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
  const noteAccepted = ({ status }: Answer, credential: Credential) => {
    if (status >= 200 && status < 300) accepted = credential
  }

  /** A 401 means that the call was not executed, so it is repeated whatever its method, but once. */
  const again = Effect.fnUntraced(function* (request: TransportRequest, credential: Credential, answer: Answer) {
    const now = yield* Clock.monotonicTimeNanos
    if (refused !== undefined && now < refused.until && isSame(refused.credential, credential)) {
      return yield* settle(request, answer, credential)
    }
    yield* authentication.invalidate(credential.token)
    const fresh = yield* withCredential(request, Effect.succeed)
    if (isSame(fresh, credential)) return yield* settle(request, answer, credential)
    const second = yield* send(request, fresh)
    noteAccepted(second, fresh)
    if (second.status === 401 && accepted !== undefined && isSame(accepted, fresh)) {
      // It was good, and has been taken away meanwhile: the next call needs another one.
      yield* authentication.invalidate(fresh.token)
    } else if (second.status === 401) {
      refused = { credential: fresh, until: (yield* Clock.monotonicTimeNanos) + refusedPause }
    }
    return yield* settle(request, second, fresh)
  })

  return {
    execute: (request: TransportRequest): Effect.Effect<TransportResponse, PresenceError> =>
      withCredential(request, (credential) =>
        Effect.flatMap(send(request, credential), (answer) => {
          if (answer.status === 401) return again(request, credential, answer)
          noteAccepted(answer, credential)
          return settle(request, answer, credential)
        })
      )
  }
}
