/**
 * The contract as an OpenAPI 3.1 document: for reference pages, mock servers, linters and generators of other languages.
 *
 * @since 0.1.0
 */
import * as JsonSchema from "effect/JsonSchema"
import { readContract } from "./internal/openApiOperations.ts"
import { tokenOperation, tokenPath, tokenSchemas } from "./internal/openApiToken.ts"

/**
 * A reference to a component of the same document.
 *
 * @category models
 * @since 0.1.0
 */
export interface Reference {
  readonly $ref: string
}

/**
 * A path or query parameter.
 *
 * @category models
 * @since 0.1.0
 */
export interface Parameter {
  readonly name: string
  readonly in: "path" | "query"
  readonly required: boolean
  readonly style?: "form"
  readonly explode?: boolean
  readonly schema: JsonSchema.JsonSchema
}

/**
 * Schemas by media type.
 *
 * @category models
 * @since 0.1.0
 */
export interface Content {
  readonly [mediaType: string]: { readonly schema: JsonSchema.JsonSchema }
}

/**
 * What an operation answers with one status.
 *
 * @category models
 * @since 0.1.0
 */
export interface Response {
  readonly description: string
  readonly content?: Content
}

/**
 * Permissions as Genesys Cloud's own documents have them.
 *
 * @category models
 * @since 0.1.0
 */
export interface RequiredPermissions {
  readonly type: "ALL" | "ANY"
  readonly permissions: ReadonlyArray<string>
}

/**
 * The names of security schemes, each with its scopes, of which there are none here.
 *
 * @category models
 * @since 0.1.0
 */
export interface SecurityRequirement {
  readonly [scheme: string]: ReadonlyArray<string>
}

/**
 * One operation.
 *
 * @category models
 * @since 0.1.0
 */
export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description?: string
  readonly tags: ReadonlyArray<string>
  readonly deprecated?: true
  readonly security?: ReadonlyArray<SecurityRequirement>
  readonly parameters: ReadonlyArray<Parameter>
  readonly requestBody?: { readonly required: true; readonly content: Content }
  readonly responses: { readonly [status: string]: Response | Reference }
  /** What the caller must be allowed to do, under the name that Genesys Cloud's own documents use. */
  readonly "x-inin-requires-permissions"?: RequiredPermissions
  /** What the service asks for although its documentation names no permission. */
  readonly "x-undocumented-permissions"?: RequiredPermissions
  /** The operation to use instead of a deprecated one. */
  readonly "x-replaced-by"?: string
  /** Whether sending the request twice has the effect of sending it once. */
  readonly "x-repeatable"?: boolean
}

/**
 * The methods of one path.
 *
 * @category models
 * @since 0.1.0
 */
export interface PathItem {
  readonly servers?: ReadonlyArray<Server>
  readonly get?: Operation
  readonly head?: Operation
  readonly put?: Operation
  readonly post?: Operation
  readonly patch?: Operation
  readonly delete?: Operation
}

/**
 * An address; its variables are in braces.
 *
 * @category models
 * @since 0.1.0
 */
export interface Server {
  readonly url: string
  readonly variables?: { readonly [name: string]: { readonly default: string } }
}

/**
 * What the operations refer to.
 *
 * @category models
 * @since 0.1.0
 */
export interface Components {
  readonly schemas: JsonSchema.Definitions
  readonly responses: { readonly [name: string]: Response }
  readonly securitySchemes: { readonly [name: string]: { readonly [key: string]: unknown } }
}

/**
 * An OpenAPI 3.1 document.
 *
 * @category models
 * @since 0.1.0
 */
export interface Document {
  readonly openapi: "3.1.0"
  readonly info: { readonly title: string; readonly version: string }
  /** JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. */
  readonly jsonSchemaDialect: string
  readonly servers: ReadonlyArray<Server>
  readonly security: ReadonlyArray<SecurityRequirement>
  readonly tags: ReadonlyArray<{ readonly name: string }>
  readonly paths: { readonly [path: string]: PathItem }
  readonly components: Components
}

/** The domain decides the region; this one is the API's first. */
const domain = "mypurecloud.com"

const regional = (host: "api" | "login"): Server => ({
  url: `https://${host}.{domain}`,
  variables: { domain: { default: domain } }
})

/**
 * Makes the document: every operation of the contract, and the request for a token.
 *
 * **Details**
 *
 * - `servers` are those of Genesys Cloud, with the region's domain as a variable, or `serverUrl` for the API and the
 *   login both.
 * - Known values of open enumerations are `examples`, since others may come.
 *
 * **Example** (Writing the document to a file)
 *
 * ```ts
 * import { OpenApi } from "@genesys-presence/models"
 * import { Effect, FileSystem } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const fileSystem = yield* FileSystem.FileSystem
 *   yield* fileSystem.writeFileString("openapi.json", JSON.stringify(OpenApi.document(), undefined, 2))
 * })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const document = (options?: { readonly serverUrl?: string | undefined }): Document => {
  const own = options?.serverUrl?.replace(/(?<!\/)\/+$/, "")
  const { paths, responses, schemas, tags } = readContract()
  return {
    openapi: "3.1.0",
    info: { title: "Genesys Cloud Presence API", version: "v2" },
    jsonSchemaDialect: JsonSchema.META_SCHEMA_URI_DRAFT_2020_12,
    servers: [own === undefined ? regional("api") : { url: own }],
    security: [{ clientCredentials: [] }, { bearer: [] }],
    tags: [...tags, ...tokenOperation.tags].map((name) => ({ name })),
    paths: {
      ...paths,
      [tokenPath]: { ...(own === undefined ? { servers: [regional("login")] } : {}), post: tokenOperation }
    },
    components: {
      schemas: { ...schemas, ...tokenSchemas },
      responses,
      securitySchemes: {
        clientCredentials: {
          type: "oauth2",
          flows: {
            clientCredentials: { tokenUrl: `${own ?? `https://login.${domain}`}${tokenPath}`, scopes: {} }
          }
        },
        bearer: { type: "http", scheme: "bearer" },
        basic: { type: "http", scheme: "basic" }
      }
    }
  }
}
