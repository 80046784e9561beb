/**
 * The built-in kinds of presence (`Available`, `Busy`, `On Queue`, …) and how to compare their spellings.
 *
 * @since 0.1.0
 */
import type * as Schema from "effect/Schema";
/**
 * The spellings that the service declares for its ten kinds of presence.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const known: readonly [
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
];
/**
 * A kind of presence in the spelling that the service declares.
 *
 * @category models
 * @since 0.1.0
 */
export type KnownSystemPresenceName = (typeof known)[number];
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
export type SystemPresenceName = KnownSystemPresenceName | (string & {});
/**
 * Accepts every string and suggests the ten declared ones.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const SystemPresenceName: Schema.Schema<SystemPresenceName>;
/**
 * The declared spelling of a kind of presence, whatever its case, spaces and underscores; an unknown name comes back
 * as it is.
 *
 * @category combinators
 * @since 0.1.0
 */
export declare const normalize: (name: string) => SystemPresenceName;
/**
 * Whether two spellings mean the same kind of presence.
 *
 * @category predicates
 * @since 0.1.0
 */
export declare const equals: (self: string, that: string) => boolean;
