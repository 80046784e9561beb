/**
 * Presences of single users, asked for in bulk.
 *
 * @since 0.1.0
 */
import type { UcUserPresence } from "../models/UcUserPresence.js";
import type * as Context from "effect/Context";
import type * as Duration from "effect/Duration";
import type * as Effect from "effect/Effect";
import type * as Layer from "effect/Layer";
import type { OperationFailure } from "./OperationMethod.js";
import type { PresenceClient } from "./PresenceClient.js";
import type { PresenceConfigurationError } from "./PresenceError.js";
/**
 * What a lookup can fail with: what the bulk operations can fail with. A user that the answer leaves out is a
 * `PresenceNotFound`, with the operation, the correlation id and the attempts of the bulk call.
 *
 * @category errors
 * @since 0.1.0
 */
export type LookupError = OperationFailure<"getUsersPresencesPurecloudBulk"> | OperationFailure<"getUsersPresenceBulk">;
/**
 * What else there is to say about a lookup.
 *
 * @category options
 * @since 0.1.0
 */
export interface LookupOptions {
    /** The id of a registered source; by default what Genesys Cloud itself says. */
    readonly sourceId?: string | undefined;
}
/**
 * Options of {@link PresenceLookup.layer}.
 *
 * @category options
 * @since 0.1.0
 */
export interface PresenceLookupOptions {
    /**
     * How long lookups are collected before they are asked for; by default until the fibers that are ready have had their
     * turn, which costs a lone lookup nothing. A millisecond or more collects also what other answers set off.
     */
    readonly window?: Duration.DurationInput | undefined;
    /** How many requests of one batch may be under way at a time; 8 by default. */
    readonly concurrency?: number | undefined;
    /** Keeps presences for a while; by default none is kept. */
    readonly cache?: {
        /** How long a presence is good. Failures are not kept. */
        readonly timeToLive: Duration.DurationInput;
        /** How many are kept at most; 10,000 by default. */
        readonly capacity?: number | undefined;
    } | undefined;
}
declare const PresenceLookup_base: Context.TagClass<PresenceLookup, "@genesys-presence/effect3/PresenceLookup", {
    /** The presence of a user. */
    readonly get: (userId: string, options?: LookupOptions) => Effect.Effect<UcUserPresence, LookupError>;
    /** Forgets what is kept of a user, such as after setting the presence. */
    readonly invalidate: (userId: string, options?: LookupOptions) => Effect.Effect<void>;
}>;
/**
 * Looks up the presences of single users. Lookups of any number of fibers that come together are one request for every 50
 * users.
 *
 * **When to use**
 *
 * Use it where code asks for one user at a time, such as a resolver or a request handler, and many do so at once. For a
 * list that is known, `ManyUsers` is simpler; to follow users, `PresenceWatch`.
 *
 * **Details**
 *
 * - Each user is asked for once in a batch, however many ask. Different sources never share a request. Ids are compared
 *   without regard to case.
 * - A user that the service leaves out, one whose row cannot be read, and an id that cannot be sent, fail alone. A request
 *   that fails fails those who asked for its users, with its error; the other requests of the batch go on.
 * - Interrupting a caller leaves the others. What has not been sent when its last caller goes is not sent; a request that
 *   is under way runs to its end.
 * - Requests are made with the services and references that the layer was built with: neither the deadline nor the headers
 *   of one caller apply to the others.
 *
 * @category services
 * @since 0.1.0
 */
export declare class PresenceLookup extends PresenceLookup_base {
    /**
     * Lookups through the `PresenceClient` that is provided. Fails with `PresenceConfigurationError` when an option cannot be
     * used.
     *
     * **Details**
     *
     * It is built once for each client: two tenants never share a request or a cache, even if one layer in a constant is given
     * to both.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layer: (options?: PresenceLookupOptions) => Layer.Layer<PresenceLookup, PresenceConfigurationError, PresenceClient>;
}
export {};
