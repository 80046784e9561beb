import * as ByteSize from "effect/ByteSize"
import * as Effect from "effect/Effect"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import type { HttpServerError } from "effect/http/HttpServerError"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as Schema from "effect/Schema"
import { ErrorCode, Refusal } from "./refusal.ts"

/** The most that a request's body may have, in bytes. */
const maxBytes = 512_000

/** Whether a body was not read since it is larger than it may be. */
export const isTooLarge = ({ reason }: HttpServerError): boolean =>
  reason._tag === "RequestParseError" && reason.reason === "BodyTooLarge"

const unreadable = (error: HttpServerError): Refusal =>
  isTooLarge(error)
    ? new Refusal({ code: ErrorCode.contentTooLarge, message: `The body has more than ${maxBytes} bytes` })
    : new Refusal({ code: ErrorCode.badRequest, message: "The body could not be read" })

/** Whether a request says that its body is of a media type, with whatever parameters. */
export const hasMediaType = (request: HttpServerRequest, mediaType: string): boolean =>
  request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() === mediaType

/** The body as text; one that is too large is refused. */
export const readText = (request: HttpServerRequest): Effect.Effect<string, Refusal> =>
  request.text.pipe(
    Effect.provideService(HttpIncomingMessage.MaxBodySize, ByteSize.bytes(maxBytes)),
    Effect.mapError(unreadable)
  )

const parseJson = Schema.decodeEffect(Schema.fromJsonString(Schema.Unknown))

const jsonMediaType = "application/json"

/** The body as a JSON value; one of another media type is refused. */
export const readJson = Effect.fnUntraced(function* (request: HttpServerRequest): Effect.fn.Return<unknown, Refusal> {
  if (!hasMediaType(request, jsonMediaType)) {
    return yield* new Refusal({
      code: ErrorCode.unsupportedMediaType,
      message: `The body must be sent with the content type ${jsonMediaType}`
    })
  }
  const text = yield* readText(request)
  return yield* Effect.mapError(
    parseJson(text),
    () => new Refusal({ code: ErrorCode.badRequest, message: "The body is not valid JSON" })
  )
})
