import * as Operation from "@genesys-presence/models/Operation"
import * as Effect from "effect/Effect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { ErrorCode, invalidField, type Refusal } from "./refusal.ts"
import { readJson } from "./requestBody.ts"

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
  const decodeUnknown = Schema.decodeUnknownEffect(codec)
  return (value: unknown): Effect.Effect<A, Refusal> =>
    Effect.mapError(decodeUnknown(value), ({ issue }) => {
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

  return Effect.fnUntraced(function* ({ pathParameters, query }, request) {
    const input: Record<string, unknown> = {}
    for (const [name, decodeValue] of fromPath) {
      input[name] = yield* decodeValue(pathParameters[name])
    }
    for (const [name, decodeValue] of fromQuery) {
      const value = query[name]
      if (value !== undefined) input[name] = yield* decodeValue(typeof value === "string" ? value : value.join(","))
    }
    if (fromBody !== undefined) input.body = yield* fromBody(yield* readJson(request))
    return input
  })
}
