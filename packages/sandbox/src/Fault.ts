/**
 * What can go wrong with an answer on purpose: every way in which a service, a gateway or a network lets a client down.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/** Text that can stand in a header: a line break would end it. */
const HeaderText = Schema.String.check(
  Schema.isPattern(/^[\t\x20-\x7e]*$/, { expected: "text of printable ASCII characters" })
)

const Status = Schema.Int.check(Schema.isBetween({ minimum: 200, maximum: 599 }))

const Positive = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))

const mostBytes = 256 * 1024 * 1024

const applied = {
  /** Whether the operation is carried out before the answer; `false` by default. */
  applied: Schema.optionalKey(Schema.Boolean)
}

const errorStatus = {
  status: Status,
  /** The header `Retry-After` as it is: seconds, a date, or what no client should trust. */
  retryAfter: Schema.optionalKey(HeaderText),
  ...applied
}

const fault = <const K extends string, const Fields extends Schema.Struct.Fields>(kind: K, fields: Fields) =>
  Schema.Struct({ kind: Schema.Literal(kind), ...fields })

/**
 * Decodes a fault, which is plain JSON, told apart by `kind`; {@link descriptions} says what each kind does.
 *
 * **Details**
 *
 * Where the real answer, or a part of it, is sent, the operation is carried out first. Where it is not sent, the kind
 * says whether the operation is carried out, or takes `applied` to say so.
 *
 * **Example** (A gateway that gives up after the write was carried out)
 *
 * ```ts
 * import { Fault } from "@genesys-presence/sandbox"
 *
 * const timedOut: Fault.Fault = { kind: "htmlStatus", status: 504, applied: true }
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Fault = Schema.Union([
  fault("errorStatus", {
    ...errorStatus,
    /** The code in the body; by default the service's own for the status. */
    code: Schema.optionalKey(Schema.String),
    message: Schema.optionalKey(Schema.String)
  }),
  fault("htmlStatus", errorStatus),
  fault("emptyStatus", errorStatus),
  fault("redirect", {
    status: Schema.Literals([301, 302, 303, 307, 308]),
    location: HeaderText,
    ...applied
  }),
  fault("errorBodyWithSuccess", applied),
  fault("htmlWithSuccess", applied),
  fault("emptyBodyWithSuccess", {}),
  fault("malformedJson", {}),
  fault("wrongContentType", {
    /** `text/plain` by default. */
    contentType: Schema.optionalKey(HeaderText)
  }),
  fault("byteOrderMark", {}),
  fault("invalidUtf8", {}),
  fault("hugeBody", { bytes: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: mostBytes })) }),
  fault("delay", { millis: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)) }),
  fault("tokenRevoked", {}),
  fault("duplicateDelivery", {}),
  fault("staleReads", {
    /** How many reads are behind; by default 1, or all of them where `millis` is given. */
    reads: Schema.optionalKey(Positive),
    /** How long reads are behind; without an end by default. */
    millis: Schema.optionalKey(Positive)
  }),
  fault("resetBeforeHandling", {}),
  fault("resetAfterHandling", {}),
  fault("resetInHeaders", {}),
  fault("resetInBody", {}),
  fault("resetAfterBody", {}),
  fault("closedWithoutAnswer", applied),
  fault("noAnswer", applied),
  fault("truncatedBody", {}),
  fault("stalledBody", {}),
  fault("singleBytes", {}),
  fault("slowBody", { bytesPerSecond: Positive }),
  fault("notHttp", applied),
  fault("wrongChunks", {}),
  fault("duplicateContentLength", {}),
  fault("informationalAnswers", {
    /** 103 by default. Some clients take a 100 that they did not ask for as a mistake of the server. */
    statuses: Schema.optionalKey(Schema.Array(Schema.Literals([100, 102, 103])))
  }),
  fault("invalidClient", {}),
  fault("tokenRateLimited", {}),
  fault("malformedToken", {}),
  fault("shortLivedToken", {
    /** In seconds. */
    expiresIn: Positive
  })
]).annotate({ identifier: "Fault" })

