import type * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Headers from "effect/http/Headers"
import type * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type * as Tracer from "effect/Tracer"
import type { Authentication } from "../../Authentication.ts"
import type { GenesysCloud } from "../../GenesysCloud.ts"
import type { HttpExchange, HttpExchangeExit, HttpExchangeResponse } from "../../HttpExchange.ts"
import {
  PresenceAuthenticationError,
  type PresenceConfigurationError,
  PresenceDecodeError,
  type PresenceError,
  PresenceTransportError
} from "../../PresenceError.ts"
import type { PresenceTransportOptions, TransportRequest } from "../../PresenceTransport.ts"
import { type Credential, credentialOf, isSame } from "../auth/credential.ts"
import { copyWith } from "../errors/copy.ts"
import { beginning, excerpt, withoutBody } from "../errors/excerpt.ts"
import { correlationIdOf, retryAfterOf } from "../http/responseHeaders.ts"
import { userAgentHeader } from "../http/userAgent.ts"
import { type Base, type Call, errorOf } from "../policies/engine.ts"
import { optionsOf } from "../policies/options.ts"
import type { Outcome } from "../policies/policy.ts"
import { statusErrorOf } from "./statusError.ts"

/** How long a new token that was refused is not renewed again: the next one would be refused too. */
const refusedPause = 60_000_000_000n

/** The options of the transport, checked. */
export interface Settings {
  /** In milliseconds. */
  readonly attemptTimeout: number
  readonly maxBodyBytes: number
  readonly unavailableMeansNotExecuted: boolean
  readonly propagateTraceContext: boolean
}

export const settingsOf = (
  options: PresenceTransportOptions = {}
): Result.Result<Settings, PresenceConfigurationError> =>
  Result.gen(function* () {
    const check = optionsOf("PresenceTransport")
    const flag = (name: "unavailableMeansNotExecuted" | "propagateTraceContext") =>
      check.oneOf(name, options[name] ?? false, [true, false])
    return {
      attemptTimeout: yield* check.duration("attemptTimeout", options.attemptTimeout ?? "30 seconds", { least: 1 }),
      maxBodyBytes: yield* check.count("maxBodyBytes", options.maxBodyBytes ?? 10 * 1024 * 1024, { least: 1 }),
      unavailableMeansNotExecuted: yield* flag("unavailableMeansNotExecuted"),
      propagateTraceContext: yield* flag("propagateTraceContext")
    }
  })

/** What all attempts of a client share. */
interface Client extends Settings {
  readonly authentication: Authentication["Service"]
  readonly exchange: HttpExchange["Service"]
  readonly origin: string
  /** The headers of all requests. */
  readonly commonHeaders: Readonly<Record<string, string>>
  /** What the API's URL has before all paths. */
  readonly pathPrefix: string
  /** Whether the layer has been released. */
  isClosed: boolean
  /** The credential of the last token, so that it is made once for each token. */
  current: Credential | undefined
  /** The last credential that the service accepted. */
  accepted: Credential | undefined
  /** A credential that the service refused although it was new. */
  refused: { readonly credential: Credential; readonly until: bigint } | undefined
}

/** A token that a call had to wait for; renewed when the service refused the one before. */
interface Token {
  readonly value: Redacted.Redacted
  readonly isRenewed: boolean
}

/** Of W3C's Trace Context. Effect's own function takes no span of another process. */
const traceparentOf = ({ sampled, spanId, traceId }: Tracer.AnySpan): string =>
  `00-${traceId.padStart(32, "0")}-${spanId}-${sampled ? "01" : "00"}`

/** A cause without an expected error: a defect or an interruption. */
const unexpected = (cause: Cause.Cause<unknown>) => cause as Cause.Cause<never>

const isSuccessful = (status: number): boolean => status >= 200 && status < 300

const isEmpty = (headers: Readonly<Record<string, string>>): boolean => {
  for (const _ in headers) return false
  return true
}

const headersOf = ({ body, headers }: TransportRequest, { bare, withBody }: Credential): Headers.Headers => {
  const own = body === undefined ? bare : withBody
  return isEmpty(headers) ? own : Headers.setAll(own, headers)
}

/**
 * One attempt: takes the token, sends the request, and sends it once more with a new token after a 401. Like the engine
 * that runs it, it is built on callbacks; effects of the authentication run on a fiber of their own.
 */
