/**
 * The errors that the service answers, one class a status.
 *
 * @since 0.1.0
 */
import { ErrorBody } from "@genesys-presence/models/ErrorBody"
import type * as Operation from "@genesys-presence/models/Operation"
import type * as Cause from "effect/Cause"
import * as Schema from "effect/Schema"
import { answer, call, progress, retryAfter } from "./internal/errorFields.ts"
import * as Message from "./internal/errorMessage.ts"
import { statusHint } from "./internal/statusHint.ts"

const statusFields = {
  ...call,
  ...progress,
  ...answer,
  status: Schema.Int,
  /** The service's own code, such as `not.found`; the set is open. */
  code: Schema.optionalKey(Schema.String),
  /** The body, when it was the service's error object. */
  body: Schema.optionalKey(ErrorBody),
  /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
  text: Schema.optionalKey(Schema.String),
  /** How long the service asks to wait, when it does. */
  retryAfter
}

/**
 * What each status error extends: the fields, the message and the hint are the same for all, the tag and the class are
 * not, so that `catchTag` removes exactly one.
 */
const StatusErrorClass =
  <Self>() =>
  <const Tag extends string>(
    tag: Tag
  ): Schema.Class<
    Self,
    Schema.TaggedStruct<Tag, typeof statusFields>,
    Cause.YieldableError & {
      /** What to do about it, where something can be done. */
      readonly hint: string | undefined
    }
  > => {
    class StatusErrorBase extends Schema.TaggedError<StatusErrorBase>()(tag, statusFields) {
      get hint(): string | undefined {
        return statusHint(this)
      }
      override get message(): string {
        return Message.statusMessage(this)
      }
    }
    // A subclass of the base is an instance of `Self`; a generic class cannot say so of itself.
    return StatusErrorBase as never
  }

/**
 * The service could not understand the request: status 400.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceBadRequest extends StatusErrorClass<PresenceBadRequest>()("PresenceBadRequest") {}

/**
 * The service did not accept the token, nor the one fetched in its place: status 401.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceUnauthorized extends StatusErrorClass<PresenceUnauthorized>()("PresenceUnauthorized") {}

/**
 * The OAuth client lacks a permission: status 403.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceForbidden extends StatusErrorClass<PresenceForbidden>()("PresenceForbidden") {}

/**
 * There is no such user, definition or source: status 404.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceNotFound extends StatusErrorClass<PresenceNotFound>()("PresenceNotFound") {}

/**
 * The service waited too long for the request: status 408.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceRequestTimeout extends StatusErrorClass<PresenceRequestTimeout>()("PresenceRequestTimeout") {}

/**
 * The change contradicts what is there, or what another writer did meanwhile: status 409.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceConflict extends StatusErrorClass<PresenceConflict>()("PresenceConflict") {}

/**
 * The body is larger than the service takes: status 413.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceContentTooLarge extends StatusErrorClass<PresenceContentTooLarge>()("PresenceContentTooLarge") {}

/**
 * The service does not take the kind of body that was sent, usually because something on the way changed its headers:
 * status 415.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceUnsupportedMediaType extends StatusErrorClass<PresenceUnsupportedMediaType>()(
  "PresenceUnsupportedMediaType"
) {}

/**
 * A rate limit is used up: status 429. `retryAfter` says how long to wait, `body.limit` may say which limit.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceTooManyRequests extends StatusErrorClass<PresenceTooManyRequests>()("PresenceTooManyRequests") {}

/**
 * The service failed: status 500.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceInternalServerError extends StatusErrorClass<PresenceInternalServerError>()(
  "PresenceInternalServerError"
) {}

/**
 * The service is overloaded or down for maintenance: status 503.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceServiceUnavailable extends StatusErrorClass<PresenceServiceUnavailable>()(
  "PresenceServiceUnavailable"
) {}

/**
 * The service was too slow for the gateway in front of it: status 504.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceGatewayTimeout extends StatusErrorClass<PresenceGatewayTimeout>()("PresenceGatewayTimeout") {}

/**
 * A status that the API does not document for the operation: 502 of a gateway, a redirect (none is followed), …
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceUnexpectedStatus extends StatusErrorClass<PresenceUnexpectedStatus>()(
  "PresenceUnexpectedStatus"
) {}

/**
 * The class of each documented status.
 *
 * @category constants
 * @since 0.1.0
 */
export const byStatus = {
  400: PresenceBadRequest,
  401: PresenceUnauthorized,
  403: PresenceForbidden,
  404: PresenceNotFound,
  408: PresenceRequestTimeout,
  409: PresenceConflict,
  413: PresenceContentTooLarge,
  415: PresenceUnsupportedMediaType,
  429: PresenceTooManyRequests,
  500: PresenceInternalServerError,
  503: PresenceServiceUnavailable,
  504: PresenceGatewayTimeout
} as const satisfies Record<Operation.ErrorStatus, unknown>

/**
 * The error of one documented status.
 *
 * @category errors
 * @since 0.1.0
 */
export type StatusErrorOf<Status extends number> = Status extends keyof typeof byStatus
  ? InstanceType<(typeof byStatus)[Status]>
  : never

/**
 * An error that the service answered: one of the documented statuses, or any other.
 *
 * @category errors
 * @since 0.1.0
 */
export type StatusError = StatusErrorOf<keyof typeof byStatus> | PresenceUnexpectedStatus
