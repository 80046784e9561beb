import * as Operation from "@genesys-presence/models/Operation"
import * as Effect from "effect/Effect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { ErrorCode, invalidField, type Refusal } from "../http/refusal.ts"
import { readJson } from "../http/requestBody.ts"

/** Parameters as the URL has them, percent-decoded. */
export interface RawParameters {
  readonly pathParameters: { readonly [name: string]: string | undefined }
  readonly query: { readonly [name: string]: string | ReadonlyArray<string> }
}

const listIssues = SchemaIssue.makeFormatterStandardSchemaV1()

/** `["entities", 0, "name"]` becomes `entities[0].name`. */
const fieldOf = (root: string, path: ReadonlyArray<unknown>): string =>
  path.reduce<string>((field, key) => {
    if (typeof key === "number") return `${field}[${key}]`
    return field === "" ? String(key) : `${field}.${String(key)}`
  }, root)

/** Decodes one part of a request; what is wrong with it becomes a refusal that names the field. */
const decode = <A, I>(codec: Schema.Codec<A, I>, code: ErrorCode, root: string) => {
  const decodeUnknown = Schema.decodeUnknownResult(codec)
  return (value: unknown): Result.Result<A, Refusal> =>
    Result.mapError(decodeUnknown(value), ({ issue }) => {
      const [first] = listIssues(issue).issues
      const path = (first?.path ?? []).map((segment) => (typeof segment === "object" ? segment.key : segment))
      const field = fieldOf(root, path)
      return invalidField(code, field === "" ? "body" : field, first?.message ?? "it is not valid")
    })
}

/** Decodes the parameters of a request to one operation. */
export type InputDecoder = (raw: RawParameters, request: HttpServerRequest) => Effect.Effect<object, Refusal>

/**
 * What decodes the parameters of an operation into the flat object that its handler takes.
 *
 * A query parameter may come once with commas or several times: both mean a list.
 */
export const inputDecoder = (operation: Operation.Any): InputDecoder => {
  const fromPath = operation.pathParameters.map(
    (name) => [name, decode(Operation.PathParameter, ErrorCode.badRequest, name)] as const
  )
  const fromQuery = Object.entries(operation.query).map(
    ([name, { codec }]) => [name, decode(codec, ErrorCode.invalidQueryParameter, name)] as const
  )
  const fromBody = operation.body === undefined ? undefined : decode(operation.body, ErrorCode.constraintValidation, "")

  const fromUrl = ({ pathParameters, query }: RawParameters): Result.Result<Record<string, unknown>, Refusal> => {
    const input: Record<string, unknown> = {}
    for (const [name, decodeValue] of fromPath) {
      const decoded = decodeValue(pathParameters[name])
      if (Result.isFailure(decoded)) return Result.fail(decoded.failure)
      input[name] = decoded.success
    }
    for (const [name, decodeValue] of fromQuery) {
      const value = query[name]
      if (value === undefined) continue
      const decoded = decodeValue(typeof value === "string" ? value : value.join(","))
      if (Result.isFailure(decoded)) return Result.fail(decoded.failure)
      input[name] = decoded.success
    }
    return Result.succeed(input)
  }

  return (raw, request) => {
    const decoded = Effect.fromResult(fromUrl(raw))
    return fromBody === undefined
      ? decoded
      : Effect.flatMap(decoded, (input) =>
          Effect.map(
            Effect.flatMap(readJson(request), (json) => Effect.fromResult(fromBody(json))),
            (body) => ({
              ...input,
              body
            })
          )
        )
  }
}
