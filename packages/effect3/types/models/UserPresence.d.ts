/**
 * What a user's presence is, as one source says.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime";
import type { Model, Writable } from "./Model.js";
import type { PresenceDefinition, PresenceDefinitionRequest } from "./PresenceDefinition.js";
/**
 * The presence of one user at one source.
 *
 * **Gotchas**
 *
 * Real answers carry little more than `source`, `presenceDefinition`, `message` and `modifiedDate`: no `id`, `name` or
 * `sourceId`.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserPresence {
    /** Set by the service; often absent. */
    readonly id?: string;
    readonly name?: string;
    /**
     * The name of the source, such as `PURECLOUD`.
     *
     * @deprecated use `sourceId`
     */
    readonly source?: string;
    /** The id of a registered source. */
    readonly sourceId?: string;
    /** In a PATCH, `true` makes the source of the path the user's primary one. Means nothing elsewhere. */
    readonly primary?: boolean;
    /** The status that the user has. */
    readonly presenceDefinition?: PresenceDefinition;
    /** The status that the user has asked for and does not have yet. Set by the service. */
    readonly futurePresenceDefinition?: PresenceDefinition;
    /** The user's free text. Personal data: keep it out of logs. */
    readonly message?: string;
    /** When the presence last changed. */
    readonly modifiedDate?: DateTime.Utc;
    /** The path of the presence. Set by the service. */
    readonly selfUri?: string;
}
/**
 * Decodes a user's presence.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const UserPresence: Model<UserPresence>;
/**
 * What a PATCH changes: the definition, the message, and whether the source is the primary one, each on its own or
 * together.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserPresenceRequest extends Writable<UserPresence, "id" | "presenceDefinition" | "futurePresenceDefinition" | "selfUri"> {
    /** The status to set, by the `id` of its definition; `systemPresence` says nothing to the service. */
    readonly presenceDefinition?: PresenceDefinitionRequest | undefined;
}
/**
 * Encodes a change of a user's presence; `id`, `futurePresenceDefinition` and `selfUri` are not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const UserPresenceRequest: Model<UserPresenceRequest>;
