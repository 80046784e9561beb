import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Base64 from "effect/encoding/Base64"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type { GenesysCloud } from "../../GenesysCloud.ts"
import type {
  HttpExchange,
  HttpExchangeFailure,
  HttpExchangeRequest,
  HttpExchangeResponse
} from "../../HttpExchange.ts"
import { PresenceAuthenticationError } from "../../PresenceError.ts"
import { tracedLogin } from "../call/telemetry.ts"
import * as Message from "../errors/message.ts"
import { correlationIdOf, retryAfterOf } from "../http/responseHeaders.ts"
import { userAgentHeader } from "../http/userAgent.ts"
import { redactor, secretIssue } from "./secret.ts"
import type { FreshToken } from "./tokenCache.ts"

/** A token answer is a few hundred bytes. */
const maxAnswerBytes = 64 * 1024

/** The login is one small request; a caller waits for it before the call itself. */
const timeout = Duration.seconds(15)

const maxDescription = 300

/** The service issues tokens for two days at most; a number that no clock can hold must not become one. */
const longestLifetime = Duration.days(365)

/** Of a token without `expires_in`: the shortest that Genesys lets an organisation set. A 401 renews it all the same. */
const unknownLifetime = Duration.minutes(5)

/** In seconds; some gateways write it as a text. */
const Lifetime = Schema.Union([Schema.Finite, Schema.FiniteFromString]).check(Schema.isGreaterThan(0))

const TokenAnswer = Schema.fromJsonString(
  Schema.Struct({
    access_token: Schema.String,
    token_type: Schema.String,
    expires_in: Schema.optionalKey(Schema.NullOr(Lifetime))
  })
)
const decodeToken = Schema.decodeUnknownOption(TokenAnswer)

/** What the login answers on failure is not an `ErrorBody`. */
const RefusalAnswer = Schema.fromJsonString(
  Schema.Struct({
    error: Schema.optionalKey(Schema.String),
    description: Schema.optionalKey(Schema.String),
    error_description: Schema.optionalKey(Schema.String)
  })
)
const decodeRefusal = Schema.decodeUnknownOption(RefusalAnswer)

const reasonOf = (status: number, error: string | undefined, description: string | undefined) => {
  // The login says 400 `invalid_request` when it is asked too often, and tells it apart by its text alone.
  if (status === 429 || description?.startsWith("rate limit exceeded") === true) return "RateLimited"
  if (error === "invalid_client") return "InvalidClient"
  if (status >= 500 || status === 408) return "Unavailable"
  return status >= 400 ? "Refused" : "UnexpectedAnswer"
}

const noAnswer = (description: string, reason: "Unreachable" | "TlsFailure" = "Unreachable") =>
  Effect.fail(new PresenceAuthenticationError({ reason, description }))

const withoutAnswer = ({ code, reason }: HttpExchangeFailure) =>
  noAnswer(
    [reason, code, Message.tls(reason, code)].filter((part) => part !== undefined).join(", "),
    reason === "TlsFailure" ? reason : "Unreachable"
  )

/** Asks the login for a token with the client credentials grant. */
export const make = (options: {
  readonly exchange: HttpExchange["Service"]
  readonly cloud: GenesysCloud["Service"]
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted
}): Effect.Effect<FreshToken, PresenceAuthenticationError> => {
  const { loginUrl, userAgent } = options.cloud
  const { origin } = new URL(loginUrl)
  const encoded = Base64.encode(`${options.clientId}:${Redacted.value(options.clientSecret)}`)
  const { headers } = HttpClientRequest.empty.pipe(
    HttpClientRequest.setHeader("authorization", `Basic ${encoded}`),
    HttpClientRequest.setHeaders(userAgentHeader(userAgent)),
    HttpClientRequest.acceptJson,
    HttpClientRequest.setHeader("content-type", "application/x-www-form-urlencoded")
  )
  const request: HttpExchangeRequest = {
    method: "POST",
    origin,
    path: `${loginUrl.slice(origin.length)}/oauth/token`,
    headers,
    body: "grant_type=client_credentials",
    maxBodyBytes: maxAnswerBytes
  }

  const redactSecret = redactor(Redacted.value(options.clientSecret))
  const redactEncoded = redactor(encoded)
  /** A server may repeat what it was sent. */
  const withoutSecret = (text: string): string => redactEncoded(redactSecret(text)).slice(0, maxDescription)

  const refused = Effect.fnUntraced(function* (answer: HttpExchangeResponse) {
    const body = Option.getOrElse(decodeRefusal(answer.text), (): typeof RefusalAnswer.Type => ({}))
    const description = body.error_description ?? body.description
    const retryAfter = retryAfterOf(answer.headers, yield* Clock.currentTimeMillis)
    const correlationId = correlationIdOf(answer.headers, withoutSecret)
    return yield* new PresenceAuthenticationError({
      reason: reasonOf(answer.status, body.error, description),
      status: answer.status,
      ...(body.error !== undefined && { error: withoutSecret(body.error) }),
      ...(description !== undefined && { description: withoutSecret(description) }),
      ...(correlationId !== undefined && { correlationId }),
      ...(retryAfter !== undefined && { retryAfter })
    })
  })

  const accepted = Effect.fnUntraced(function* (answer: HttpExchangeResponse) {
    const unexpected = (description: string) =>
      new PresenceAuthenticationError({ reason: "UnexpectedAnswer", status: answer.status, description })
    const token = decodeToken(answer.text)
    if (Option.isNone(token)) {
      const isPage = answer.text.trimStart().startsWith("<")
      return yield* unexpected(
        isPage ? "the answer is a page, as of a proxy, and not a token" : "the answer is not a token"
      )
    }
    if (token.value.token_type.toLowerCase() !== "bearer") return yield* unexpected("the token is not a bearer token")
    if (secretIssue(token.value.access_token) !== undefined) {
      return yield* new PresenceAuthenticationError({ reason: "MalformedToken", status: answer.status })
    }
    const { access_token, expires_in } = token.value
    return {
      token: Redacted.make(access_token),
      lifetime: Duration.min(expires_in == null ? unknownLifetime : Duration.seconds(expires_in), longestLifetime)
    }
  })

  const asked = Effect.withFiber((fiber) =>
    Effect.callback<HttpExchangeResponse, HttpExchangeFailure>((resume) =>
      options.exchange.start(request, fiber.context, resume)
    )
  ).pipe(
    Effect.catch(withoutAnswer),
    Effect.timeoutOrElse({
      duration: timeout,
      orElse: () => noAnswer(`no answer within ${Duration.format(timeout)}`)
    })
  )
  return tracedLogin(
    asked.pipe(
      Effect.tap(({ status }) => Effect.annotateCurrentSpan("http.response.status_code", status)),
      Effect.flatMap((answer) => (answer.status < 300 ? accepted(answer) : refused(answer)))
    ),
    loginUrl
  )
}
