import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
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
import type { Base, Start } from "./fastPath.ts"
import { AttemptTimeout } from "./limits.ts"
import { redactor } from "./redaction.ts"
import { correlationIdOf } from "./responseHeaders.ts"
import { secretIssue } from "./secret.ts"
import { statusErrorOf } from "./statusErrorOf.ts"
import { tokenAtHand } from "./tokenAtHand.ts"
import type { TransportFailure } from "./transportFailure.ts"
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

const isSuccessful = (status: number): boolean => status >= 200 && status < 300

const isSame = (one: Credential, other: Credential): boolean =>
  Redacted.value(one.token) === Redacted.value(other.token)

/** The error of the call that no answer is. */
const unanswered = (
  request: TransportRequest,
  limit: Duration.Duration,
  outcome: Exit.Failure<Answer, TransportFailure> | undefined
): Effect.Effect<never, PresenceError> =>
  outcome === undefined
    ? failWith(request, (fields) => new PresenceTimeout({ ...fields, scope: "attempt", limit }))
    : Effect.catch(Effect.failCause(outcome.cause), (failure) =>
        failWith(request, (fields) => new PresenceTransportError({ ...fields, ...failure }))
      )

/** Sends prepared requests with a token, each at most twice. */
export const make = (options: Options): Base => {
  const { authentication } = options
  const wire = Wire.make(options.client, { origin: options.apiUrl, maxBodyBytes: options.maxBodyBytes })
  /** That of the last token, so that it is made once a token. */
  let current: Credential | undefined
  let refused: { readonly credential: Credential; readonly until: bigint } | undefined
  /** The last one that the service took. */
  let accepted: Credential | undefined

  const credentialFor = (token: Redacted.Redacted): Credential | undefined => {
    if (current?.token !== token) current = credentialOf(token)
    return current
  }

  const withCredential = <A>(
    request: TransportRequest,
    use: (credential: Credential) => Effect.Effect<A, PresenceError>
  ): Effect.Effect<A, PresenceError> =>
    Effect.matchEffect(authentication.token, {
      // The failure may be shared by many callers: each gets one with its own operation.
      onFailure: (error) => Effect.fail(amended(error, { operation: request.operation })),
      onSuccess: (token) => {
        const credential = credentialFor(token)
        return credential === undefined
          ? Effect.fail(new PresenceAuthenticationError({ reason: "MalformedToken", operation: request.operation }))
          : use(credential)
      }
    })

  const headersOf = ({ body, headers }: TransportRequest, { bare, withBody }: Credential): Headers.Headers => {
    const own = body === undefined ? bare : withBody
    return isEmpty(headers) ? own : Headers.setAll(own, headers)
  }

  /** What goes out, and how much time there is for it. */
  const begin = (request: TransportRequest, credential: Credential, limit: Duration.Duration) => {
    request.progress.attempts += 1
    return {
      limit: Duration.min(options.attemptTimeout, limit),
      outgoing: {
        method: request.definition.method,
        target: request.target,
        headers: headersOf(request, credential),
        body: request.body
      }
    }
  }

  const send = (request: TransportRequest, credential: Credential): Effect.Effect<Answer, PresenceError> =>
    Effect.withFiber((fiber) => {
      const { limit, outgoing } = begin(request, credential, fiber.getRef(AttemptTimeout))
      return Wire.send(wire, outgoing, Duration.toMillis(limit), (outcome) => unanswered(request, limit, outcome))
    })

  /** What the caller gets of a good answer; `undefined` when it is not good. */
  const responseOf = (
    request: TransportRequest,
    answer: Answer,
    { redact }: Credential
  ): TransportResponse | undefined => {
    const { headers, status, text, truncated } = answer
    request.progress.status = status
    if (truncated || !isSuccessful(status)) return undefined
    return { status, headers, text, correlationId: correlationIdOf(headers, redact), redact }
  }

  /** The error that an answer is which is not good. */
  const refuse = (
    request: TransportRequest,
    { headers, status, text }: Answer,
    { redact }: Credential
  ): Effect.Effect<never, PresenceError> => {
    const correlationId = correlationIdOf(headers, redact)
    // It is too long, then.
    if (isSuccessful(status)) {
      return failWith(
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
    }
    const shown = { status, headers, text: redact(text), correlationId }
    return Effect.flatMap(Clock.currentTimeMillis, (now) =>
      failWith(request, (fields) => partedFrom(text, statusErrorOf(request.definition, fields, shown, now)))
    )
  }

  const settle = (
    request: TransportRequest,
    answer: Answer,
    credential: Credential
  ): Effect.Effect<TransportResponse, PresenceError> => {
    const response = responseOf(request, answer, credential)
    return response === undefined ? refuse(request, answer, credential) : Effect.succeed(response)
  }

  /** Any other status may come from a gateway, which has not looked at the token. */
  const noteAccepted = ({ status }: Answer, credential: Credential) => {
    if (isSuccessful(status)) accepted = credential
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

  const execute = (request: TransportRequest): Effect.Effect<TransportResponse, PresenceError> =>
    withCredential(request, (credential) =>
      Effect.flatMap(send(request, credential), (answer) => received(request, answer, credential))
    )

  /** What to do with an answer, whatever its status. */
  const received = (
    request: TransportRequest,
    answer: Answer,
    credential: Credential
  ): Effect.Effect<TransportResponse, PresenceError> => {
    if (answer.status === 401) return again(request, credential, answer)
    noteAccepted(answer, credential)
    return settle(request, answer, credential)
  }

  const startWith =
    (credential: Credential): Start =>
    (request, fiber, limits, landing) => {
      const { limit, outgoing } = begin(request, credential, limits.attempt)
      const left = limits.end - limits.now
      const millis = Duration.toMillis(limit)
      return wire(outgoing, Math.max(0, Math.min(millis, left)), fiber.context, (outcome) => {
        if (Wire.isAnswer(outcome)) {
          const answer = outcome.value
          const response = responseOf(request, answer, credential)
          if (response === undefined) {
            landing.otherwise(received(request, answer, credential))
          } else {
            noteAccepted(answer, credential)
            landing.answered(response)
          }
        } else if (outcome === undefined && left < millis) {
          landing.outOfTime()
        } else {
          landing.otherwise(unanswered(request, limit, outcome))
        }
      })
    }

  return {
    execute,
    ready: (fiber) => {
      const token = tokenAtHand(authentication.token, fiber)
      const credential = token === undefined ? undefined : credentialFor(token)
      return credential === undefined ? undefined : startWith(credential)
    }
  }
}
