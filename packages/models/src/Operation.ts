/**
 * How one operation of the API is described, and the codecs of its path and query parameters.
 *
 * @since 0.1.0
 */
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import type { JsonObject } from "./Model.ts"

/**
 * The methods that the API uses.
 *
 * @category models
 * @since 0.1.0
 */
export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"

/**
 * The statuses for which every operation documents an `ErrorBody`.
 *
 * @category constants
 * @since 0.1.0
 */
export const errorStatuses = [400, 401, 403, 404, 408, 409, 413, 415, 429, 500, 503, 504] as const

/**
 * A documented error status.
 *
 * @category models
 * @since 0.1.0
 */
export type ErrorStatus = (typeof errorStatuses)[number]

/**
 * The names that RFC 9110 gives to the documented error statuses, as in `404 Not Found`.
 *
 * @category constants
 * @since 0.1.0
 */
export const reasonPhrases: { readonly [S in ErrorStatus]: string } = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  408: "Request Timeout",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
  504: "Gateway Timeout"
}

/**
 * What the caller's OAuth client must be allowed to do: all of the permissions, or any of them.
 *
 * @category models
 * @since 0.1.0
 */
export interface Permissions {
  readonly require: "all" | "any"
  readonly of: ReadonlyArray<string>
}

/**
 * One parameter of the query string.
 *
 * @category models
 * @since 0.1.0
 */
export interface QueryParameter<out T> {
  /** The value in the program, and its text in the URL before percent-encoding. */
  readonly codec: Schema.Codec<T, string>
  /** What the service assumes when the parameter is not sent. */
  readonly default?: T
  /** How a list is written: `csv` with commas between its items, the default; `multi` as one parameter for each. */
  readonly collectionFormat?: "csv" | "multi"
}

/**
 * A codec whose wire side is JSON: an object, or an array of objects.
 *
 * @category models
 * @since 0.1.0
 */
export interface BodyCodec<out A> extends Schema.Codec<A, JsonObject | ReadonlyArray<JsonObject>> {}

/**
 * One operation of the API: `Params` is what a caller passes, flat and by name; `Answer` is what it gets.
 *
 * @category models
 * @since 0.1.0
 */
export interface Operation<out Params extends object, out Answer, out Status extends number = ErrorStatus> {
  readonly method: Method
  /** The path with its parameters in braces, such as `/api/v2/users/{userId}/presences/purecloud`. */
  readonly path: string
  /** The names in braces, in the order of the path. Each is a {@link PathParameter}. */
  readonly pathParameters: ReadonlyArray<string>
  readonly query: { readonly [name: string]: QueryParameter<unknown> }
  /** The schema of the request's body; `undefined` where there is none. */
  readonly body: BodyCodec<unknown> | undefined
  readonly success: {
    /** The documented statuses; empty where any 2xx is. */
    readonly statuses: ReadonlyArray<number>
    /** The schema of the answer's body; `undefined` where there is none. */
    readonly body: BodyCodec<Answer> | undefined
  }
  readonly errors: ReadonlyArray<Status>
  /** `undefined` where the API documents none. */
  readonly permissions: Permissions | undefined
  /** What the service asks for although the API's documentation names no permission. */
  readonly undocumentedPermissions: Permissions | undefined
  /** Set on operations that the API has replaced: the name of the operation to use instead. */
  readonly replacement: string | undefined
  /**
   * Whether sending the request twice has the effect of sending it once: so for GET, HEAD, PUT and DELETE. A POST creates
   * twice, unless the table says that it does not, and a PATCH may undo what another writer did in between.
   */
  readonly repeatable: boolean
  /** Carries the type only; never there at run time. */
  readonly "~Parameters"?: Params
}

/**
 * Any operation, whatever its parameters and its answer.
 *
 * @category models
 * @since 0.1.0
 */
export type Any = Operation<object, unknown, number>

/**
 * What a caller of the operation passes.
 *
 * @category models
 * @since 0.1.0
 */
export type Parameters<O extends Any> = Exclude<O["~Parameters"], undefined>

