/**
 * Everything that can go wrong, as tagged errors: those of a call as one flat union, and those of layers and searches.
 *
 * **Details**
 *
 * Every error of a call says which operation failed, after how many attempts and how long, and whether the service may
 * have executed it. It carries a one-line `message` and, where something can be done, a `hint`. The errors are schemas:
 * they encode to JSON and decode from it, and hold no request, so that no token can be reached from one.
 *
 * @since 0.1.0
 */
import type * as Contract from "@genesys-presence/models/Contract"
import type { ErrorBody } from "@genesys-presence/models/ErrorBody"
import type { Model } from "@genesys-presence/models/Model"
import type * as Operation from "@genesys-presence/models/Operation"
import { UserPresence } from "@genesys-presence/models/UserPresence"
import type * as Cause from "effect/Cause"
import type * as Duration from "effect/Duration"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import {
  base,
  correlationId,
  FiniteDuration,
  Method,
  OperationName,
  retryAfter as retryAfterField,
  statusFields,
  withOperation
} from "./internal/errors/fields.ts"
import * as Message from "./internal/errors/message.ts"

/**
 * The schema of the name of an operation.
 *
 * @category schemas
 * @since 0.1.0
 */
export interface OperationNameSchema extends Schema.Literals<ReadonlyArray<Contract.OperationName>> {}

/**
 * The fields that every error of a call has.
 *
 * @category schemas
 * @since 0.1.0
 */
export type CallErrorFields = {
  /** The operation, under the API's own name. */
  readonly operation: OperationNameSchema
  readonly method: Schema.withConstructorDefault<
    Schema.Literals<readonly ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]>
  >
  /** The path with its parameters in braces, not filled in: ids stay out of logs. */
  readonly path: Schema.withConstructorDefault<Schema.String>
  /** How many requests were sent or tried for this call; 0 when it failed before the first one. */
  readonly attempts: Schema.withConstructorDefault<Schema.Int>
  /** How long the call took, from its start to this error. */
  readonly elapsed: Schema.withConstructorDefault<Schema.DurationFromMillis>
  /**
   * Whether the service may have executed the call, by this attempt or by an earlier one. `false` only when it provably
   * did not.
   */
  readonly mayHaveBeenExecuted: Schema.withConstructorDefault<Schema.Boolean>
  /** How long to wait, when the service or a policy says so. */
  readonly retryAfter: Schema.optionalKey<Schema.DurationFromMillis>
}

/**
 * The fields of the error of a status.
 *
 * @category schemas
 * @since 0.1.0
 */
export type StatusErrorFields = CallErrorFields & {
  /** What to quote to Genesys: the header `ININ-Correlation-Id`, or the body's `contextId`. */
  readonly correlationId: Schema.optionalKey<Schema.String>
  readonly status: Schema.withConstructorDefault<Schema.Int>
  /** The service's own code, such as `not.found`; the set is open. */
  readonly code: Schema.optionalKey<Schema.String>
  /** The body, when it was the service's error object. */
  readonly body: Schema.optionalKey<Model<ErrorBody>>
  /** The first 2,000 characters of the body when it was anything else: gateways answer in HTML. */
  readonly text: Schema.optionalKey<Schema.String>
}

const TypeId = "~@genesys-presence/client/PresenceError"

/**
 * What every error of a call has beside its fields.
 *
 * @category models
 * @since 0.1.0
 */
export interface Members {
  readonly [TypeId]: typeof TypeId
  /** What to do about it, where something can be done. */
  readonly hint: string | undefined
  /** Whether the same call may succeed later, as it is: see {@link isRetryable}. */
  readonly isRetryable: boolean
}

/**
 * The struct of an error of a call. The types of its fields are apart from its tag, so that the compiler works them out once
 * for all errors with the same fields.
 *
 * @category models
 * @since 0.1.0
 */
