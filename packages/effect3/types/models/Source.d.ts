import type { Model, Writable } from "./Model.js";
import type { Ownership } from "./Ownership.js";
/**
 * A registered source of presence.
 *
 * @category models
 * @since 0.1.0
 */
export interface Source {
    /** Set by the service. */
    readonly id?: string;
    readonly name: string;
    readonly description?: string;
    readonly type?: Ownership;
    /** `true` once it was deleted: deleting deactivates. */
    readonly deactivated?: boolean;
    /** The path of the source. Set by the service. */
    readonly selfUri?: string;
}
/**
 * Decodes a source.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const Source: Model<Source>;
/**
 * A source to register or to replace.
 *
 * @category models
 * @since 0.1.0
 */
export interface SourceRequest extends Writable<Source, "id" | "selfUri"> {
}
/**
 * Encodes a source; `id` and `selfUri` are not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const SourceRequest: Model<SourceRequest>;
/**
 * All sources of an organisation.
 *
 * @category models
 * @since 0.1.0
 */
export interface SourceEntityListing {
    readonly total?: number;
    readonly entities?: ReadonlyArray<Source>;
    readonly selfUri?: string;
}
/**
 * Decodes the list of sources.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const SourceEntityListing: Model<SourceEntityListing>;
