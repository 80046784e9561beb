/**
 * The statuses of the organisation by what people call them, so that no program holds ids.
 *
 * @since 0.1.0
 */
import type { OrganizationPresenceDefinition } from "@genesys-presence/models/OrganizationPresenceDefinition"
import * as SystemPresenceName from "@genesys-presence/models/SystemPresenceName"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { fullAnswer } from "./internal/call/fullAnswer.ts"
import { optionsOf } from "./internal/policies/options.ts"
import { byMonotonicTime, byWallTime } from "./internal/policies/time.ts"
import type { OperationFailure } from "./OperationMethod.ts"
import { PresenceClient } from "./PresenceClient.ts"
import {
  type DefinitionSummary,
  type PresenceConfigurationError,
  type PresenceDecodeError,
  PresenceDefinitionAmbiguous,
  PresenceDefinitionNotFound,
  PresenceInvalidRequest
} from "./PresenceError.ts"

/**
 * A definition that users can be given: it is active, and its id is known. The id is an opaque string.
 *
 * @category models
 * @since 0.1.0
 */
export interface ActiveDefinition extends OrganizationPresenceDefinition {
  readonly id: string
}

/**
 * Searches by the kind of presence.
 *
 * @category models
 * @since 0.1.0
 */
export interface DefinitionBySystemPresence {
  /** In any spelling: `OnQueue`, `On Queue` and `ON_QUEUE` are the same. */
  readonly systemPresence: SystemPresenceName.SystemPresenceName
  /** Only what this division may use: its own definitions, and those of all divisions (`*`). All by default. */
  readonly divisionId?: string | undefined
  readonly label?: undefined
  readonly locale?: undefined
}

/**
 * Searches by what people see.
 *
 * @category models
 * @since 0.1.0
 */
export interface DefinitionByLabel {
  /** The label, in any case and without regard to spaces around it. */
  readonly label: string
  /** The locale of the label, such as `en_US` or `de`; by default the label of any locale may match. */
  readonly locale?: string | undefined
  /** Only definitions of this kind, in any spelling. All by default. */
  readonly systemPresence?: SystemPresenceName.SystemPresenceName | undefined
  /** Only what this division may use: its own definitions, and those of all divisions (`*`). All by default. */
  readonly divisionId?: string | undefined
}

/**
 * What to search for.
 *
 * @category models
 * @since 0.1.0
 */
export type DefinitionQuery = DefinitionBySystemPresence | DefinitionByLabel

/**
 * Options of {@link PresenceDefinitions.layer}.
 *
 * @category options
 * @since 0.1.0
 */
export interface PresenceDefinitionsOptions {
  /**
   * How long a list that was read is used; 5 minutes by default: statuses seldom change, and a call for each search would
   * use up the rate limit. With `0` every search reads it, except that searches at the same time share one read.
   */
  readonly timeToLive?: Duration.Input | undefined
}

/** The definitions that users can be given. */
const usable = (definitions: ReadonlyArray<OrganizationPresenceDefinition>): ReadonlyArray<ActiveDefinition> =>
  definitions.filter(
    (definition): definition is ActiveDefinition => definition.id !== undefined && definition.deactivated !== true
  )

const everyDivision = "*"

/** The same letters in one form: `é` can be one character or two. */
const spelling = (label: string): string => label.normalize("NFC").trim()

const anyCase = (label: string): string => spelling(label).toLowerCase()

/** `en_US`, `en-us` and `EN_US` are one locale. */
const localeKey = (locale: string): string => locale.replaceAll("-", "_").toLowerCase()

const labels = ({ languageLabels }: ActiveDefinition, locale: string | undefined): ReadonlyArray<string> =>
  locale === undefined
    ? Object.values(languageLabels)
    : Object.entries(languageLabels).flatMap(([code, label]) => (localeKey(code) === localeKey(locale) ? [label] : []))

