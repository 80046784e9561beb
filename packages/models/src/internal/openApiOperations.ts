import type * as JsonSchema from "effect/JsonSchema"
import { contract, type Contract, type OperationName, operationNames } from "../Contract.ts"
import { ErrorBody } from "../ErrorBody.ts"
import type { Components, Content, Operation, PathItem, Reference, RequiredPermissions, Response } from "../OpenApi.ts"
import { type BodyCodec, type ErrorStatus, errorStatuses, type Permissions, reasonPhrases } from "../Operation.ts"
import { pathParameter, queryParameter } from "./openApiParameter.ts"
import { answerSchema, bodySchema, type WireSchema } from "./openApiSchema.ts"

const successPhrases: { readonly [status: number]: string } = { 200: "OK", 201: "Created", 204: "No Content" }
const successPhrase = "Success"

const errorComponent = (status: ErrorStatus): string => reasonPhrases[status].replaceAll(" ", "")

/** A status code, or what stands for any that says success. */
const anySuccess = "2XX"

const json = (schema: JsonSchema.JsonSchema): Content => ({ "application/json": { schema } })

const response = (phrase: string, body: WireSchema | undefined): Response =>
  body === undefined ? { description: phrase } : { description: phrase, content: json(body.schema) }

const permissionsOf = ({ of, require }: Permissions): RequiredPermissions => ({
  type: require === "all" ? "ALL" : "ANY",
  permissions: of
})

const quoted = ({ of, require }: Permissions): string =>
  of.map((permission) => `\`${permission}\``).join(require === "all" ? " and " : " or ")

/**
 * The operations of a family share the beginning of their paths: `presence definitions`, `systempresences`.
 *
 * The space keeps the family apart from the deprecated `presencedefinitions`: pages leave slashes out of their anchors.
 */
const familyOf = (path: string): string => {
  const [first = "", second = ""] = path.replace("/api/v2/", "").split("/")
  return first === "presence" ? `${first} ${second}` : first
}

type Row = Contract[keyof Contract]

/** What follows from the facts of the table; its words stand in an interface, which is gone when the program runs. */
const describe = (row: Row): string =>
  [
    row.replacement === undefined ? undefined : `Deprecated: use \`${row.replacement}\`.`,
    row.permissions === undefined ? undefined : `Needs ${quoted(row.permissions)}.`,
    row.undocumentedPermissions === undefined
      ? undefined
      : `Needs ${quoted(row.undocumentedPermissions)}, although the API's documentation names no permission.`,
    row.repeatable ? undefined : "Not repeatable."
  ]
    .filter((sentence) => sentence !== undefined)
    .join(" ")

/** The bodies of all operations, by the name of the operation. */
interface Bodies {
  readonly sent: ReadonlyMap<OperationName, WireSchema>
  readonly answered: ReadonlyMap<OperationName, WireSchema>
}

const operationOf = (name: OperationName, { answered, sent }: Bodies): Operation => {
  const row: Row = contract[name]
  const description = describe(row)
  const body = sent.get(name)
  const statuses = row.success.statuses.map((status) => [`${status}`, successPhrases[status] ?? successPhrase] as const)
  const successes = statuses.length === 0 ? [[anySuccess, successPhrase] as const] : statuses
  return {
    operationId: name,
    summary: name,
    ...(description === "" ? {} : { description }),
    tags: [familyOf(row.path)],
    ...(row.replacement === undefined ? {} : { deprecated: true }),
    parameters: [
      ...row.pathParameters.map(pathParameter),
      ...Object.entries(row.query).map(([parameter, facts]) => queryParameter(parameter, facts))
    ],
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(body.schema) } }),
    responses: Object.fromEntries<Response | Reference>([
      ...successes.map(([status, phrase]) => [status, response(phrase, answered.get(name))] as const),
      ...row.errors.map(
        (status) => [`${status}`, { $ref: `#/components/responses/${errorComponent(status)}` }] as const
      )
    ]),
    ...(row.permissions === undefined ? {} : { "x-inin-requires-permissions": permissionsOf(row.permissions) }),
    ...(row.undocumentedPermissions === undefined
      ? {}
      : { "x-undocumented-permissions": permissionsOf(row.undocumentedPermissions) }),
    ...(row.replacement === undefined ? {} : { "x-replaced-by": row.replacement }),
    "x-repeatable": row.repeatable
  }
}

const pathsOf = (bodies: Bodies): { readonly [path: string]: PathItem } => {
  const paths: { [path: string]: PathItem } = {}
  for (const name of operationNames) {
    const { method, path } = contract[name]
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(name, bodies) }
  }
  return paths
}

const wireSchemas = (
  bodyOf: (row: Row) => BodyCodec<unknown> | undefined,
  toSchema: (body: BodyCodec<unknown>) => WireSchema
): ReadonlyMap<OperationName, WireSchema> =>
  new Map(
    operationNames.flatMap((name) => {
      const body = bodyOf(contract[name])
      return body === undefined ? [] : [[name, toSchema(body)] as const]
    })
  )

const definitionsOf = (schemas: Iterable<WireSchema>): JsonSchema.Definitions =>
  Object.assign({}, ...Array.from(schemas, ({ definitions }) => definitions))

/** What a document says of the contract's operations. */
export interface ContractParts extends Pick<Components, "schemas" | "responses"> {
  readonly tags: ReadonlyArray<string>
  readonly paths: { readonly [path: string]: PathItem }
}

/** Reads the contract. It takes some milliseconds, so that nothing here happens when the package is only imported. */
export const readContract = (): ContractParts => {
  const error = answerSchema(ErrorBody)
  const answered = wireSchemas(({ success }) => success.body, answerSchema)
  const answers = definitionsOf([error, ...answered.values()])
  const namesInAnswers = new Set(Object.keys(answers))
  const sent = wireSchemas(
    ({ body }) => body,
    (body) => bodySchema(body, namesInAnswers)
  )
  return {
    tags: Array.from(new Set(Object.values(contract).map(({ path }) => familyOf(path)))),
    paths: pathsOf({ answered, sent }),
    schemas: { ...answers, ...definitionsOf(sent.values()) },
    responses: Object.fromEntries(
      errorStatuses.map((status) => [errorComponent(status), response(reasonPhrases[status], error)])
    )
  }
}