export interface ErrorStruct<Tag extends string, Fields extends Schema.Struct.Fields> extends Schema.Struct<Fields> {
  readonly fields: { readonly _tag: Schema.tag<Tag> } & Fields
  readonly Type: { readonly _tag: Tag } & Schema.Struct.Type<Fields>
  readonly Encoded: { readonly _tag: Tag } & Schema.Struct.Encoded<Fields>
  readonly Iso: { readonly _tag: Tag } & Schema.Struct.Iso<Fields>
  readonly "~type.make.in": { readonly _tag?: Tag } & Schema.Struct.MakeIn<Fields>
  readonly "~type.make": { readonly _tag?: Tag } & Schema.Struct.MakeIn<Fields>
}

/**
 * The class of an error of a call.
 *
 * @category models
 * @since 0.1.0
 */
export type ErrorClass<Self, Tag extends string, Fields extends Schema.Struct.Fields> = Schema.Class<
  Self,
  ErrorStruct<Tag, Fields>,
  Cause.YieldableError & Members
>

/** What the errors of a call extend: the same members, and the method and the path of their operation. */
const CallErrorClass =
  <Self>() =>
  <const Tag extends string, const Fields extends Schema.Struct.Fields>(
    tag: Tag,
    fields: Fields
  ): ErrorClass<Self, Tag, Fields> => {
    // A class cannot extend one whose fields are a type parameter.
    const Fields = Schema.TaggedError<Members>()(tag, fields) as unknown as new (
      input: object,
      options?: object
    ) => Cause.YieldableError
    class CallErrorBase extends Fields {
      constructor(input: object, options?: object) {
        super(withOperation(input), options)
      }
      get [TypeId]() {
        return TypeId
      }
      get hint(): string | undefined {
        return undefined
      }
      get isRetryable(): boolean {
        // Whatever extends the base is one of the errors of a call.
        return isRetryableError(this as unknown as PresenceError)
      }
    }
    // A subclass of the base is an instance of `Self`; a generic class cannot say so of itself.
    return CallErrorBase as never
  }

/**
 * What each status error extends: the fields, the message and the hint are the same for all, the tag and the class are
 * not, so that `catchTag` removes exactly one. `executed` is what a test's error says of `mayHaveBeenExecuted` by default.
 */
const StatusErrorClass =
  <Self>() =>
  <const Tag extends string>(tag: Tag, status: number, executed = false): ErrorClass<Self, Tag, StatusErrorFields> => {
    class StatusErrorBase extends CallErrorClass<StatusErrorBase>()(tag, statusFields(status, executed)) {
      override get hint(): string | undefined {
        return Message.statusHint(this)
      }
      override get message(): string {
        return Message.statusMessage(this)
      }
    }
    return StatusErrorBase as never
  }