/** All definitions that fit equally well. */
const matching = (
  definitions: ReadonlyArray<ActiveDefinition>,
  { divisionId, label, locale, systemPresence }: DefinitionQuery
): ReadonlyArray<ActiveDefinition> => {
  const candidates = definitions.filter(
    (definition) =>
      (systemPresence === undefined ||
        (definition.systemPresence !== undefined &&
          SystemPresenceName.equals(definition.systemPresence, systemPresence))) &&
      (divisionId === undefined ||
        definition.divisionId === undefined ||
        [everyDivision, divisionId.toLowerCase()].includes(definition.divisionId.toLowerCase()))
  )
  if (label === undefined) {
    const builtIn = candidates.filter(({ type }) => type === "System")
    return builtIn.length > 0 ? builtIn : candidates
  }
  const labelled = (form: (label: string) => string) =>
    candidates.filter((definition) => labels(definition, locale).some((each) => form(each) === form(label)))
  const exact = labelled(spelling)
  return exact.length > 0 ? exact : labelled(anyCase)
}

const described = ({ divisionId, id, languageLabels, systemPresence, type }: ActiveDefinition): DefinitionSummary => ({
  id,
  languageLabels,
  ...(systemPresence !== undefined && { systemPresence }),
  ...(type !== undefined && { type }),
  ...(divisionId !== undefined && { divisionId })
})

const searched = ({ divisionId, label, locale, systemPresence }: DefinitionQuery) => ({
  ...(systemPresence !== undefined && { systemPresence }),
  ...(label !== undefined && { label }),
  ...(locale !== undefined && { locale }),
  ...(divisionId !== undefined && { divisionId })
})

const refuse = (field: string, issue: string) =>
  new PresenceInvalidRequest({ operation: "getPresenceDefinitions", field, issue })

/** Without a type checker a query may be anything: what is wrong with it. */
const invalidQuery = (query: unknown): PresenceInvalidRequest | undefined => {
  const { divisionId, label, locale, systemPresence } = Object(query) as Readonly<Record<string, unknown>> // an object, whatever the query is
  const texts = Object.entries({ divisionId, label, locale, systemPresence })
  const wrong = texts.find(([, value]) => value !== undefined && typeof value !== "string")
  if (wrong !== undefined) return refuse(wrong[0], "must be a text")
  return label === undefined && systemPresence === undefined
    ? refuse("label", "must be given, or systemPresence")
    : undefined
}

/** The list as it was read. */
interface Listed {
  /** Which read of the layer it is of, counted from 1. */
  readonly read: number
  readonly definitions: ReadonlyArray<ActiveDefinition>
  readonly unreadable: PresenceDecodeError | undefined
}

/** The only definition that fits. */
const search = (
  { definitions, unreadable }: Listed,
  query: DefinitionQuery
): Result.Result<ActiveDefinition, PresenceDefinitionNotFound | PresenceDefinitionAmbiguous | PresenceDecodeError> => {
  const found = matching(definitions, query)
  const [first] = found
  if (first === undefined) {
    // It may be the one that cannot be read.
    return Result.fail(
      unreadable ?? new PresenceDefinitionNotFound({ ...searched(query), available: definitions.map(described) })
    )
  }
  return found.length === 1
    ? Result.succeed(first)
    : Result.fail(new PresenceDefinitionAmbiguous({ ...searched(query), candidates: found.map(described) }))
}