/**
 * What the operation answers.
 *
 * @category models
 * @since 0.1.0
 */
export type Success<O extends Any> = O extends Operation<infer _Parameters, infer A, infer _Status> ? A : never

/**
 * The names in braces in a path.
 *
 * @category models
 * @since 0.1.0
 */
export type PathNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never

/**
 * What a caller passes for a name in a path: text, or the id of a channel as it comes from the service, which is a secret.
 *
 * @category models
 * @since 0.1.0
 */
export type PathValue<Name extends string> = Name extends "channelId" ? string | Redacted.Redacted : string

/**
 * What a caller passes: the parameters of a path and a query and a body, as one flat object.
 *
 * @category models
 * @since 0.1.0
 */
export type ParametersOf<Path extends string, Query, Body> = { readonly [K in PathNames<Path>]: PathValue<K> } & {
  readonly [K in keyof Query]?: (Query[K] extends QueryParameter<infer T> ? T : never) | undefined
} & (unknown extends Body ? unknown : { readonly body: Body }) extends infer All
  ? // Editors show the result of a condition by its fields.
    { readonly [K in keyof All]: All[K] }
  : never

/**
 * Describes one operation; everything that follows from its method and path is filled in.
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = <
  const Path extends `/api/v2/${string}`,
  const Query extends { readonly [name: string]: QueryParameter<unknown> } = {},
  Body = unknown,
  Answer = void
>(
  method: Method,
  path: Path,
  options: {
    readonly query?: Query
    readonly body?: BodyCodec<Body>
    readonly success?: BodyCodec<Answer>
    /** 200 by default. */
    readonly statuses?: ReadonlyArray<number>
    readonly permissions?: Permissions
    readonly undocumentedPermissions?: Permissions
    readonly replacement?: string
    /** By default what the method says. */
    readonly repeatable?: boolean
  }
): Operation<ParametersOf<Path, Query, Body>, Answer> => ({
  method,
  path,
  pathParameters: Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? ""),
  query: options.query ?? {},
  body: options.body,
  success: { statuses: options.statuses ?? [200], body: options.success },
  errors: errorStatuses,
  permissions: options.permissions,
  undocumentedPermissions: options.undocumentedPermissions,
  replacement: options.replacement,
  repeatable: options.repeatable ?? (method !== "POST" && method !== "PATCH")
})

/**
 * A function from the name of an operation to a type, for interfaces with one property for each operation: `type` may
 * refer to `this["name"]`.
 *
 * @category models
 * @since 0.1.0
 */
export interface TypeLambda {
  readonly name: string
  readonly type: unknown
}

/**
 * What a {@link TypeLambda} makes of a name.
 *
 * @category models
 * @since 0.1.0
 */
export type Apply<F extends TypeLambda, Name extends string> = (F & { readonly name: Name })["type"]

const wellFormed = Schema.makeFilter((text: string) => !/\p{Surrogate}/u.test(text), {
  expected: "text without half a surrogate pair"
})

const filled = Schema.isMinLength(1, { expected: "text that is not empty" })

/**
 * A value for a `{parameter}` of a path: any text but the empty one, `.` and `..`, which would lead to another path
 * however they are encoded.
 *
 * @category schemas
 * @since 0.1.0
 */
export const PathParameter: Schema.Codec<string> = Schema.String.check(
  filled,
  Schema.makeFilter((text: string) => text !== "." && text !== "..", { expected: `an id other than "." and ".."` }),
  wellFormed
)

const text = Schema.String.check(filled, wellFormed)

/**
 * A query parameter that holds text.
 *
 * @category constructors
 * @since 0.1.0
 */
export const textParameter = <T extends string>(codec: Schema.Codec<T, string>): QueryParameter<T> => ({
  codec: text.pipe(Schema.decodeTo(codec))
})

const upperCase = (value: string): string => value.toUpperCase()

const Flag = Schema.Literals(["TRUE", "FALSE"]).pipe(
  Schema.decodeTo(
    Schema.Boolean,
    SchemaTransformation.transform({ decode: (flag) => flag === "TRUE", encode: (flag) => (flag ? "TRUE" : "FALSE") })
  )
)

