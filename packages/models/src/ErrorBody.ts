/**
 * What the service says when it refuses a request.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import type { Model } from "./Model.ts"

/**
 * One thing that is wrong with a request.
 *
 * @category models
 * @since 0.1.0
 */
export interface Detail {
  readonly errorCode?: string
  readonly fieldName?: string
  readonly entityId?: string
  readonly entityName?: string
}

/**
 * Decodes a detail.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Detail: Model<Detail> = Json.response<Detail>()("Detail", {
  fields: {
    errorCode: Schema.String,
    fieldName: Schema.String,
    entityId: Schema.String,
    entityName: Schema.String
  }
})

/**
 * The limit that a request ran into.
 *
 * @category models
 * @since 0.1.0
 */
export interface Limit {
  /** Such as `token.rate.per.minute`. */
  readonly key?: string
  /** The part of the product that the limit belongs to, such as `platform.api` or `presence`. */
  readonly namespace?: string
  readonly value?: number
}

/**
 * Decodes a limit.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Limit: Model<Limit> = Json.response<Limit>()("Limit", {
  fields: { key: Schema.String, namespace: Schema.String, value: Json.Int64 }
})

/**
 * The body of an error answer.
 *
 * @category models
 * @since 0.1.0
 */
export interface ErrorBody {
  readonly message?: string
  /** Such as `not.found` or `too.many.requests.retry.after`; the set is open. */
  readonly code?: string
  readonly status?: number
  readonly entityId?: string
  readonly entityName?: string
  /** The message with `{name}` in place of each parameter. */
  readonly messageWithParams?: string
  readonly messageParams?: { readonly [name: string]: string }
  /** The correlation id: what Genesys asks for first. */
  readonly contextId?: string
  readonly details?: ReadonlyArray<Detail>
  readonly errors?: ReadonlyArray<ErrorBody>
  readonly limit?: Limit
}

const unbounded: Model<ErrorBody> = Json.response<ErrorBody>()("ErrorBody", {
  fields: {
    message: Schema.String,
    code: Schema.String,
    status: Json.Int32,
    entityId: Schema.String,
    entityName: Schema.String,
    messageWithParams: Schema.String,
    messageParams: Json.StringMap,
    contextId: Schema.String,
    details: Schema.Array(Detail),
    errors: Schema.Array(Schema.suspend(() => unbounded)),
    limit: Limit
  }
})

/**
 * Decodes the body of an error answer.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ErrorBody: Model<ErrorBody> = Json.bounded(unbounded)