/**
 * The service could not understand the request: status 400.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceBadRequest extends StatusErrorClass<PresenceBadRequest>()("PresenceBadRequest", 400) {}

/**
 * The service did not accept the token, nor the one fetched in its place: status 401.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceUnauthorized extends StatusErrorClass<PresenceUnauthorized>()("PresenceUnauthorized", 401) {}

/**
 * The OAuth client lacks a permission: status 403.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceForbidden extends StatusErrorClass<PresenceForbidden>()("PresenceForbidden", 403) {}

/**
 * There is no such user, definition or source: status 404.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceNotFound extends StatusErrorClass<PresenceNotFound>()("PresenceNotFound", 404) {}

/**
 * The service waited too long for the request: status 408.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceRequestTimeout extends StatusErrorClass<PresenceRequestTimeout>()(
  "PresenceRequestTimeout",
  408,
  true
) {}

/**
 * The change contradicts what is there, or what another writer did meanwhile: status 409.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceConflict extends StatusErrorClass<PresenceConflict>()("PresenceConflict", 409) {}

/**
 * The body is larger than the service takes: status 413.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceContentTooLarge extends StatusErrorClass<PresenceContentTooLarge>()(
  "PresenceContentTooLarge",
  413
) {}

/**
 * The service does not take the kind of body that was sent, usually because something on the way changed its headers:
 * status 415.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceUnsupportedMediaType extends StatusErrorClass<PresenceUnsupportedMediaType>()(
  "PresenceUnsupportedMediaType",
  415
) {}

/**
 * A rate limit is used up: status 429. `retryAfter` says how long to wait, `body.limit` may say which limit.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceTooManyRequests extends StatusErrorClass<PresenceTooManyRequests>()(
  "PresenceTooManyRequests",
  429
) {}

/**
 * The service failed: status 500.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceInternalServerError extends StatusErrorClass<PresenceInternalServerError>()(
  "PresenceInternalServerError",
  500,
  true
) {}

/**
 * The service is overloaded or down for maintenance: status 503.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceServiceUnavailable extends StatusErrorClass<PresenceServiceUnavailable>()(
  "PresenceServiceUnavailable",
  503,
  true
) {}

/**
 * The service was too slow for the gateway in front of it: status 504.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceGatewayTimeout extends StatusErrorClass<PresenceGatewayTimeout>()(
  "PresenceGatewayTimeout",
  504,
  true
) {}

/**
 * A status that the API does not document for the operation: 502 of a gateway, a redirect (none is followed), …
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceUnexpectedStatus extends CallErrorClass<PresenceUnexpectedStatus>()("PresenceUnexpectedStatus", {
  ...statusFields(0, true),
  status: Schema.Int
}) {
  override get hint(): string | undefined {
    return Message.statusHint(this)
  }
  override get message(): string {
    return Message.statusMessage(this)
  }
}

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

/**
 * What the caller passed cannot be sent. Found before anything was sent.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceInvalidRequest extends CallErrorClass<PresenceInvalidRequest>()("PresenceInvalidRequest", {
  ...base({ attempts: 0, executed: false }),
  /** The parameter or field that is wrong, such as `userId`, `id[3]` or `body.languageLabels`. */
  field: Schema.String,
  /** What is wrong with it; the value itself is left out. */
  issue: Schema.String
}) {
  override get message(): string {
    return Message.compose({
      operation: this.operation,
      what: `${this.field}: ${this.issue}`,
      details: ["nothing was sent"]
    })
  }
}

/**
 * No answer came, or it broke off: connection refused or reset, unknown host, failed TLS.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceTransportError extends CallErrorClass<PresenceTransportError>()("PresenceTransportError", {
  ...base({ executed: true }),
  /** What failed. `Closed`: the layer of the client has been released. A `TlsFailure` is not retried. */
  reason: Schema.Literals([
    "ConnectionRefused",
    "ConnectionLost",
    "HostNotFound",
    "HostUnreachable",
    "ConnectTimeout",
    "TlsFailure",
    "Closed",
    "Unknown"
  ]),
  /** The code of the runtime, such as `ECONNREFUSED`. */
  code: Schema.optionalKey(Schema.String),
  /**
   * Whether the last request was sent: `no` when it provably never left, or the server said that it did not begin with it
   * (`REFUSED_STREAM` of HTTP/2); `unknown` when the service may have executed it. `mayHaveBeenExecuted` also counts the
   * attempts before it.
   */
  sent: Schema.Literals(["no", "unknown"])
}) {
  override get message(): string {
    return Message.compose({
      operation: this.operation,
      what: `no answer: ${this.reason}`,
      details: [
        this.code,
        Message.tls(this.reason, this.code),
        this.mayHaveBeenExecuted ? "the service may have executed it" : "nothing was sent",
        Message.attempts(this.attempts)
      ]
    })
  }
}

/**
 * A time limit of the client ran out, and the request was aborted. The service may have executed it.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceTimeout extends CallErrorClass<PresenceTimeout>()("PresenceTimeout", {
  ...base({ executed: true }),
  /** Which limit: that of one attempt, or that of the whole call. */
  scope: Schema.Literals(["attempt", "call"]),
  limit: FiniteDuration
}) {
  override get message(): string {
    return Message.compose({
      operation: this.operation,
      what: `no answer within ${Message.time(this.limit)}, the limit of one ${this.scope}`,
      details: [Message.attempts(this.attempts)]
    })
  }
}

