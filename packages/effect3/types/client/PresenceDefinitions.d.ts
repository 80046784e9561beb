/**
 * The statuses of the organisation by what people call them, so that no program holds ids.
 *
 * @since 0.1.0
 */
import type { OrganizationPresenceDefinition } from "../models/OrganizationPresenceDefinition.js";
import type * as SystemPresenceName from "../models/SystemPresenceName.js";
import type * as Context from "effect/Context";
import type * as Duration from "effect/Duration";
import type * as Effect from "effect/Effect";
import type * as Layer from "effect/Layer";
import type { OperationFailure } from "./OperationMethod.js";
import type { PresenceClient } from "./PresenceClient.js";
import type { PresenceConfigurationError, PresenceDefinitionAmbiguous, PresenceDefinitionNotFound } from "./PresenceError.js";
/**
 * A definition that users can be given: it is active, and its id is known. The id is an opaque string.
 *
 * @category models
 * @since 0.1.0
 */
export interface ActiveDefinition extends OrganizationPresenceDefinition {
    readonly id: string;
}
/**
 * Searches by the kind of presence.
 *
 * @category models
 * @since 0.1.0
 */
export interface DefinitionBySystemPresence {
    /** In any spelling: `OnQueue`, `On Queue` and `ON_QUEUE` are the same. */
    readonly systemPresence: SystemPresenceName.SystemPresenceName;
    /** Only what this division may use: its own definitions, and those of all divisions (`*`). All by default. */
    readonly divisionId?: string | undefined;
    readonly label?: undefined;
    readonly locale?: undefined;
}
/**
 * Searches by what people see.
 *
 * @category models
 * @since 0.1.0
 */
export interface DefinitionByLabel {
    /** The label, in any case and without regard to spaces around it. */
    readonly label: string;
    /** The locale of the label, such as `en_US` or `de`; by default the label of any locale may match. */
    readonly locale?: string | undefined;
    /** Only definitions of this kind, in any spelling. All by default. */
    readonly systemPresence?: SystemPresenceName.SystemPresenceName | undefined;
    /** Only what this division may use: its own definitions, and those of all divisions (`*`). All by default. */
    readonly divisionId?: string | undefined;
}
/**
 * What to search for.
 *
 * @category models
 * @since 0.1.0
 */
export type DefinitionQuery = DefinitionBySystemPresence | DefinitionByLabel;
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
    readonly timeToLive?: Duration.DurationInput | undefined;
}
declare const PresenceDefinitions_base: Context.TagClass<PresenceDefinitions, "@genesys-presence/effect3/PresenceDefinitions", {
    /**
     * The active definitions with the labels of every locale, but those that are not what the API documents. Fails with what
     * `getPresenceDefinitions` fails with.
     */
    readonly list: Effect.Effect<ReadonlyArray<ActiveDefinition>, OperationFailure<"getPresenceDefinitions">>;
    /**
     * The one definition that is meant. Fails with what `list` fails with too, and with `PresenceInvalidRequest` when there
     * is nothing to search by.
     */
    readonly find: (query: DefinitionQuery) => Effect.Effect<ActiveDefinition, PresenceDefinitionNotFound | PresenceDefinitionAmbiguous | OperationFailure<"getPresenceDefinitions">>;
    /** Forgets the list, so that the next search reads it. */
    readonly invalidate: Effect.Effect<void>;
}>;
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
 * @category services
 * @since 0.1.0
 */
export declare class PresenceDefinitions extends PresenceDefinitions_base {
    /**
     * Finds definitions with a client, and keeps their list for a while.
     *
     * **Details**
     *
     * Searches that need the list at the same time share one read, which has the headers and policies of the search that
     * began it. A read that failed is not kept. Each time the layer is built it has a list of its own, so that two tenants
     * never see each other's definitions.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layer: (options?: PresenceDefinitionsOptions) => Layer.Layer<PresenceDefinitions, PresenceConfigurationError, PresenceClient>;
}
export {};
