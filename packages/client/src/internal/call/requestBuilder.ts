import * as Contract from "@genesys-presence/models/Contract"
import * as Operation from "@genesys-presence/models/Operation"
import * as Context from "effect/Context"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { PresenceInvalidRequest } from "../../PresenceError.ts"

/** What callers add to the headers of a call, by name. */
export const RequestHeaders: Context.Reference<Readonly<Record<string, string>>> = Context.Reference(
  "@genesys-presence/client/RequestHeaders",
  { defaultValue: () => ({}) }
)

/** Headers that the client or the connection sets: another value would break the request or replace the token. */
const clientHeaders: ReadonlySet<string> = new Set([
  "accept",
  "authorization",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "cookie",
  "expect",
  "host",
  "keep-alive",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade"
])

/** Why a header cannot be added; `undefined` when all can. Values are not quoted: a runtime that refuses them would. */
export const headerRefusal = (
  headers: Readonly<Record<string, string>>
): { readonly field: string; readonly issue: string } | undefined => {
  for (const name in headers) {
    const value = headers[name]
    // The name goes into the error, so it must be harmless itself.
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/.test(name)) {
      return { field: "headers", issue: "a name is not a header name" }
    }
    if (clientHeaders.has(name.toLowerCase())) return { field: `headers.${name}`, issue: "is set by the client" }
    if (typeof value !== "string" || !/^[\x20-\x7e]*$/.test(value)) {
      return { field: `headers.${name}`, issue: "must consist of visible ASCII characters and spaces" }
    }
  }
  return undefined
}

/** The parts of a request that follow from what the caller passed. */
export interface Prepared {
  readonly target: string
  readonly body: string | undefined
}

type Values = Readonly<Record<string, unknown>>

interface Refusal {
  readonly field: string
  readonly issue: string
}

const issuesOf = SchemaIssue.makeFormatterStandardSchemaV1()

/** `body`, `0` and `id` as `body[0].id`. */
const pathOf = (root: string, path: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }>): string => {
  let text = root
  for (const segment of path) {
    const key = typeof segment === "object" ? segment.key : segment
    text += typeof key === "number" ? `[${key}]` : `.${String(key)}`
  }
  return text
}

const refusalOf = (root: string, error: Schema.SchemaError): Refusal => {
  const [first] = issuesOf(error.issue).issues
  return first === undefined
    ? { field: root, issue: "cannot be sent" }
    : { field: pathOf(root, first.path ?? []), issue: first.message }
}

type Encode = (value: unknown) => Result.Result<unknown, Schema.SchemaError>

const writeJson = (encode: Encode, body: unknown): Result.Result<string, Refusal> =>
  Result.flatMap(
    Result.try({
      // Undeclared keys may hold anything, such as a bigint, a cycle or a getter that throws.
      try: () => Result.map(encode(body), (encoded) => JSON.stringify(encoded)),
      catch: () => ({ field: "body", issue: "holds a value that JSON cannot express" })
    }),
    Result.mapError((error) => refusalOf("body", error))
  )

/** What most ids are: nothing in them has to be looked at. */
const isPlain = (value: unknown): value is string => typeof value === "string" && /^[\dA-Za-z-]+$/.test(value)

const checkPathParameter = Schema.decodeUnknownResult(Operation.PathParameter)

/** `/api/v2/users/{userId}` as `["/api/v2/users/", "userId", ""]`: texts at even indexes, names at odd ones. */
const split = (path: string): ReadonlyArray<string> => path.split(/[{}]/)

interface Ambiguity {
  readonly name: string
  /** The values of path parameters that lead to it. */
  readonly when: ReadonlyArray<readonly [parameter: string, literal: string]>
}

/**
 * Operations of the same method that certain values would reach instead: `/users/{userId}/presences/{sourceId}` with
 * the values `presences` and `bulk` is the bulk read. A template that is a special case of this one, such as
 * `/users/{userId}/presences/purecloud`, is the same resource and stays allowed.
 */