/**
 * The call succeeded, but its answer is not what the API documents.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceDecodeError extends CallErrorClass<PresenceDecodeError>()("PresenceDecodeError", {
  ...base({ executed: true }),
  correlationId,
  status: Schema.Int,
  /** What is wrong, and where; values are left out. */
  issue: Schema.String,
  /** The first 2,000 characters of the body, or of the row of a list that cannot be read. */
  text: Schema.String
}) {
  override get message(): string {
    return Message.compose({
      operation: this.operation,
      what: `${this.status}, but the answer cannot be read: ${this.issue}`,
      details: [Message.correlation(this.correlationId), Message.attempts(this.attempts)]
    })
  }
}

/**
 * The circuit breaker is open after too many failures, so that the call was not sent.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceCircuitOpen extends CallErrorClass<PresenceCircuitOpen>()("PresenceCircuitOpen", {
  ...base({ executed: false }),
  /** How long until the breaker admits a probe; absent while a probe is in flight. */
  retryAfter: retryAfterField
}) {
  override get message(): string {
    return Message.compose({
      operation: this.operation,
      what: "not sent: the circuit is open",
      details: [
        this.retryAfter === undefined ? "a probe is under way" : `next probe in ${Message.time(this.retryAfter)}`,
        Message.attempts(this.attempts)
      ]
    })
  }
}

/**
 * The bulkhead has no free permit, and this call could not wait, or waited too long.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceBulkheadFull extends CallErrorClass<PresenceBulkheadFull>()("PresenceBulkheadFull", {
  ...base({ executed: false }),
  /** Why: the queue is full, or the call waited for `maxWait`. */
  reason: Schema.Literals(["QueueFull", "MaxWait"])
}) {
  override get message(): string {
    return Message.compose({
      operation: this.operation,
      what: `not sent: too many requests in flight: ${this.reason}`,
      details: [Message.attempts(this.attempts)]
    })
  }
}

/**
 * The throttle did not admit the call: its turn would come too late, or its store failed.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceThrottled extends CallErrorClass<PresenceThrottled>()("PresenceThrottled", {
  ...base({ executed: false }),
  /** Why: the wait would be longer than allowed, or the store that counts requests failed. */
  reason: Schema.Literals(["MaxWait", "StoreUnavailable"]),
  /** How long until its turn, when that is known. */
  retryAfter: retryAfterField
}) {
  override get message(): string {
    return Message.compose({
      operation: this.operation,
      what: `not sent: throttled: ${this.reason}`,
      details: [
        this.retryAfter === undefined ? undefined : `next turn in ${Message.time(this.retryAfter)}`,
        Message.attempts(this.attempts)
      ]
    })
  }
}

/**
 * There is no token, so that the call was not sent.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceAuthenticationError extends CallErrorClass<PresenceAuthenticationError>()(
  "PresenceAuthenticationError",
  {
    ...base({ attempts: 0, executed: false }),
    /** The operation that needed the token; absent, as `method` and `path` are, when a token was asked for outside of a call. */
    operation: Schema.optionalKey(OperationName),
    method: Schema.optionalKey(Method),
    path: Schema.optionalKey(Schema.String),
    /**
     * Why:
     *
     * - `InvalidClient`: the login does not know the client id and secret together;
     * - `Refused`: the login refused for another reason, see `error` and `description`;
     * - `RateLimited`: too many token requests;
     * - `Unreachable`: no answer from the login, see `description`;
     * - `TlsFailure`: the login's certificate or TLS cannot be accepted, see `description`;
     * - `Unavailable`: the login, or a token service of your own, failed;
     * - `UnexpectedAnswer`: the login answered something else than a token;
     * - `MalformedToken`: the token cannot be put into a header;
     * - `Closed`: the layer that fetches tokens has been released.
     */
    reason: Schema.Literals([
      "InvalidClient",
      "Refused",
      "RateLimited",
      "Unreachable",
      "TlsFailure",
      "Unavailable",
      "UnexpectedAnswer",
      "MalformedToken",
      "Closed"
    ]),
    /** The status of the login's answer, when there was one. */
    status: Schema.optionalKey(Schema.Int),
    /** The login's own code, such as `invalid_client`. */
    error: Schema.optionalKey(Schema.String),
    description: Schema.optionalKey(Schema.String),
    correlationId,
    /**
     * How long until the login is asked again: what is left of `Retry-After`, or of a pause of the client's own. Absent
     * where waiting does not help.
     */
    retryAfter: retryAfterField
  }
) {
  override get hint(): string | undefined {
    return this.reason === "InvalidClient"
      ? "Check the client id, the client secret and the region"
      : this.retryAfter === undefined
        ? undefined
        : `Wait ${Message.time(this.retryAfter)} before the next token request`
  }
  override get message(): string {
    return Message.compose({
      ...(this.operation !== undefined && { operation: this.operation }),
      what: `no token: ${this.reason}${this.description === undefined ? "" : `: ${this.description}`}`,
      details: [
        this.status === undefined ? undefined : `status ${this.status}`,
        this.error,
        Message.correlation(this.correlationId)
      ],
      hint: this.hint
    })
  }
}