/**
 * A fault.
 *
 * @category models
 * @since 0.1.0
 */
export type Fault = typeof Fault.Type

/**
 * The kind of a fault.
 *
 * @category models
 * @since 0.1.0
 */
export type Kind = Fault["kind"]

/**
 * What each kind of fault does, in one line.
 *
 * @category constants
 * @since 0.1.0
 */
export const descriptions: { readonly [K in Kind]: string } = {
  errorStatus: "An error status with an error body of the service, with any Retry-After header",
  htmlStatus: "An error status with a page of HTML, as a gateway answers it",
  emptyStatus: "An error status without a body",
  redirect: "A redirect to another location",
  errorBodyWithSuccess: "An error body under status 200",
  htmlWithSuccess: "A page of HTML under status 200, as a captive portal answers it",
  emptyBodyWithSuccess: "Status 200 without a body, after the operation was carried out",
  malformedJson: "The real answer with its last character missing, so that it is not JSON",
  wrongContentType: "The real answer with another content type",
  byteOrderMark: "The real answer with a byte order mark before it",
  invalidUtf8: "The real answer with a byte in it that is not UTF-8",
  hugeBody: "The real answer, filled up with spaces to any number of bytes",
  delay: "The real answer, later",
  tokenRevoked: "The token of the request dies at this very request, which is answered with 401",
  duplicateDelivery: "The request is carried out twice, as by a proxy that repeats it; the second answer is sent",
  staleReads:
    "The write is carried out and answered, but later reads answer as before it: a number of those that it changed, or for a time",
  resetBeforeHandling: "The connection is reset before the operation is carried out",
  resetAfterHandling: "The connection is reset after the operation was carried out, before any byte of the answer",
  resetInHeaders: "The connection is reset in the middle of the answer's headers",
  resetInBody: "The connection is reset in the middle of the answer's body",
  resetAfterBody: "The connection is reset right after the last byte of the answer",
  closedWithoutAnswer: "The connection is closed in an orderly way without an answer",
  noAnswer: "The connection stays open and no byte of an answer comes",
  truncatedBody: "The connection is closed in an orderly way before all of the announced body has come",
  stalledBody: "The second half of the body never comes",
  singleBytes: "The real answer, byte by byte",
  slowBody: "The real answer, its body at a number of bytes a second",
  notHttp: "Bytes that are not HTTP",
  wrongChunks: "A chunked body whose first chunk has no valid size",
  duplicateContentLength: "The real answer with two content-length headers",
  informationalAnswers: "Informational answers, such as 103, before the real one",
  invalidClient: "The login refuses the client's credentials",
  tokenRateLimited: "The login refuses because of too many token requests, with status 400 as it does",
  malformedToken: "The login answers with status 200 and without a token",
  shortLivedToken: "The token that is issued lives for a number of seconds only"
}

/**
 * All kinds of faults.
 *
 * @category constants
 * @since 0.1.0
 */
export const kinds: ReadonlyArray<Kind> =
  // The keys of an object literal are those that its type says.
  Object.keys(descriptions) as ReadonlyArray<Kind>

/**
 * The kinds that only the login can have. A rule with one of them never matches a request of the API.
 *
 * @category constants
 * @since 0.1.0
 */
export const loginKinds: ReadonlyArray<Kind> = [
  "invalidClient",
  "tokenRateLimited",
  "malformedToken",
  "shortLivedToken"
]

/**
 * The kinds that only requests of the API can have. A rule with one of them never matches a token request.
 *
 * @category constants
 * @since 0.1.0
 */
export const apiKinds: ReadonlyArray<Kind> = ["tokenRevoked", "duplicateDelivery", "staleReads"]

/**
 * The kinds that only writes can have, which are all requests of the API but `GET`. A rule with one of them never
 * matches a read.
 *
 * @category constants
 * @since 0.1.0
 */
export const writeKinds: ReadonlyArray<Kind> = ["staleReads"]