class Attempt {
  readonly #client: Client
  readonly #call: Call
  /** Its number within the call. */
  readonly #attempt: number
  /** The token that it was started with. */
  readonly #token: Token | undefined
  /** Aborts what is in progress. */
  #abort: Effect.Effect<void> = Effect.void
  #isAborted = false

  constructor(client: Client, call: Call, attempt: number, token?: Token) {
    this.#client = client
    this.#call = call
    this.#attempt = attempt
    this.#token = token
  }

  start(): Effect.Effect<void> {
    const { authentication, isClosed } = this.#client
    if (isClosed) {
      this.#fail(new PresenceTransportError({ ...this.#call.fields, reason: "Closed", sent: "no" }))
      return Effect.void
    }
    const token = this.#token?.value ?? authentication.current?.()
    if (token !== undefined) this.#sendWith(token)
    else this.#run(authentication.token, (value) => this.#restartWith({ value, isRenewed: false }))
    return Effect.suspend(() => {
      this.#isAborted = true
      return this.#abort
    })
  }

  /** Runs an effect of the authentication and continues with its result. */
  #run<A>(effect: Effect.Effect<A, PresenceAuthenticationError>, next: (value: A) => void): void {
    const fiber = Effect.runForkWith(this.#call.fiber.context)(effect)
    this.#abort = Fiber.interrupt(fiber)
    fiber.addObserver((exit) =>
      this.#call.stepOf(this.#attempt, () => {
        if (Exit.isSuccess(exit)) return next(exit.value)
        // The failure may be shared by many callers: each is given one of its own.
        const error = errorOf(exit.cause)
        if (error === undefined) this.#finish({ exit: Exit.failCause(unexpected(exit.cause)) })
        else this.#fail(copyWith(error, this.#call.fields))
      })
    )
  }

  /** The wait for a token took time, so policies that count requests are asked again. */
  #restartWith(token: Token): void {
    this.#call.restart((call, attempt) => new Attempt(this.#client, call, attempt, token).start())
  }

  #sendWith(token: Redacted.Redacted): void {
    const credential = this.#credentialOf(token)
    if (credential === undefined) {
      return this.#fail(new PresenceAuthenticationError({ ...this.#call.fields, reason: "MalformedToken" }))
    }
    this.#send(credential)
  }

  #credentialOf(token: Redacted.Redacted): Credential | undefined {
    const client = this.#client
    if (client.current?.token !== token) client.current = credentialOf(token, client.commonHeaders)
    return client.current
  }

  #send(credential: Credential): void {
    const { exchange, maxBodyBytes, origin, pathPrefix, propagateTraceContext } = this.#client
    const { fiber, request } = this.#call
    this.#call.beginRequest()
    const { span } = fiber.cache
    const headers = headersOf(request, credential)
    const outgoing = {
      method: request.definition.method,
      origin,
      path: pathPrefix + request.target,
      headers:
        propagateTraceContext && span !== undefined
          ? Headers.set(headers, "traceparent", traceparentOf(span))
          : headers,
      body: request.body,
      maxBodyBytes
    }
    let isDone = false
    this.#abort = exchange.start(outgoing, fiber.context, (exit) => {
      if (isDone) return
      isDone = true
      this.#call.stepOf(this.#attempt, () => this.#receive(exit, credential))
    })
  }

  #receive(exit: HttpExchangeExit, credential: Credential): void {
    if (Exit.isSuccess(exit)) {
      this.#call.endRequest()
      return this.#respond(exit.value, credential)
    }
    const failure = errorOf(exit.cause)
    // An exchange that was aborted ends with an interruption. Where it was not, somebody else has ended it.
    if (failure === undefined) return this.#finish({ exit: Exit.failCause(unexpected(exit.cause)) })
    this.#call.endRequest()
    if (failure.sent === "unknown") this.#call.state.mayHaveBeenExecuted = true
    this.#fail(new PresenceTransportError({ ...this.#call.fields, ...failure }))
  }

  #respond(response: HttpExchangeResponse, credential: Credential): void {
    const client = this.#client
    const isUnauthorized = response.status === 401
    // Any other status may come from a gateway, which has not checked the token.
    if (isSuccessful(response.status)) client.accepted = credential
    if (!isUnauthorized || this.#isAborted) return this.#settle(response, credential)
    if (this.#token?.isRenewed === true) return this.#refusedAgain(response, credential)
    const { refused } = client
    if (refused !== undefined && this.#now() < refused.until && isSame(refused.credential, credential)) {
      return this.#settle(response, credential)
    }
    const { authentication } = client
    this.#run(Effect.andThen(authentication.invalidate(credential.token), authentication.token), (token) => {
      const renewed = this.#credentialOf(token)
      if (renewed !== undefined && isSame(renewed, credential)) return this.#refuse(response, credential)
      // The service has not executed what it answered with 401, so it is sent again whatever its method, but once.
      this.#restartWith({ value: token, isRenewed: true })
    })
  }

  /** Another token would be refused too: the login is left alone for a while. */
  #refuse(response: HttpExchangeResponse, credential: Credential): void {
    this.#client.refused = { credential, until: this.#now() + refusedPause }
    this.#settle(response, credential)
  }

  /** The service refused a token that was fetched for this very call. */
  #refusedAgain(response: HttpExchangeResponse, credential: Credential): void {
    const client = this.#client
    if (client.accepted === undefined || !isSame(client.accepted, credential)) {
      return this.#refuse(response, credential)
    }
    // It was accepted before, and has been revoked since: the next call needs another one.
    this.#run(client.authentication.invalidate(credential.token), () => this.#settle(response, credential))
  }

  #settle(response: HttpExchangeResponse, credential: Credential): void {
    const { headers, status, text, truncated } = response
    const { redact } = credential
    const { state } = this.#call
    state.status = status
    if (!this.#provesNotExecuted(response)) state.mayHaveBeenExecuted = true
    const correlationId = correlationIdOf(headers, redact)
    if (!isSuccessful(status)) return this.#fail(this.#statusError(response, credential, correlationId))
    if (truncated) return this.#fail(this.#tooLong(response, credential, correlationId))
    const success = { status, headers, text, correlationId, redact }
    this.#finish({ exit: Exit.succeed(success), response: success })
  }

  /** A refusal is a proof; a 408, a 5xx or a redirect may follow an execution. */
  #provesNotExecuted({ headers, status }: HttpExchangeResponse): boolean {
    if (status === 503) {
      return this.#client.unavailableMeansNotExecuted && retryAfterOf(headers, this.#wallClock()) !== undefined
    }
    return status >= 400 && status < 500 && status !== 408
  }

  #statusError(
    { headers, status, text }: HttpExchangeResponse,
    { redact }: Credential,
    correlationId: string | undefined
  ): PresenceError {
    const shown = { status, headers, text: redact(beginning(text)), correlationId }
    return withoutBody(text, statusErrorOf(this.#call.request.definition, this.#call.fields, shown, this.#wallClock()))
  }

  #tooLong(
    { status, text }: HttpExchangeResponse,
    { redact }: Credential,
    correlationId: string | undefined
  ): PresenceError {
    return new PresenceDecodeError({
      ...this.#call.fields,
      ...(correlationId !== undefined && { correlationId }),
      status,
      issue: `the body is longer than ${this.#client.maxBodyBytes} bytes`,
      text: excerpt(redact(beginning(text)))
    })
  }

  #finish(outcome: Outcome): void {
    this.#call.finish(outcome)
  }

  #fail(error: PresenceError): void {
    this.#finish({ exit: Exit.fail(error), error })
  }

  #now(): bigint {
    return this.#call.fiber.getRef(Clock.Clock).monotonicTimeNanosUnsafe()
  }

  #wallClock(): number {
    return this.#call.fiber.getRef(Clock.Clock).currentTimeMillisUnsafe()
  }
}

/** Sends requests with a token, each at most twice, until the scope of the layer is closed. */
export const make = Effect.fnUntraced(function* ({
  cloud: { apiUrl, userAgent },
  ...options
}: Settings & {
  readonly cloud: GenesysCloud["Service"]
  readonly authentication: Authentication["Service"]
  readonly exchange: HttpExchange["Service"]
}) {
  const { origin } = new URL(apiUrl)
  const client: Client = {
    ...options,
    origin,
    commonHeaders: userAgentHeader(userAgent),
    pathPrefix: apiUrl.slice(origin.length),
    isClosed: false,
    current: undefined,
    accepted: undefined,
    refused: undefined
  }
  yield* Effect.addFinalizer(() =>
    Effect.sync(() => {
      client.isClosed = true
    })
  )
  const base: Base = {
    apiUrl,
    attemptTimeout: options.attemptTimeout,
    start: (call, attempt) => new Attempt(client, call, attempt).start()
  }
  return base
})
