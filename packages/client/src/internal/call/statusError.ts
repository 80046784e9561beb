import { ErrorBody } from "@genesys-presence/models/ErrorBody"
import type * as Operation from "@genesys-presence/models/Operation"
import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { HttpExchangeResponse } from "../../HttpExchange.ts"
import { byStatus, PresenceUnexpectedStatus, type StatusError } from "../../PresenceError.ts"
import { excerpt } from "../errors/excerpt.ts"
import type { ErrorFields } from "../errors/fields.ts"
import { longestWait, retryAfterOf } from "../http/responseHeaders.ts"

const decodeBody = Schema.decodeUnknownOption(Schema.fromJsonString(ErrorBody))

/** Browsers hide `Retry-After` unless the service exposes it, but the message says the same. */
const retryAfterOfMessage = (body: ErrorBody | undefined): Duration.Duration | undefined => {
  const seconds = /Retry the request in \[(\d{1,9})\] seconds/.exec(body?.message ?? "")?.[1]
  return seconds === undefined ? undefined : Duration.min(Duration.seconds(Number(seconds)), longestWait)
}

const isByStatus = (status: number): status is keyof typeof byStatus => status in byStatus

/**
 * The error of an answer, whatever its body is: JSON of the service, HTML of a gateway, or nothing.
 *
 * A status that the operation does not document becomes `PresenceUnexpectedStatus`, so that its type is not widened.
 */
export const statusErrorOf = (
  definition: Operation.Any,
  fields: ErrorFields,
  answer: Pick<HttpExchangeResponse, "status" | "headers" | "text"> & { readonly correlationId: string | undefined },
  now: number
): StatusError => {
  const { text } = answer
  const body = Option.getOrUndefined(decodeBody(text))
  const correlationId = answer.correlationId ?? body?.contextId
  const retryAfter = retryAfterOf(answer.headers, now, retryAfterOfMessage(body))
  const props = {
    ...fields,
    status: answer.status,
    ...(body !== undefined && { body }),
    ...(body?.code !== undefined && { code: body.code }),
    ...(body === undefined && text !== "" && { text: excerpt(text) }),
    ...(correlationId !== undefined && { correlationId }),
    ...(retryAfter !== undefined && { retryAfter })
  }
  const { status } = answer
  return isByStatus(status) && definition.errors.includes(status)
    ? new byStatus[status](props)
    : new PresenceUnexpectedStatus(props)
}
