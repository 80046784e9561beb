import type { UcUserPresence } from "../models/UcUserPresence.js";
import type * as Data from "effect/Data";
import type * as Duration from "effect/Duration";
import type * as Effect from "effect/Effect";
import type * as Schedule from "effect/Schedule";
import type * as Stream from "effect/Stream";
import type { BulkReadError } from "./internal/bulk/bulkRead.js";
import type { PresenceClient } from "./PresenceClient.js";
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
/**
 * Constructors and matchers of {@link PresenceEvent}.
 *
 * @category constructors
 * @since 0.1.0
 */
export declare const PresenceEvent: Data.TaggedEnum.Constructor<PresenceEvent>;
/**
 * What a watch can fail with: what the bulk operations that it calls can fail with.
 *
 * @category errors
 * @since 0.1.0
 */
export type WatchError = BulkReadError;
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
    /** How many requests may be under way at a time; 4 by default. */
    readonly concurrency?: number | undefined;
    /**
     * When a failed request is retried; the end of the schedule ends the stream with the error. By default, errors that are
     * `PresenceError.isRetryable` are retried for ever, with waits from 1 second to 1 minute, and all others end the stream.
     * Every retry waits at least as long as `Retry-After`.
     */
    readonly retry?: Schedule.Schedule<unknown, WatchError> | undefined;
    /** Called for each failed request with the ids it covered. Defaults to doing nothing. */
    readonly onError?: ((error: WatchError, userIds: ReadonlyArray<string>) => Effect.Effect<void>) | undefined;
}
/**
 * Watches users: a snapshot of each first, and then what changes.
 *
 * **When to use**
 *
 * Use it for wallboards, routers and synchronisation, where nothing tells you of changes by itself.
 *
 * **Details**
 *
 * The users are looked at in rounds, 50 in a request, the requests of a round spread evenly over the time that the budget
 * takes for them. So a change is emitted at the latest after `interval`, or `requests / requestsPerMinute` minutes where
 * that is longer, and the time that the requests of a round take: 10,000 users are 200 requests, and with 100 in a minute
 * two minutes. A change that is undone within that time is not seen, apart from its `modifiedDate`.
 *
 * The users may be an effect, which is run before each round: the value of a `Ref`, or a query. A user who is new in it
 * gets a snapshot; one who has gone is forgotten. Ids that occur twice count once. Failures of the effect end the stream.
 *
 * While a request fails, its users wait, and the others of the round go on; the next round begins when all are through.
 * While nobody takes events from the stream, no request is made.
 *
 * @category streams
 * @since 0.1.0
 */
export declare const changes: <E = never, R = never>(userIds: Iterable<string> | Effect.Effect<Iterable<string>, E, R>, options?: Options) => Stream.Stream<PresenceEvent, WatchError | E, PresenceClient | R>;
