import { answer, Content, refusalAnswer, type Answer } from "./answer.ts"
import { type Behaviours, deliveriesOf } from "./behaviour.ts"
import { ErrorCode, Refusal } from "./refusal.ts"
import { bytesOf } from "./wire.ts"

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

const success = 200

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

  delay: ({ millis }) => ({ deliveries: 1, delayMillis: millis })
}
