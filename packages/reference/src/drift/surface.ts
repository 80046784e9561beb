/** What a public document of Genesys Cloud says of the Presence API, in a form that can be compared. */

/**
 * A type in a few words, such as `string`, `date-time`, `int64` or `list of Source`, and what else is said of the value, such
 * as `default`, `enum` or `maxItems`, by its name in Swagger.
 */
export interface Value {
  readonly type: string
  readonly [keyword: string]: unknown
}

export interface Parameter extends Value {
  readonly in: string
  readonly required: boolean
}

export interface Field extends Value {
  readonly required: boolean
  readonly readOnly: boolean
}

export interface Operation {
  readonly deprecated: boolean
  readonly parameters: { readonly [name: string]: Parameter }
  /** `undefined` where there is none. */
  readonly body: { readonly type: string; readonly required: boolean } | undefined
  /** By status: what comes with it, or `nothing`. */
  readonly responses: { readonly [status: string]: string }
  /** `ALL` or `ANY`, and the permissions; `undefined` where none is needed. */
  readonly permissions: { readonly type: string; readonly permissions: ReadonlyArray<string> } | undefined
  /** The OAuth scopes, any of which will do. */
  readonly scopes: ReadonlyArray<string>
}

export interface Surface {
  /** By method and path. */
  readonly operations: { readonly [methodAndPath: string]: Operation }
  readonly models: { readonly [name: string]: { readonly [field: string]: Field } }
}