const ambiguitiesOf = (definition: Operation.Any): ReadonlyArray<Ambiguity> => {
  const own = definition.path.split("/")
  const ambiguities: Array<Ambiguity> = []
  for (const name of Contract.operationNames) {
    const other: Operation.Any = Contract.contract[name]
    const theirs = other.path.split("/")
    if (other.method !== definition.method || theirs.length !== own.length) continue
    const when: Array<readonly [string, string]> = []
    let special = true
    const fits = own.every((segment, index) => {
      const their = theirs[index] ?? ""
      if (segment === their) return true
      if (their.startsWith("{")) {
        // Parameters in the same place have the same name: this one of ours is a text.
        special = false
        return true
      }
      if (!segment.startsWith("{")) return false
      when.push([segment.slice(1, -1), their])
      return true
    })
    if (fits && !special && when.length > 0) ambiguities.push({ name, when })
  }
  return ambiguities
}

/** Turns what callers pass to one operation into requests. Everything that can be prepared once is. */
export const make = (
  name: Contract.OperationName
): ((values: Values) => Result.Result<Prepared, PresenceInvalidRequest>) => {
  const definition: Operation.Any = Contract.contract[name]
  const pieces = split(definition.path)
  const ambiguities = ambiguitiesOf(definition)
  const query = Object.entries(definition.query).map(
    ([parameter, { codec, collectionFormat }]) =>
      [parameter, Schema.encodeUnknownResult(codec), collectionFormat] as const
  )
  const encodeBody = definition.body === undefined ? undefined : Schema.encodeUnknownResult(definition.body)

  const refuse = (refusal: Refusal) =>
    Result.fail(
      new PresenceInvalidRequest({ operation: name, method: definition.method, path: definition.path, ...refusal })
    )

  const writePath = (values: Values): Result.Result<string, Refusal> => {
    let target = ""
    for (const [index, piece] of pieces.entries()) {
      if (index % 2 === 0) {
        target += piece
        continue
      }
      const given = values[piece]
      const value = Redacted.isRedacted(given) ? Redacted.value(given) : given
      if (value === undefined || value === null) return Result.fail({ field: piece, issue: "Missing" })
      const checked = isPlain(value) ? Result.succeed(value) : checkPathParameter(value)
      if (Result.isFailure(checked)) return Result.fail(refusalOf(piece, checked.failure))
      target += encodeURIComponent(checked.success)
    }
    const ambiguity = ambiguities.find(({ when }) =>
      when.every(([parameter, literal]) => values[parameter] === literal)
    )
    return ambiguity === undefined
      ? Result.succeed(target)
      : Result.fail({
          field: ambiguity.when.map(([parameter]) => parameter).join(" and "),
          issue: `would reach ${ambiguity.name} instead`
        })
  }

  const writeQuery = (values: Values): Result.Result<string, Refusal> => {
    let text = ""
    for (const [parameter, encode, collectionFormat] of query) {
      const value = values[parameter]
      if (value === undefined) continue
      const encoded = encode(value)
      if (Result.isFailure(encoded)) return Result.fail(refusalOf(parameter, encoded.failure))
      // A comma may stand in a query as it is, and lists are long.
      const written = encodeURIComponent(encoded.success).replaceAll("%2C", ",")
      for (const item of collectionFormat === "multi" ? written.split(",") : [written]) {
        text += `${text === "" ? "?" : "&"}${parameter}=${item}`
      }
    }
    return Result.succeed(text)
  }

  const writeBody = (values: Values): Result.Result<string | undefined, Refusal> => {
    if (encodeBody === undefined) return Result.succeed(undefined)
    const { body } = values
    if (body === undefined) return Result.fail({ field: "body", issue: "Missing" })
    const written = writeJson(encodeBody, body)
    if (Result.isSuccess(written) || written.failure.field !== "body" || !Array.isArray(body)) return written
    // Which entry it is, so that the others can be sent without it.
    for (const [index, entry] of body.entries()) {
      if (Result.isFailure(writeJson(encodeBody, [entry]))) {
        return Result.fail({ ...written.failure, field: `body[${index}]` })
      }
    }
    return written
  }

  return (values) => {
    const path = writePath(values)
    if (Result.isFailure(path)) return refuse(path.failure)
    const search = writeQuery(values)
    if (Result.isFailure(search)) return refuse(search.failure)
    const body = writeBody(values)
    if (Result.isFailure(body)) return refuse(body.failure)
    return Result.succeed({ target: path.success + search.success, body: body.success })
  }
}
