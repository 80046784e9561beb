/**
 * The built-in kinds of presence (`Available`, `Busy`, `On Queue`, …) and how to compare their spellings.
 *
 * @since 0.1.0
 */
import type * as Schema from "effect/Schema"
import { openEnum } from "./internal/jsonModel.ts"

/**
 * The spellings that the service declares for its ten kinds of presence.
 *
 * @category constants
 * @since 0.1.0
 */
export const known: readonly [
  "Available",
  "Away",
  "Busy",
  "Offline",
  "Idle",
  "OnQueue",
  "Meal",
  "Training",
  "Meeting",
  "Break"
] = ["Available", "Away", "Busy", "Offline", "Idle", "OnQueue", "Meal", "Training", "Meeting", "Break"]

/**
 * A kind of presence in the spelling that the service declares.
 *
 * @category models
 * @since 0.1.0
 */
export type KnownSystemPresenceName = (typeof known)[number]

/**
 * A kind of presence as it came: the declared spelling is suggested, any other string passes.
 *
 * **Gotchas**
 *
 * The same kind arrives as `OnQueue`, `On Queue` and `ON_QUEUE`, depending on the endpoint. Compare with
 * {@link equals}, or {@link normalize} first.
 *
 * @category models
 * @since 0.1.0
 */
export type SystemPresenceName = KnownSystemPresenceName | (string & {})

/**
 * Accepts every string and suggests the ten declared ones.
 *
 * @category schemas
 * @since 0.1.0
 */
export const SystemPresenceName: Schema.Codec<SystemPresenceName> = openEnum(known)

const fold = (name: string): string => name.replace(/[\s_-]/g, "").toLowerCase()

const byFolded: ReadonlyMap<string, KnownSystemPresenceName> = new Map(known.map((name) => [fold(name), name]))

/**
 * The declared spelling of a kind of presence, whatever its case, spaces and underscores; an unknown name comes back
 * as it is.
 *
 * **Example** (One spelling for all)
 *
 * ```ts
 * import { SystemPresenceName } from "@genesys-presence/models"
 *
 * SystemPresenceName.normalize("ON_QUEUE") // "OnQueue"
 * SystemPresenceName.normalize("On Queue") // "OnQueue"
 * SystemPresenceName.normalize("Coffee") // "Coffee"
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const normalize = (name: string): SystemPresenceName => byFolded.get(fold(name)) ?? name

/**
 * Whether two spellings mean the same kind of presence.
 *
 * **Example** (Comparing what two endpoints say)
 *
 * ```ts
 * import { SystemPresenceName } from "@genesys-presence/models"
 *
 * SystemPresenceName.equals("OnQueue", "On Queue") // true
 * SystemPresenceName.equals("OnQueue", "Offline") // false
 * ```
 *
 * @category predicates
 * @since 0.1.0
 */
export const equals = (self: string, that: string): boolean => fold(self) === fold(that)