/**
 * Finds the definition that is meant by a kind of presence, or by a label.
 *
 * **Details**
 *
 * - By `systemPresence`: the definition of the product, or else the only one of that kind.
 * - By `label`: the only one with that label. Case and surrounding spaces do not matter, unless definitions differ in
 *   nothing else: then the one that is spelled as given is meant. `en_US` and `en-us` are the same locale; `en` is
 *   another one, and no locale stands in for another.
 * - Deactivated definitions are never found.
 * - A definition that is not what the API documents is left out. When nothing else is found, the search fails with its
 *   `PresenceDecodeError`, since it may be the one.
 * - When there is none, or more than one, the search fails and lists what there is: `PresenceDefinitionNotFound`,
 *   `PresenceDefinitionAmbiguous`.
 *
 * **Gotchas**
 *
 * The list is kept for `timeToLive`. A search that does not end in one definition reads it again before it fails, so that
 * a definition that was made or renamed a moment ago is found. One that was deactivated, or whose label another one has
 * taken, is found until the list is read again, or `invalidate` forgets it.
 *
 * To set a user's presence by a label use `UserPresences.set`.
 *
 * **Example** (Setting many users to Busy)
 *
 * ```ts
 * import { ManyUsers, PresenceDefinitions } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function*() {
 *   const definitions = yield* PresenceDefinitions
 *   const { id } = yield* definitions.find({ systemPresence: "Busy" })
 *   const entries = ["user-1", "user-2"].map((userId) => ({ id: userId, presenceDefinition: { id } }))
 *   return yield* ManyUsers.writeAllPresences(entries)
 * }).pipe(Effect.provide(PresenceDefinitions.layer()))
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export class PresenceDefinitions extends Context.Service<
  PresenceDefinitions,
  {
    /**
     * The active definitions with the labels of every locale, but those that are not what the API documents. Fails with what
     * `getPresenceDefinitions` fails with.
     */
    readonly list: Effect.Effect<ReadonlyArray<ActiveDefinition>, OperationFailure<"getPresenceDefinitions">>
    /**
     * The one definition that is meant. Fails with what `list` fails with too, and with `PresenceInvalidRequest` when there
     * is nothing to search by.
     */
    readonly find: (
      query: DefinitionQuery
    ) => Effect.Effect<
      ActiveDefinition,
      PresenceDefinitionNotFound | PresenceDefinitionAmbiguous | OperationFailure<"getPresenceDefinitions">
    >
    /** Forgets the list, so that the next search reads it. */
    readonly invalidate: Effect.Effect<void>
  }
>()("@genesys-presence/client/PresenceDefinitions") {
  /**
   * Finds definitions with a client, and keeps their list for a while.
   *
   * **Details**
   *
   * Searches that need the list at the same time share one read, which has the headers and policies of the search that
   * began it. A read that failed is not kept. Each time the layer is built it has a list of its own, so that two tenants
   * never see each other's definitions.
   *
   * **Example** (A list that may be an hour old)
   *
   * ```ts
   * import { PresenceDefinitions } from "@genesys-presence/client"
   *
   * const Hourly = PresenceDefinitions.layer({ timeToLive: "1 hour" })
   * ```
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layer = (
    options: PresenceDefinitionsOptions = {}
  ): Layer.Layer<PresenceDefinitions, PresenceConfigurationError, PresenceClient> =>
    // Fresh, so that a layer in a constant that is used for two tenants is built for each.
    Layer.fresh(Layer.effect(PresenceDefinitions, make(options)))
}

const make = Effect.fnUntraced(function* (options: PresenceDefinitionsOptions) {
  const client = yield* PresenceClient
  const timeToLive = yield* Effect.fromResult(
    optionsOf("PresenceDefinitions").duration("timeToLive", options.timeToLive ?? "5 minutes")
  )

  let reads = 0
  let outdated = 0
  const [cached, invalidate] = yield* Effect.suspend(() => {
    const read = ++reads
    return Effect.map(
      fullAnswer(client, "getPresenceDefinitions", { localeCode: "ALL" }),
      ({ body: { entities = [] }, unreadable }): Listed => ({
        read,
        definitions: usable(entities),
        unreadable: unreadable?.[0]?.error
      })
    )
  }).pipe(
    byWallTime,
    Effect.cachedInvalidateWithTTL((exit) => (Exit.isSuccess(exit) ? timeToLive : 0))
  )

  const read = byMonotonicTime(cached)

  const find = Effect.fnUntraced(function* (query: DefinitionQuery) {
    const invalid = invalidQuery(query)
    if (invalid !== undefined) return yield* invalid
    const before = reads
    const listed = yield* read
    const found = search(listed, query)
    if (Result.isSuccess(found)) return found.success
    // A list that was there before this search began may be out of date.
    if (listed.read > before) return yield* Effect.fail(found.failure)
    // Searches that fail at the same time share one more read.
    if (listed.read > outdated) {
      outdated = listed.read
      yield* invalidate
    }
    return yield* Effect.fromResult(search(yield* read, query))
  })

  const list = Effect.map(read, ({ definitions }) => definitions)

  return { list, find, invalidate }
})