/**
 * An error that is not a status.
 *
 * @category errors
 * @since 0.1.0
 */
export type CallError =
  | PresenceInvalidRequest
  | PresenceTransportError
  | PresenceTimeout
  | PresenceDecodeError
  | PresenceAuthenticationError
  | PresenceCircuitOpen
  | PresenceBulkheadFull
  | PresenceThrottled

/**
 * Whatever a call can fail with.
 *
 * @category errors
 * @since 0.1.0
 */
export type PresenceError = StatusError | CallError

/**
 * Encodes every error of a call to JSON and decodes it again, for queues, workers and RPC.
 *
 * @category schemas
 * @since 0.1.0
 */
export const PresenceError = Schema.Union([
  ...Object.values(byStatus),
  PresenceUnexpectedStatus,
  PresenceInvalidRequest,
  PresenceTransportError,
  PresenceTimeout,
  PresenceDecodeError,
  PresenceAuthenticationError,
  PresenceCircuitOpen,
  PresenceBulkheadFull,
  PresenceThrottled
])

/**
 * What one operation of the contract can fail with.
 *
 * @category errors
 * @since 0.1.0
 */
export type OperationError<O extends Operation.Any> =
  | StatusErrorOf<O["errors"][number]>
  | PresenceUnexpectedStatus
  | CallError

const transientStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

/**
 * Whether a value is an error of a call.
 *
 * @category guards
 * @since 0.1.0
 */
export const isPresenceError = (u: unknown): u is PresenceError => Predicate.hasProperty(u, TypeId)

const statusTags: ReadonlySet<string> = new Set(
  [...Object.values(byStatus), PresenceUnexpectedStatus].map((error) => error.identifier)
)

/**
 * Whether the service answered with an error status.
 *
 * @category guards
 * @since 0.1.0
 */
export const isStatusError = (u: unknown): u is StatusError => isPresenceError(u) && statusTags.has(u._tag)

/**
 * Whether the same call may succeed later, as it is: timeouts, lost connections, 408, 429, 500, 502, 503, 504, a policy
 * that did not send it, and a login that is unreachable, overloaded or failing.
 *
 * **Gotchas**
 *
 * It does not say that repeating is safe: after a timeout or a lost connection the service may have executed the call.
 * See `repeatable` in the contract, and {@link wasNotExecuted}.
 *
 * **Example** (Falling back while the service is away)
 *
 * ```ts
 * import { PresenceClient, PresenceError } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const lastKnown = Effect.succeed({ message: "from the cache" })
 *
 * const program = Effect.gen(function*() {
 *   const presence = yield* PresenceClient
 *   return yield* presence.getUserPresencesPurecloud({ userId: "some-user" })
 * }).pipe(
 *   Effect.catchIf(PresenceError.isRetryable, () => lastKnown)
 * )
 * ```
 *
 * @category predicates
 * @since 0.1.0
 */
export const isRetryable = (u: unknown): boolean => isPresenceError(u) && u.isRetryable

