/**
 * Holds answers of a sandbox against the OpenAPI document, as a file and with a validator that knows nothing of the schemas
 * that encode the answers.
 */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js"
import { readFileSync } from "node:fs"

/** What a sandbox says of each answer as it leaves. */
export interface AnswerEvent {
  readonly request: string
  /** `undefined` where the request is for no operation of the contract. */
  readonly operation: string | undefined
  readonly answer: { readonly status: number; readonly body: unknown }
  /** The kind of the fault that the answer suffered. */
  readonly fault: string | undefined
}

interface Documented {
  readonly $ref?: string
  readonly content?: { readonly [mediaType: string]: { readonly schema: object } }
}

interface Document {
  readonly paths: {
    readonly [path: string]: {
      readonly [method: string]: {
        readonly operationId: string
        readonly responses: { readonly [status: string]: Documented }
      }
    }
  }
  readonly components: { readonly responses: { readonly [name: string]: Documented } }
}

const file = new URL("../../../models/openapi.json", import.meta.url)
// The validator of `packages/models` has held the file against the schema of OpenAPI.
const document = JSON.parse(readFileSync(file, "utf8")) as Document

const responsesOf = new Map(
  Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ operationId, responses }) => (responses === undefined ? [] : [[operationId, responses] as const]))
)

const int32 = 2 ** 31

const ajv = new Ajv2020({
  strict: false,
  formats: {
    int32: { type: "number", validate: (value: number) => value >= -int32 && value < int32 },
    int64: { type: "number", validate: Number.isSafeInteger },
    "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
  }
}).addSchema(document, "document")

/** References are into the document. */
const absolute = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object

const validators = new Map<object, ValidateFunction>()

const validatorOf = (schema: object): ValidateFunction => {
  const known = validators.get(schema)
  if (known !== undefined) return known
  const made = ajv.compile(absolute(schema))
  validators.set(schema, made)
  return made
}

const resolve = (response: Documented | undefined): Documented | undefined =>
  response?.$ref === undefined ? response : document.components.responses[response.$ref.split("/").at(-1) ?? ""]

const errorBody = { $ref: "#/components/schemas/ErrorBody" }

/** Why a body is none of a response; `undefined` when it is. */
const complaintAbout = (body: unknown, schema: object | undefined): string | undefined => {
  if (schema === undefined) return body === undefined ? undefined : "has a body, and none is documented"
  if (body === undefined) return "has no body, and one is documented"
  const validate = validatorOf(schema)
  return validate(body) ? undefined : ajv.errorsText(validate.errors)
}

/** How an answer differs from the document; `undefined` when it does not. What a fault made of it is not looked at. */
export const violation = ({ answer, fault, operation, request }: AnswerEvent): string | undefined => {
  const { body, status } = answer
  if (fault !== undefined) return undefined
  const sent: unknown = body === undefined ? undefined : JSON.parse(JSON.stringify(body))
  const say = (complaint: string | undefined) =>
    complaint === undefined ? undefined : `${request}, ${status}: ${complaint}: ${JSON.stringify(sent)}`
  if (operation === undefined) return status < 400 ? undefined : say(complaintAbout(sent, errorBody))
  const responses = responsesOf.get(operation === "oauthToken" ? "postOauthToken" : operation) ?? {}
  const response = resolve(responses[status] ?? responses[`${Math.floor(status / 100)}XX`])
  return say(
    response === undefined
      ? "the status is not documented"
      : complaintAbout(sent, response.content?.["application/json"]?.schema)
  )
}
