import type { ErrorBody } from "@genesys-presence/models/ErrorBody"
import * as Data from "effect/Data"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type { Refusal } from "./refusal.ts"

/** The headers of an answer; names are lower case, but for the correlation id's, which is as the service writes it. */
export type Headers = { readonly [name: string]: string }

/** A body that is sent as it is. */
export class Content extends Data.Class<{ readonly type: string; readonly bytes: Uint8Array }> {}

/** What goes back to the client; a body that is `undefined` is not sent, one that is no {@link Content} is JSON. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

/** What an answer without headers of its own has. */
export const noHeaders: Headers = {}

/** An answer without headers of its own. */
export const answer = (status: number, body?: unknown): Answer => ({ status, body, headers: noHeaders })

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
  return { status: refusal.status, body, headers: refusal.headers ?? noHeaders }
}

const neverCached: Headers = {
  "cache-control": "no-cache, no-store, must-revalidate",
  pragma: "no-cache",
  expires: "0"
}

/** The service writes the name in capitals; where names must be lower case, this one must be too. */
type CorrelationHeader = "ININ-Correlation-Id" | "inin-correlation-id"

/** What tells an answer from all others. */
export interface Stamp {
  readonly correlationId: string
  /** In milliseconds since 1970, by the clock that the sandbox runs on: what its answers say about time is of one clock. */
  readonly atMillis: number
}

let dateText = ""
let dateSecond = Number.NaN

/** Made once a second, as Node's server does. */
const httpDate = (atMillis: number): string => {
  const second = Math.floor(atMillis / 1000)
  if (second !== dateSecond) {
    dateSecond = second
    dateText = new Date(second * 1000).toUTCString()
  }
  return dateText
}

/** The headers that every answer has, and then its own. */
const headersOf = ({ headers }: Answer, name: CorrelationHeader, { atMillis, correlationId }: Stamp): Headers => ({
  ...neverCached,
  date: httpDate(atMillis),
  [name]: correlationId,
  ...headers
})

const noContent = 204

const jsonMediaType = "application/json"

/** The answer with the headers that every answer has. */
export const toResponse = (result: Answer, stamp: Stamp): HttpServerResponse.HttpServerResponse => {
  const { body, status } = result
  const headers = headersOf(result, "inin-correlation-id", stamp)
  const options = { status, headers }
  if (body === undefined) {
    return HttpServerResponse.empty({
      status,
      headers: status === noContent ? headers : { ...headers, "content-length": "0" }
    })
  }
  return body instanceof Content
    ? HttpServerResponse.uint8Array(body.bytes, { ...options, contentType: body.type })
    : HttpServerResponse.jsonUnsafe(body, options)
}

/** The body of an answer as it is sent. */
export const contentOf = ({ body }: Answer): Content | undefined => {
  if (body === undefined || body instanceof Content) return body
  return new Content({ type: jsonMediaType, bytes: new TextEncoder().encode(JSON.stringify(body)) })
}

/** An answer in the parts that a connection carries. */
export interface Sent {
  readonly status: number
  /** Those of the body included, such as `content-length`. */
  readonly headers: Headers
  readonly body: Uint8Array
}

/** The parts of an answer, with the headers that every answer has. */
export const sentOf = (result: Answer, stamp: Stamp): Sent => {
  const content = contentOf(result)
  const headers = headersOf(result, "ININ-Correlation-Id", stamp)
  return content === undefined
    ? { status: result.status, headers, body: new Uint8Array(0) }
    : {
        status: result.status,
        headers: { ...headers, "content-type": content.type, "content-length": `${content.bytes.length}` },
        body: content.bytes
      }
}