const isRetryableError = (error: PresenceError): boolean => {
  switch (error._tag) {
    case "PresenceTransportError":
      return error.reason !== "TlsFailure" && error.reason !== "Closed"
    case "PresenceTimeout":
    case "PresenceCircuitOpen":
    case "PresenceBulkheadFull":
    case "PresenceThrottled":
      return true
    case "PresenceInvalidRequest":
    case "PresenceDecodeError":
      return false
    case "PresenceAuthenticationError":
      return error.reason === "RateLimited" || error.reason === "Unreachable" || error.reason === "Unavailable"
    default:
      return transientStatuses.has(error.status)
  }
}

/**
 * Whether the service provably did not execute the call, by any of its attempts: `mayHaveBeenExecuted` is `false`.
 *
 * **Details**
 *
 * Proofs are a refusal with 401, 429 or another 4xx but 408, a connection that was never made, and a policy or a login
 * that kept the request from being sent. A 5xx, a 408, a redirect, a timeout or a lost connection proves nothing, and
 * what an earlier attempt left open stays open.
 *
 * @category predicates
 * @since 0.1.0
 */
export const wasNotExecuted = (u: unknown): boolean => isPresenceError(u) && !u.mayHaveBeenExecuted

/**
 * How long the service asks to wait before the next request, when it does.
 *
 * **Details**
 *
 * It is the longest of the values of `Retry-After`, a day at most, and 30 seconds when none of them can be read.
 *
 * @category getters
 * @since 0.1.0
 */
export const retryAfter = (u: unknown): Duration.Duration | undefined => (isPresenceError(u) ? u.retryAfter : undefined)

/**
 * One call of many failed, and with it all the users that it was for; or one id, entry or row of it, with that user alone.
 *
 * **Details**
 *
 * `reason` is the error of the call, so that Effect's `catchReason` and `unwrapReason` work. The message counts the users
 * and does not name them.
 *
 * **Gotchas**
 *
 * A chunk of writes that failed may have been executed all the same: ask `PresenceError.wasNotExecuted` about `reason`.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceChunkFailed extends Schema.TaggedError<PresenceChunkFailed>()("PresenceChunkFailed", {
  /** The ids that the call was for, in the order in which they were passed. */
  userIds: Schema.Array(Schema.String),
  /** Why the call failed. */
  reason: PresenceError
}) {
  override get message(): string {
    const { length } = this.userIds
    return `${length} ${length === 1 ? "user" : "users"}: ${this.reason.message}`
  }
}

/**
 * An option of a layer cannot be used: the layer fails when it is built, and nothing has been sent.
 *
 * **Details**
 *
 * The value itself is never part of the error, since it may be a secret.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceConfigurationError extends Schema.TaggedError<PresenceConfigurationError>()(
  "PresenceConfigurationError",
  {
    /** The name of the option, such as `apiUrl` or `clientSecret`. */
    setting: Schema.String,
    /** What is wrong with it. */
    issue: Schema.String
  }
) {
  override get message(): string {
    return `${this.setting}: ${this.issue}`
  }
}

/**
 * A definition, as an error shows it.
 *
 * @category schemas
 * @since 0.1.0
 */
export const DefinitionSummary = Schema.Struct({
  id: Schema.String,
  systemPresence: Schema.optionalKey(Schema.String),
  type: Schema.optionalKey(Schema.String),
  divisionId: Schema.optionalKey(Schema.String),
  /** The label by locale code. */
  languageLabels: Schema.Record(Schema.String, Schema.String)
})

/**
 * A definition, as an error shows it.
 *
 * @category models
 * @since 0.1.0
 */
export type DefinitionSummary = typeof DefinitionSummary.Type

const searched = {
  /** The kind of presence that was searched for, if one was, as it was given. */
  systemPresence: Schema.optionalKey(Schema.String),
  /** The label that was searched for, if one was, as it was given. */
  label: Schema.optionalKey(Schema.String),
  /** The locale of the label, if one was given. */
  locale: Schema.optionalKey(Schema.String),
  /** The division that was to be able to use it, if one was given. */
  divisionId: Schema.optionalKey(Schema.String)
}

type Searched = Schema.Struct.Type<typeof searched>

