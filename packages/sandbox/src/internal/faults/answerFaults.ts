import * as Duration from "effect/Duration"
import { oauthError } from "../auth/tokenEndpoint.ts"
import { answer, type Answer, Content, contentOf, refusalAnswer } from "../http/answer.ts"
import { ErrorCode, Refusal } from "../http/refusal.ts"
import { bytesOf } from "../http/wire.ts"
import { type Behaviour, type Behaviours, deliveriesOf } from "./behaviour.ts"

const noContent = 204
const success = 200

/** A body to spoil: where the operation gives none, that of an empty object. */
export const withBody = (given: Answer): Answer & { readonly body: Content } => ({
  ...given,
  status: given.status === noContent ? success : given.status,
  body: contentOf({ ...given, body: given.body ?? {} }) ?? new Content({ type: "text/plain", bytes: new Uint8Array(0) })
})

const joined = (...parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}

/** The operation is carried out, and its answer has another body. */
const spoiling = (spoil: (content: Content) => Content): Behaviour => ({
  deliveries: 1,
  answer: (given) => {
    const whole = withBody(given)
    return { ...whole, body: spoil(whole.body) }
  }
})

const spoilingBytes = (spoil: (bytes: Uint8Array) => Uint8Array): Behaviour =>
  spoiling(({ bytes, type }) => new Content({ type, bytes: spoil(bytes) }))

const byteOrderMark = Uint8Array.of(0xef, 0xbb, 0xbf)
/** The first byte of a character of two, without the second. */
const halfCharacter = Uint8Array.of(0xc3)
const space = 0x20

/** Answers whose body is not what its headers, or the contract, say. */
export const bodyFaults: Behaviours<
  "emptyBodyWithSuccess" | "malformedJson" | "wrongContentType" | "byteOrderMark" | "invalidUtf8" | "hugeBody"
> = {
  emptyBodyWithSuccess: () => ({ deliveries: 1, answer: () => answer(success) }),

  malformedJson: () => spoilingBytes((bytes) => bytes.slice(0, -1)),

  wrongContentType: ({ contentType = "text/plain" }) =>
    spoiling(({ bytes }) => new Content({ type: contentType, bytes })),

  byteOrderMark: () => spoilingBytes((bytes) => joined(byteOrderMark, bytes)),

  // Right after the first character, which opens an object or a list, so that the body is no JSON either.
  invalidUtf8: () => spoilingBytes((bytes) => joined(bytes.slice(0, 1), halfCharacter, bytes.slice(1))),

  hugeBody: ({ bytes: size }) =>
    spoilingBytes((bytes) => joined(bytes, new Uint8Array(Math.max(0, size - bytes.length)).fill(space)))
}

const codes: { readonly [status: number]: string } = {
  400: ErrorCode.badRequest,
  401: ErrorCode.badCredentials,
  403: "not.authorized",
  404: ErrorCode.notFound,
  408: "client.timeout",
  409: ErrorCode.conflict,
  413: ErrorCode.contentTooLarge,
  415: ErrorCode.unsupportedMediaType,
  429: ErrorCode.tooManyRequests,
  503: "service.unavailable",
  504: "request.timeout"
}

const usualCode = (status: number): string =>
  codes[status] ?? (status < 500 ? ErrorCode.badRequest : ErrorCode.internalServerError)

const usualMessage = (status: number, retryAfter: string | undefined): string =>
  status === 429 && retryAfter !== undefined
    ? `Rate limit exceeded the maximum. Retry the request in [${retryAfter}] seconds`
    : `The sandbox was told to answer with status ${status}`

const errorBody = (status: number, code: string, message: string, correlationId: string) => ({
  message,
  code,
  status,
  contextId: correlationId,
  details: [],
  errors: []
})

const page = (status: number): Content =>
  new Content({
    type: "text/html; charset=utf-8",
    bytes: bytesOf(
      `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1><p>Gateway</p></body></html>`
    )
  })

const withRetryAfter = (result: Answer, retryAfter: string | undefined): Answer => ({
  ...result,
  headers: retryAfter === undefined ? {} : { "retry-after": retryAfter }
})

/** Answers that are there and say something else than what the operation gave. */
export const statusFaults: Behaviours<
  | "errorStatus"
  | "htmlStatus"
  | "emptyStatus"
  | "redirect"
  | "errorBodyWithSuccess"
  | "htmlWithSuccess"
  | "tokenRevoked"
  | "duplicateDelivery"
  | "staleReads"
  | "delay"
> = {
  errorStatus: ({ code, message, retryAfter, status, ...fault }) => ({
    deliveries: deliveriesOf(fault),
    answer: (_, correlationId) => {
      const body = errorBody(
        status,
        code ?? usualCode(status),
        message ?? usualMessage(status, retryAfter),
        correlationId
      )
      return withRetryAfter(answer(status, body), retryAfter)
    }
  }),

  htmlStatus: ({ retryAfter, status, ...fault }) => ({
    deliveries: deliveriesOf(fault),
    answer: () => withRetryAfter(answer(status, page(status)), retryAfter)
  }),

  emptyStatus: ({ retryAfter, status, ...fault }) => ({
    deliveries: deliveriesOf(fault),
    answer: () => withRetryAfter(answer(status), retryAfter)
  }),

  redirect: ({ location, status, ...fault }) => ({
    deliveries: deliveriesOf(fault),
    answer: () => ({ ...answer(status), headers: { location } })
  }),

  errorBodyWithSuccess: (fault) => ({
    deliveries: deliveriesOf(fault),
    answer: (_, correlationId) =>
      answer(success, errorBody(500, usualCode(500), usualMessage(500, undefined), correlationId))
  }),

  htmlWithSuccess: (fault) => ({ deliveries: deliveriesOf(fault), answer: () => answer(success, page(success)) }),

  tokenRevoked: () => ({
    deliveries: 0,
    revokesToken: true,
    answer: (_, correlationId) =>
      refusalAnswer(
        new Refusal({ code: ErrorCode.badCredentials, message: "The access token is not valid" }),
        correlationId
      )
  }),

  duplicateDelivery: () => ({ deliveries: 2 }),

  staleReads: ({ millis, reads }) => ({
    deliveries: 1,
    staleReads: { millis: millis ?? Infinity, reads: reads ?? (millis === undefined ? 1 : Infinity) }
  }),

  delay: ({ millis }) => ({ deliveries: 1, delayMillis: millis })
}

/** Answers of the login. */
export const loginFaults: Behaviours<"invalidClient" | "tokenRateLimited" | "malformedToken" | "shortLivedToken"> = {
  invalidClient: () => ({ deliveries: 0, answer: () => oauthError("invalid_client", "authentication failed") }),

  tokenRateLimited: () => ({
    deliveries: 0,
    answer: () => oauthError("invalid_request", "rate limit exceeded; try again later")
  }),

  malformedToken: () => ({ deliveries: 0, answer: () => answer(200, { token_type: "bearer", expires_in: "soon" }) }),

  shortLivedToken: ({ expiresIn }) => ({ deliveries: 1, tokenLifetime: Duration.seconds(expiresIn) })
}
