import type { JsonObject } from "@genesys-presence/models/Model"
import * as SystemPresenceName from "@genesys-presence/models/SystemPresenceName"
import type { KnownSystemPresenceName } from "@genesys-presence/models/SystemPresenceName"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { InvalidStateError, OrganizationState } from "../../OrganizationState.ts"
import { ErrorCode, invalidField, type Refusal } from "../http/refusal.ts"
import {
  checkType,
  importEach,
  IdentifierKind,
  makeOwnedEntities,
  makeSequence,
  type Owned,
  type OwnedEntities,
  undeclaredKeys
} from "./entities.ts"

interface BuiltInDefinition {
  readonly id: string
  readonly systemPresence: KnownSystemPresenceName
  readonly languageLabels: { readonly [localeCode: string]: string }
}

const builtIn = (
  systemPresence: KnownSystemPresenceName,
  id: string,
  english: string,
  german: string
): BuiltInDefinition => ({ id, systemPresence, languageLabels: { en_US: english, de: german } })

const offline = builtIn("Offline", "ccf3c10a-aa2c-4845-8e8d-f59fa48c58e5", "Offline", "Offline")

/** The definitions that come with the product, under the ids that they have in every organisation. */
export const builtInDefinitions: ReadonlyArray<BuiltInDefinition> = [
  builtIn("Available", "6a3af858-942f-489d-9700-5f9bcdcdae9b", "Available", "Verfügbar"),
  builtIn("Away", "5e5c5c66-ea97-4e7f-ac41-6424784829f2", "Away", "Abwesend"),
  builtIn("Busy", "31fe3bac-dea6-44b7-bed7-47f91660a1a0", "Busy", "Beschäftigt"),
  offline,
  builtIn("Idle", "7ffa01cd-7866-4ad7-8faa-31e11b42f51f", "Idle", "Inaktiv"),
  builtIn("OnQueue", "e08eaf1b-ee47-4fa9-a231-1200e284798f", "On Queue", "In Warteschlange"),
  builtIn("Meal", "3fd96123-badb-4f69-bc03-1b1ccc6d8014", "Meal", "Essen"),
  builtIn("Training", "d2390a99-8546-bad9-8f0a-219548e8aeb0", "Training", "Schulung"),
  builtIn("Meeting", "bbdff279-7ae1-48ea-bade-7831d7234c64", "Meeting", "Besprechung"),
  builtIn("Break", "227b37e2-f1d0-4dd0-8f50-badd7cf6d158", "Break", "Pause")
]

/** What a user's presence is where it was never set. */
export const offlineDefinitionId = offline.id

/** How user presences and the deprecated family spell a kind of presence. */
export const spaced = (systemPresence: KnownSystemPresenceName): string =>
  systemPresence === "OnQueue" ? "On Queue" : systemPresence

/** Where the deprecated family has a definition: user presences point there. */
export const deprecatedDefinitionUri = (id: string): string => `/api/v2/presencedefinitions/${id}`

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
export interface Definitions extends Pick<OwnedEntities<Definition>, "find" | "list" | "get"> {
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

/** A locale in which both label maps say the same. */
const sharedLabelLocale = (
  labels: Definition["languageLabels"],
  others: Definition["languageLabels"]
): string | undefined =>
  Object.keys(labels).find((code) => Object.hasOwn(others, code) && labels[code] === others[code])

type Imported = NonNullable<OrganizationState["definitions"]>[number]

const productDefinitions = (start: DateTime.Utc): ReadonlyArray<Definition> =>
  builtInDefinitions.map(({ id, languageLabels, systemPresence }) => ({
    id,
    languageLabels,
    systemPresence,
    name: undefined,
    type: "System",
    divisionId: everyDivision,
    deactivated: false,
    createdDate: start,
    modifiedDate: start,
    undeclared: {}
  }))

/**
 * What an import may say of a definition: what writes could have led to. Those of the product keep their type and their
 * kind; other labels, and that one is deactivated, are what no client can write and an organisation may have.
 */
const checkImported = (imported: Imported, ofProduct: Definition | undefined): Effect.Effect<void, Refusal> => {
  if (ofProduct === undefined) {
    return imported.type === "System"
      ? Effect.fail(invalid("type", "only the definitions of the product are of the type System"))
      : check(imported)
  }
  if (imported.systemPresence !== ofProduct.systemPresence) {
    return Effect.fail(invalid("systemPresence", `that of ${imported.id} is ${ofProduct.systemPresence}`))
  }
  return check({ languageLabels: imported.languageLabels })
}

/** At first there are the ten definitions of the product, and those that were imported. */
export const definitionsFrom: (
  imported: ReadonlyArray<Imported>,
  start: DateTime.Utc
) => Effect.Effect<Definitions, InvalidStateError> = Effect.fnUntraced(function* (imported, start) {
  const { find, get, getEditable, list, store } = makeOwnedEntities<Definition>({
    entity: "presence definition",
    seeds: productDefinitions(start),
    clash: (definition, other) => {
      const locale = sharedLabelLocale(definition.languageLabels, other.languageLabels)
      if (locale === undefined) return undefined
      const reason = `the presence definition ${other.id} already has the label "${other.languageLabels[locale]}"`
      return { field: `languageLabels.${locale}`, reason }
    }
  })
  yield* importEach("definitions", imported, (definition) => {
    const ofProduct = find(definition.id)
    return Effect.andThen(
      checkImported(definition, ofProduct),
      store({
        name: undefined,
        createdDate: start,
        modifiedDate: start,
        ...definition,
        type: ofProduct?.type ?? "User"
      })
    )
  })
  const nextId = makeSequence(IdentifierKind.definition, find)

  return {
    find,

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
})
