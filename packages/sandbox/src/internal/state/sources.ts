import type { JsonObject } from "@genesys-presence/models/Model"
import type { SourceRequest } from "@genesys-presence/models/Source"
import * as Effect from "effect/Effect"
import type { InvalidStateError, OrganizationState } from "../../OrganizationState.ts"
import { ErrorCode, invalidField, type Refusal } from "../http/refusal.ts"
import {
  checkType,
  importEach,
  identifier,
  IdentifierKind,
  makeOwnedEntities,
  makeSequence,
  type Owned,
  type OwnedEntities,
  undeclaredKeys
} from "./entities.ts"

/** A registered source. */
export interface RegisteredSource extends Owned {
  readonly name: string
  readonly description: string | undefined
  readonly undeclared: JsonObject
}

/**
 * What a text names as the source of a presence: the product itself, a source that the organisation registered, or a
 * source that is known by nothing but the name under which somebody sets presences.
 */
export type NamedSource =
  | { readonly _tag: "PureCloud"; readonly source: RegisteredSource }
  | { readonly _tag: "Registered"; readonly source: RegisteredSource }
  | { readonly _tag: "Custom"; readonly name: string }

/** The sources of the organisation. */
export interface Sources extends Pick<OwnedEntities<RegisteredSource>, "list" | "get"> {
  readonly pureCloud: Extract<NamedSource, { readonly _tag: "PureCloud" }>
  readonly create: (body: SourceRequest) => Effect.Effect<RegisteredSource, Refusal>
  readonly replace: (id: string, body: SourceRequest) => Effect.Effect<RegisteredSource, Refusal>
  readonly deactivate: (id: string) => Effect.Effect<void, Refusal>
  /** Any text names a source; `PURECLOUD` does in any case. */
  readonly named: (idOrName: string) => NamedSource
}

/** The name of the product's own source. */
export const pureCloudName = "PURECLOUD"

/** Whether a text is the name of the product's own source, which is written in any case. */
export const isPureCloudName = (name: string): boolean => name.toUpperCase() === pureCloudName

const declaredKeys: ReadonlySet<string> = new Set(["id", "name", "description", "type", "deactivated", "selfUri"])

const check = (body: SourceRequest): Effect.Effect<void, Refusal> =>
  body.name === ""
    ? Effect.fail(invalidField(ErrorCode.constraintValidation, "name", "it is empty"))
    : checkType(body.type)

const seed = (number: number, name: string, description: string, type: Owned["type"]): RegisteredSource => ({
  id: identifier(IdentifierKind.source, number),
  name,
  description,
  type,
  deactivated: false,
  undeclared: {}
})

const product = seed(1, pureCloudName, "Genesys Cloud", "System")
const teams = seed(2, "Microsoft Teams", "Presence from Microsoft Teams", "User")

type Imported = NonNullable<OrganizationState["sources"]>[number]

/** At first there are the product's own source, and one for Microsoft Teams or those that were imported. */
export const sourcesFrom: (imported: ReadonlyArray<Imported> | undefined) => Effect.Effect<Sources, InvalidStateError> =
  Effect.fnUntraced(function* (imported) {
    const { find, get, getEditable, list, store } = makeOwnedEntities<RegisteredSource>({
      entity: "presence source",
      seeds: imported === undefined ? [product, teams] : [product],
      clash: (source, other) =>
        source.name.toLowerCase() === other.name.toLowerCase()
          ? { field: "name", reason: `the presence source ${other.id} already has the name "${other.name}"` }
          : undefined
    })
    yield* importEach("sources", imported ?? [], (source) => {
      // What the product brings is there whatever an import says of it.
      if (source.id === product.id) return Effect.void
      return source.type === "System"
        ? invalidField(ErrorCode.constraintValidation, "type", "only the source of the product is of the type System")
        : store({ description: undefined, ...source })
    })
    const nextId = makeSequence(IdentifierKind.source, find)
    const pureCloud: Sources["pureCloud"] = { _tag: "PureCloud", source: product }

    return {
      pureCloud,

      list,

      get,

      create: Effect.fnUntraced(function* (body) {
        yield* check(body)
        return yield* store({
          id: nextId(),
          name: body.name,
          description: body.description,
          type: "User",
          deactivated: body.deactivated ?? false,
          undeclared: undeclaredKeys(body, declaredKeys)
        })
      }),

      replace: Effect.fnUntraced(function* (id, body) {
        const source = yield* getEditable(id)
        yield* check(body)
        return yield* store({
          ...source,
          name: body.name,
          description: body.description,
          deactivated: body.deactivated ?? source.deactivated,
          undeclared: undeclaredKeys(body, declaredKeys)
        })
      }),

      deactivate: Effect.fnUntraced(function* (id) {
        yield* store({ ...(yield* getEditable(id)), deactivated: true })
      }),

      named: (idOrName) => {
        if (isPureCloudName(idOrName) || idOrName === product.id) return pureCloud
        const source = find(idOrName)
        return source === undefined ? { _tag: "Custom", name: idOrName } : { _tag: "Registered", source }
      }
    }
  })
