import type { Model, Writable } from "./Model.js";
/**
 * Whether and for how long a user who comes back gets the earlier presence again.
 *
 * @category models
 * @since 0.1.0
 */
export interface RestorePresenceSettings {
    /** Whether presences are restored at all. */
    readonly enabled: boolean;
    /** How long after leaving a presence is still restored, in milliseconds. */
    readonly restoreTimeMilliseconds: number;
    /** Whether `On Queue` is restored too. */
    readonly restoreOnQueueEnabled: boolean;
}
/**
 * Decodes the settings of restoring.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const RestorePresenceSettings: Model<RestorePresenceSettings>;
/**
 * The presence settings of an organisation.
 *
 * @category models
 * @since 0.1.0
 */
export interface PresenceSettings {
    /** Set by the service. */
    readonly id?: string;
    readonly name?: string;
    readonly restorePresenceSettings?: RestorePresenceSettings;
    /** Whether an agent in a conversation may ask to go off queue after it. */
    readonly requestingOffQueueEnabled?: boolean;
    /** The registered source that is primary for users who have not chosen one. */
    readonly defaultPrimaryPresenceRegisteredSourceId?: string;
    /** The path of the settings. Set by the service. */
    readonly selfUri?: string;
}
/**
 * Decodes the presence settings.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const PresenceSettings: Model<PresenceSettings>;
/**
 * The presence settings to store. A PUT replaces all of them: start from what was read.
 *
 * @category models
 * @since 0.1.0
 */
export interface PresenceSettingsRequest extends Writable<PresenceSettings, "id" | "selfUri"> {
}
/**
 * Encodes the presence settings; `id` and `selfUri` are not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const PresenceSettingsRequest: Model<PresenceSettingsRequest>;
