import type { JsonObject } from "@genesys-presence/models/Model"
import * as SystemPresenceName from "@genesys-presence/models/SystemPresenceName"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { builtInDefinitions } from "./builtInDefinitions.ts"
import { IdentifierKind, makeSequence } from "./identifiers.ts"
import { sharedLabelLocale } from "./labels.ts"
import { checkType, makeOwnedEntities, type Owned, type OwnedEntities } from "./ownedEntities.ts"
import { ErrorCode, invalidField, type Refusal } from "./refusal.ts"
import { undeclaredKeys } from "./undeclaredKeys.ts"
import type { OrganizationState } from "../OrganizationState.ts"

/** A status of the organisation. The two families of operations on definitions are two views of it. */
export interface Definition extends Owned {
  readonly name: string | undefined
  readonly systemPresence: SystemPresenceName.KnownSystemPresenceName
  readonly languageLabels: { readonly [localeCode: string]: string }
  readonly divisionId: string
  readonly createdDate: DateTime.Utc
  readonly modifiedDate: DateTime.Utc
  readonly undeclared: JsonObject
}

/** What a body of either family says about a definition: the newer says `type`, the deprecated one `primary`. */
export interface DefinitionBody {
  readonly name?: string | undefined
  readonly type?: string | undefined
  readonly primary?: boolean | undefined
  readonly languageLabels: { readonly [localeCode: string]: string }
  readonly systemPresence?: string | undefined
  readonly divisionId?: string | undefined
  readonly deactivated?: boolean | undefined
}

/** The definitions of the organisation. */
export interface Definitions extends Pick<OwnedEntities<Definition>, "list" | "get"> {
  /** The active definition that the field of a body refers to. */
  readonly getReferred: (id: string, field: string) => Effect.Effect<Definition, Refusal>
  readonly create: (body: DefinitionBody) => Effect.Effect<Definition, Refusal>
  readonly replace: (id: string, body: DefinitionBody) => Effect.Effect<Definition, Refusal>
  readonly deactivate: (id: string) => Effect.Effect<void, Refusal>
}

const everyDivision = "*"

/** The declared keys of both families: what one family declares is not kept as unknown by the other. */
const declaredKeys: ReadonlySet<string> = new Set([
  "id",
  "name",
  "type",
  "systemPresence",
  "languageLabels",
  "divisionId",
  "deactivated",
  "primary",
  "createdBy",
  "createdDate",
  "modifiedBy",
  "modifiedDate",
  "selfUri"
])

const invalid = (field: string, reason: string): Refusal => invalidField(ErrorCode.constraintValidation, field, reason)

const check = (body: DefinitionBody): Effect.Effect<void, Refusal> => {
  if (Object.keys(body.languageLabels).length === 0) {
    return Effect.fail(invalid("languageLabels", "at least one label is needed"))
  }
  return body.primary === true
    ? Effect.fail(invalid("primary", "only the definitions of the product are primary"))
    : checkType(body.type)
}

const kindOf = (name: string): Effect.Effect<SystemPresenceName.KnownSystemPresenceName, Refusal> => {
  const kind = SystemPresenceName.known.find((known) => SystemPresenceName.equals(known, name))
  return kind === undefined
    ? Effect.fail(invalid("systemPresence", `one of ${SystemPresenceName.known.join(", ")} is needed`))
    : Effect.succeed(kind)
}

type Imported = NonNullable<OrganizationState["definitions"]>[number]

/** The definitions of the product are there whatever is imported; an imported one of the same id says more. */
const seeds = (imported: ReadonlyArray<Imported>, start: DateTime.Utc): ReadonlyArray<Definition> => {
  const listed = new Set(imported.map(({ id }) => id))
  return [
    ...builtInDefinitions
      .filter(({ id }) => !listed.has(id))
      .map(({ id, languageLabels, systemPresence }) => ({
        id,
        languageLabels,
        systemPresence,
        name: undefined,
        type: "System" as const,
        divisionId: everyDivision,
        deactivated: false,
        createdDate: start,
        modifiedDate: start,
        undeclared: {}
      })),
    ...imported.map((definition) => ({ name: undefined, createdDate: start, modifiedDate: start, ...definition }))
  ]
}

/** At first there are the ten definitions of the product, and those that were imported. */
export const definitionsFrom: (imported: ReadonlyArray<Imported>) => Effect.Effect<Definitions> = Effect.fnUntraced(
  function* (imported) {
    const start = yield* DateTime.now
    const { find, get, getEditable, list, store } = makeOwnedEntities<Definition>({
      entity: "presence definition",
      seeds: seeds(imported, start),
      clash: (definition, other) => {
        const locale = sharedLabelLocale(definition.languageLabels, other.languageLabels)
        if (locale === undefined) return undefined
        const reason = `the presence definition ${other.id} already has the label "${other.languageLabels[locale]}"`
        return { field: `languageLabels.${locale}`, reason }
      }
    })
    const nextId = makeSequence(IdentifierKind.definition, find)

    return {
      list,

      get,

      getReferred: Effect.fnUntraced(function* (id, field) {
        const definition = find(id)
        if (definition !== undefined && !definition.deactivated) return definition
        return yield* invalidField(ErrorCode.invalidValue, field, `there is no active presence definition ${id}`)
      }),

      create: Effect.fnUntraced(function* (body) {
        const systemPresence = yield* kindOf(body.systemPresence ?? "")
        yield* check(body)
        const now = yield* DateTime.now
        return yield* store({
          id: nextId(),
          name: body.name,
          type: "User",
          systemPresence,
          languageLabels: body.languageLabels,
          divisionId: body.divisionId ?? everyDivision,
          deactivated: body.deactivated ?? false,
          createdDate: now,
          modifiedDate: now,
          undeclared: undeclaredKeys(body, declaredKeys)
        })
      }),

      replace: Effect.fnUntraced(function* (id, body) {
        const definition = yield* getEditable(id)
        if (body.systemPresence !== undefined && (yield* kindOf(body.systemPresence)) !== definition.systemPresence) {
          return yield* invalid("systemPresence", `it is ${definition.systemPresence} since creation and cannot change`)
        }
        yield* check(body)
        return yield* store({
          ...definition,
          name: body.name,
          languageLabels: body.languageLabels,
          divisionId: body.divisionId ?? definition.divisionId,
          deactivated: body.deactivated ?? definition.deactivated,
          modifiedDate: yield* DateTime.now,
          undeclared: undeclaredKeys(body, declaredKeys)
        })
      }),

      deactivate: Effect.fnUntraced(function* (id) {
        const definition = yield* getEditable(id)
        yield* store({ ...definition, deactivated: true, modifiedDate: yield* DateTime.now })
      })
    }
  }
)
