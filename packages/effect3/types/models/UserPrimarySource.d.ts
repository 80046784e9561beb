import type { Model, Writable } from "./Model.js";
/**
 * The primary source of a user.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserPrimarySource {
    /** Set by the service. */
    readonly id?: string;
    readonly name?: string;
    /** The id of the source. */
    readonly sourceId?: string;
    /** Whether that source is a registered one. */
    readonly registered?: boolean;
    /** The path of the setting. Set by the service. */
    readonly selfUri?: string;
}
/**
 * Decodes a user's primary source.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const UserPrimarySource: Model<UserPrimarySource>;
/**
 * The source to make a user's primary one.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserPrimarySourceRequest extends Writable<UserPrimarySource, "id" | "selfUri"> {
}
/**
 * Encodes a user's primary source; `id` and `selfUri` are not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const UserPrimarySourceRequest: Model<UserPrimarySourceRequest>;