/** `the label "Lunch" in de, the system presence "Meal"`. */
const describe = ({ divisionId, label, locale, systemPresence }: Searched): string =>
  [
    label === undefined ? undefined : `the label "${label}"${locale === undefined ? "" : ` in ${locale}`}`,
    systemPresence === undefined ? undefined : `the system presence "${systemPresence}"`,
    divisionId === undefined ? undefined : `the division ${divisionId}`
  ]
    .filter((part) => part !== undefined)
    .join(" and ")

/** The label that says most to most people: the English one, or the first. */
const title = ({ id, languageLabels, systemPresence }: DefinitionSummary): string =>
  languageLabels["en_US"] ?? languageLabels["en"] ?? Object.values(languageLabels)[0] ?? systemPresence ?? id

/**
 * No active definition of the organisation is what was searched for. `available` lists those that there are.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceDefinitionNotFound extends Schema.TaggedError<PresenceDefinitionNotFound>()(
  "PresenceDefinitionNotFound",
  {
    ...searched,
    /** The active definitions. */
    available: Schema.Array(DefinitionSummary)
  }
) {
  /** What to do about it. */
  get hint(): string {
    return "Check the spelling. The service may list a definition late that was made a moment ago"
  }
  override get message(): string {
    return Message.compose({
      what: `no presence definition with ${describe(this)}`,
      details: [
        this.available.length === 0
          ? "the organisation shows none"
          : `there are ${this.available.map(title).join(", ")}`
      ],
      hint: this.hint
    })
  }
}

/**
 * Several active definitions are what was searched for. `candidates` lists them.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceDefinitionAmbiguous extends Schema.TaggedError<PresenceDefinitionAmbiguous>()(
  "PresenceDefinitionAmbiguous",
  {
    ...searched,
    /** The definitions that match. */
    candidates: Schema.Array(DefinitionSummary)
  }
) {
  /** What to do about it. */
  get hint(): string {
    return this.label === undefined
      ? "Search by label"
      : "Add the locale, the system presence or the division, or use the id"
  }
  override get message(): string {
    return Message.compose({
      what: `${this.candidates.length} presence definitions with ${describe(this)}`,
      details: [this.candidates.map((candidate) => `${title(candidate)}: ${candidate.id}`).join(", ")],
      hint: this.hint
    })
  }
}

/**
 * A presence was set, and reading it back did not show it before the time limit.
 *
 * **Details**
 *
 * The service accepted the write, so that the user has the presence, or will have it: the service is eventually
 * consistent. Or somebody else has set another one since. The message does not name the user.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceNotConfirmed extends Schema.TaggedError<PresenceNotConfirmed>()("PresenceNotConfirmed", {
  /** The write that was accepted. */
  operation: OperationName,
  /** The id of the definition that was set. */
  definitionId: Schema.String,
  /** How many reads were answered. */
  reads: Schema.Int,
  /** The time since the write. */
  elapsed: FiniteDuration,
  /** What the last read showed; absent when none was answered. Its `message` is personal data. */
  read: Schema.optionalKey(UserPresence),
  /** Why the last read failed, if it did. */
  reason: Schema.optionalKey(PresenceError)
}) {
  /** What to do about it. */
  get hint(): string {
    return this.read?.futurePresenceDefinition?.id === this.definitionId
      ? "The service has it as the user's future presence"
      : "Read it again later, or set it again: the outcome is the same"
  }
  override get message(): string {
    const { presenceDefinition } = this.read ?? {}
    const shown =
      presenceDefinition?.id === this.definitionId
        ? "with another message"
        : `as ${presenceDefinition?.systemPresence ?? presenceDefinition?.id ?? "none"}`
    return Message.compose({
      operation: this.operation,
      what: `accepted, and not shown after ${Message.time(this.elapsed)}`,
      details: [
        `${this.reads} ${this.reads === 1 ? "read" : "reads"}`,
        this.read === undefined ? undefined : `last shown ${shown}`,
        this.reason === undefined ? undefined : `the last read failed: ${this.reason.message}`
      ],
      hint: this.hint
    })
  }
}
