/**
 * Presences of many users as a stream of changes.
 *
 * @since 0.1.0
 */
import type { UcUserPresence } from "../models/UcUserPresence.js";
import type * as Data from "effect/Data";
import type * as Duration from "effect/Duration";
import type * as Effect from "effect/Effect";
import type * as Schedule from "effect/Schedule";
import type * as Stream from "effect/Stream";
import type { PresenceClient } from "./PresenceClient.js";
import type { PresenceConfigurationError } from "./PresenceError.js";
import type { LookupError } from "./PresenceLookup.js";
/**
 * What a watch tells of a user.
 *
 * **Details**
 *
 * - `Snapshot`: what the user's presence is when the watch sees it first;
 * - `Change`: another status, another message, or another `modifiedDate` than before;
 * - `Missing`: the service knows no presence of the user at this source. A `Snapshot` follows should there be one later.
 *
 * @category models
 * @since 0.1.0
 */
export type PresenceEvent = Data.TaggedEnum<{
    Snapshot: {
        readonly userId: string;
        readonly presence: UcUserPresence;
    };
    Change: {
        readonly userId: string;
        readonly presence: UcUserPresence;
        readonly previous: UcUserPresence;
    };
    Missing: {
        readonly userId: string;
    };
}>;
/** Constructors and a match of {@link PresenceEvent}. */
export declare const PresenceEvent: Data.TaggedEnum.Constructor<PresenceEvent>;
/**
 * What a read of a watch can fail with: what the bulk operations can fail with.
 *
 * @category errors
 * @since 0.1.0
 */
export type ReadError = LookupError;
/**
 * What a watch can fail with: an error of all its reads, or an option that cannot be used.
 *
 * @category errors
 * @since 0.1.0
 */
export type WatchError = ReadError | PresenceConfigurationError;
/**
 * Options of {@link changes}.
 *
 * @category options
 * @since 0.1.0
 */
export interface Options {
    /** The id of a registered source; by default what Genesys Cloud itself says. */
    readonly sourceId?: string | undefined;
    /** How often each user is read, if the budget allows; 10 seconds by default, soon enough for a wallboard. */
    readonly interval?: Duration.DurationInput | undefined;
    /**
     * The most requests in a minute, each for up to 50 users, repetitions included; 100 by default: a third of what Genesys
     * allows one token, so that two thirds are left for calls.
     */
    readonly requestsPerMinute?: number | undefined;
    /**
     * How many requests may be in flight at a time; 4 by default. Requests for users whose last read failed count apart, up
     * to the same number, so that they hold up no others.
     */
    readonly concurrency?: number | undefined;
    /**
     * How long a request that failed waits before it is tried again. By default from 1 second to 1 minute with jitter, for
     * ever. With a schedule of your own, the stream ends with the last error once the schedules of all requests have ended.
     * `Retry-After` comes on top, 5 minutes of it at most.
     */
    readonly retry?: Schedule.Schedule<unknown, ReadError> | undefined;
    /**
     * Called for each failed request with the ids that it covered, for each row that cannot be read with its user, and once
     * for each id that cannot be sent. Defaults to doing nothing.
     */
    readonly onError?: ((error: ReadError, userIds: ReadonlyArray<string>) => Effect.Effect<void>) | undefined;
}
/**
 * Watches users: a snapshot of each first, and then what changes.
 *
 * **When to use**
 *
 * Use it for wallboards, routers and synchronisation. It reads the presences again and again, and uses no notification
 * channels.
 *
 * **Details**
 *
 * 50 users share a request, and each request is repeated on a clock of its own. A change is emitted within `interval`, or
 * within `requests / requestsPerMinute` minutes where that is longer, and the time that a request takes. 10,000 users are
 * 200 requests: with 100 in a minute, two minutes. A change that is undone within that time is not seen, apart from its
 * `modifiedDate`. A presence with an older `modifiedDate` than the one emitted comes from a replica that is behind, and is
 * ignored.
 *
 * The users may be an effect, such as the value of a `Ref` or a query. It is run once in each `interval`. A user added to
 * the set gets a `Snapshot`; a removed user is dropped. Ids that occur twice, in any case, count once. Failures of the
 * effect end the stream.
 *
 * A request that fails backs off on its own and is tried for ever, while the others go on. It takes about one request a
 * minute from the budget, and what policies repeat. Row by row: a row that cannot be read is reported to `onError`, and the
 * other users of the answer are emitted. An id that cannot be sent is reported once and left out.
 *
 * The stream ends with an error that concerns all users, once every request has met one: the service refuses the token or a
 * permission (401, 403), knows no such source, the login refuses the client, TLS fails, the client's layer is released. A
 * page of a gateway with such a status does not count.
 *
 * While nobody takes events from the stream, no request is made.
 *
 * @category streams
 * @since 0.1.0
 */
export declare const changes: <E = never, R = never>(userIds: Iterable<string> | Effect.Effect<Iterable<string>, E, R>, options?: Options) => Stream.Stream<PresenceEvent, WatchError | E, PresenceClient | R>;
export {};