const FlagOrAll: Schema.Codec<boolean | "ALL", string> = Schema.Literals(["TRUE", "FALSE", "ALL"]).pipe(
  Schema.decodeTo(
    Schema.Union([Schema.Boolean, Schema.Literal("ALL")]),
    SchemaTransformation.transform({
      decode: (flag) => (flag === "ALL" ? flag : flag === "TRUE"),
      encode: (flag) => {
        if (flag === "ALL") return flag
        return flag ? "TRUE" : "FALSE"
      }
    })
  )
)

/** Upper case is what the API documents, `false` is how it writes its default: it takes both. */
const anyCase = <T>(codec: Schema.Codec<T, string>): Schema.Codec<T, string> =>
  Schema.String.pipe(Schema.decodeTo(codec, SchemaTransformation.transform({ decode: upperCase, encode: upperCase })))

/**
 * A boolean, written `true` or `false`; `false` is assumed.
 *
 * @category constructors
 * @since 0.1.0
 */
export const booleanParameter: QueryParameter<boolean> = {
  codec: Schema.Literals(["true", "false"]).pipe(
    Schema.decodeTo(
      Schema.Boolean,
      SchemaTransformation.transform({ decode: (flag) => flag === "true", encode: (flag) => (flag ? "true" : "false") })
    )
  ),
  default: false
}

/**
 * A boolean, written `TRUE` or `FALSE`; `false` is assumed.
 *
 * @category constructors
 * @since 0.1.0
 */
export const flagParameter: QueryParameter<boolean> = { codec: anyCase(Flag), default: false }

/**
 * A boolean or `"ALL"`, written `TRUE`, `FALSE` or `ALL`; `false` is assumed.
 *
 * @category constructors
 * @since 0.1.0
 */
export const flagOrAllParameter: QueryParameter<boolean | "ALL"> = {
  codec: anyCase(FlagOrAll),
  default: false
}

/**
 * A whole number from 1.
 *
 * @category constructors
 * @since 0.1.0
 */
export const countParameter = (assumed: number): QueryParameter<number> => ({
  codec: Schema.NumberFromString.pipe(
    Schema.decodeTo(Schema.Number.annotate({ format: "int32" }).check(Schema.isInt(), Schema.isGreaterThanOrEqualTo(1)))
  ),
  default: assumed
})

const item = text.check(
  Schema.makeFilter((value: string) => !value.includes(","), { expected: "an id without a comma" })
)

/**
 * A list of some of the values that there are, at least one, written as one parameter for each of them.
 *
 * @category constructors
 * @since 0.1.0
 */
export const multiParameter = <const T extends string>(values: ReadonlyArray<T>): QueryParameter<ReadonlyArray<T>> => ({
  codec: Schema.String.pipe(
    Schema.decodeTo(
      Schema.Array(Schema.String),
      SchemaTransformation.transform({
        decode: (joined): ReadonlyArray<string> => joined.split(","),
        encode: (items: ReadonlyArray<string>) => items.join(",")
      })
    ),
    Schema.decodeTo(
      Schema.Array(Schema.Literals(values)).check(Schema.isMinLength(1, { expected: "at least 1 value" }))
    )
  ),
  collectionFormat: "multi"
})

/**
 * A list of ids, at least one, written with commas between them.
 *
 * @category constructors
 * @since 0.1.0
 */
export const listParameter = (options?: { readonly maxItems?: number }): QueryParameter<ReadonlyArray<string>> => ({
  codec: Schema.String.pipe(
    Schema.decodeTo(
      Schema.Array(item).check(
        Schema.isMinLength(1, { expected: "at least 1 id" }),
        ...(options?.maxItems === undefined
          ? []
          : [Schema.isMaxLength(options.maxItems, { expected: `at most ${options.maxItems} ids` })])
      ),
      SchemaTransformation.transform({
        decode: (joined): ReadonlyArray<string> => joined.split(",").filter((id) => id !== ""),
        encode: (ids: ReadonlyArray<string>) => ids.join(",")
      })
    )
  )
})
