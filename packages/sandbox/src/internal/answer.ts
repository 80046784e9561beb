import type { ErrorBody } from "@genesys-presence/models/ErrorBody"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type { Refusal } from "./refusal.ts"

type Headers = { readonly [name: string]: string }

/** What goes back to the client; a body that is `undefined` is not sent. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

/** An answer without headers of its own. */
export const answer = (status: number, body?: unknown): Answer => ({ status, body, headers: {} })

/** What the service says when it refuses a request. */
export const refusalAnswer = (refusal: Refusal, correlationId: string): Answer => {
  const body: ErrorBody = {
    message: refusal.message,
    code: refusal.code,
    status: refusal.status,
    ...(refusal.messageParams === undefined ? {} : { messageParams: refusal.messageParams }),
    contextId: correlationId,
    details: refusal.field === undefined ? [] : [{ errorCode: refusal.code, fieldName: refusal.field }],
    errors: []
  }
  return { status: refusal.status, body, headers: refusal.headers ?? {} }
}

const neverCached: Headers = {
  "cache-control": "no-cache, no-store, must-revalidate",
  pragma: "no-cache",
  expires: "0"
}

/** The answer with the headers that every answer has. */
export const toResponse = (
  { body, headers, status }: Answer,
  correlationId: string
): HttpServerResponse.HttpServerResponse => {
  const options = { status, headers: { ...neverCached, "ININ-Correlation-Id": correlationId, ...headers } }
  return body === undefined ? HttpServerResponse.empty(options) : HttpServerResponse.jsonUnsafe(body, options)
}
