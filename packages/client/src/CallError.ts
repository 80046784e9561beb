/**
 * The errors of a call that are not a status: bad input, no answer, an unreadable answer, no token, or a
 * policy that did not send it.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { answer, call, FiniteDuration, progress, retryAfter } from "./internal/errorFields.ts"
import * as Message from "./internal/errorMessage.ts"

/**
 * What the caller passed cannot be sent. Found before anything was sent.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceInvalidRequest extends Schema.TaggedError<PresenceInvalidRequest>()("PresenceInvalidRequest", {
  ...call,
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
export class PresenceTransportError extends Schema.TaggedError<PresenceTransportError>()("PresenceTransportError", {
  ...call,
  ...progress,
  /** What failed. */
  reason: Schema.Literals([
    "ConnectionRefused",
    "ConnectionLost",
    "HostNotFound",
    "HostUnreachable",
    "ConnectTimeout",
    "TlsFailure",
    "Unknown"
  ]),
  /** The code of the runtime, such as `ECONNREFUSED`. */
  code: Schema.optionalKey(Schema.String),
  /** `no` when the request provably never left; `unknown` when the service may have got and executed it. */
  sent: Schema.Literals(["no", "unknown"])
}) {
  override get message(): string {
    return Message.compose({
      operation: this.operation,
      what: `no answer: ${this.reason}`,
      details: [
        this.code,
        this.sent === "no" ? "nothing was sent" : "the service may have executed it",
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
export class PresenceTimeout extends Schema.TaggedError<PresenceTimeout>()("PresenceTimeout", {
  ...call,
  ...progress,
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
export class PresenceDecodeError extends Schema.TaggedError<PresenceDecodeError>()("PresenceDecodeError", {
  ...call,
  ...progress,
  ...answer,
  status: Schema.Int,
  /** What is wrong, and where; values are left out. */
  issue: Schema.String,
  /** The first 2,000 characters of the body. */
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
 * The circuit breaker is open after too many failures, and nothing was sent by this call since.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceCircuitOpen extends Schema.TaggedError<PresenceCircuitOpen>()("PresenceCircuitOpen", {
  ...call,
  ...progress,
  /** How long until the breaker lets a request through to see whether the service is back; absent while one is under way. */
  retryAfter
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
 * As many requests are in flight as the bulkhead admits, and this call could not wait, or waited too long.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceBulkheadFull extends Schema.TaggedError<PresenceBulkheadFull>()("PresenceBulkheadFull", {
  ...call,
  ...progress,
  /** Why: the queue has no place left, or its turn did not come in time. */
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
 * The throttle did not let the call through: its turn would come too late, or its store could not be asked.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceThrottled extends Schema.TaggedError<PresenceThrottled>()("PresenceThrottled", {
  ...call,
  ...progress,
  /** Why: the wait would be longer than allowed, or the store that counts requests failed. */
  reason: Schema.Literals(["MaxWait", "StoreUnavailable"]),
  /** How long until its turn, when that is known. */
  retryAfter
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
 * A token could not be had, so the call could not be made.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceAuthenticationError extends Schema.TaggedError<PresenceAuthenticationError>()(
  "PresenceAuthenticationError",
  {
    /** The operation that needed the token; absent when a token was asked for outside of a call. */
    operation: Schema.optionalKey(call.operation),
    /**
     * Why:
     *
     * - `InvalidClient`: the login does not know the client id and secret together;
     * - `Refused`: the login refused for another reason, see `error` and `description`;
     * - `RateLimited`: too many token requests;
     * - `Unreachable`: no answer from the login, see `description`;
     * - `Unavailable`: the login, or a token service of your own, failed;
     * - `UnexpectedAnswer`: the login answered something else than a token;
     * - `MalformedToken`: the token cannot be put into a header.
     */
    reason: Schema.Literals([
      "InvalidClient",
      "Refused",
      "RateLimited",
      "Unreachable",
      "Unavailable",
      "UnexpectedAnswer",
      "MalformedToken"
    ]),
    /** The status of the login's answer, when there was one. */
    status: Schema.optionalKey(Schema.Int),
    /** The login's own code, such as `invalid_client`. */
    error: Schema.optionalKey(Schema.String),
    description: Schema.optionalKey(Schema.String),
    correlationId: answer.correlationId,
    /**
     * How long until the login is asked again: what is left of `Retry-After`, or of a pause of the client's own. Absent
     * where waiting does not help.
     */
    retryAfter
  }
) {
  /** What to do about it. */
  get hint(): string | undefined {
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
