/**
 * Reads and sets the presences of any number of users: in chunks, several at a time, in constant memory.
 *
 * **Details**
 *
 * Ids and entries come from any iterable or stream, and are taken as they are needed: at most one chunk more than may be
 * in flight. Results come in the order of the input. A chunk whose call failed is one result too, a
 * `PresenceChunkFailed` with the ids that it held, while the others go on; with `onFailure: "fail"` it is the error of the
 * stream instead. An id or entry that cannot be sent fails alone: the others of its chunk are sent without it. A row of an
 * answer that cannot be read fails alone too, as a `PresenceDecodeError` of its user.
 *
 * Ids are compared without regard to case. The iterator of an iterable is closed when the stream ends before it.
 *
 * How often calls are repeated and how fast they go is up to the layers of `RetryLayer`. Interrupting the stream
 * interrupts the calls in flight, and nothing more is sent.
 *
 * @since 0.1.0
 */
import type { MutableUserPresenceRequest } from "../models/MutableUserPresence.js";
import type { UcUserPresence } from "../models/UcUserPresence.js";
import type { UserPresence } from "../models/UserPresence.js";
import type * as Effect from "effect/Effect";
import type * as Stream from "effect/Stream";
import type * as Duration from "effect/Duration";
import type { PresenceClient } from "./PresenceClient.js";
import type { PresenceChunkFailed } from "./PresenceError.js";
/**
 * Where ids and entries come from. A stream is read as far ahead as its own chunks reach.
 *
 * @category models
 * @since 0.1.0
 */
export type Input<A, E = never, R = never> = Iterable<A> | Stream.Stream<A, E, R>;
/**
 * What the failure of a chunk does: `"continue"` makes it a result, `"fail"` the error of the whole.
 *
 * @category options
 * @since 0.1.0
 */
export type OnFailure = "continue" | "fail";
/**
 * How far the work has come. No number ever falls.
 *
 * @category models
 * @since 0.1.0
 */
export interface Progress {
    /** The ids or entries whose fate is known: `succeeded`, `missing` and `failed` together. */
    readonly done: number;
    /** Those that were read or written. */
    readonly succeeded: number;
    /** Those that the service left out of its answers. */
    readonly missing: number;
    /** Those whose chunk failed. */
    readonly failed: number;
    /** How many there are in all; `undefined` when nobody knows. */
    readonly total: number | undefined;
}
/**
 * Options of reads and writes.
 *
 * @category options
 * @since 0.1.0
 */
export interface Options<Mode extends OnFailure = "continue"> {
    /**
     * The most users in one call; 50 by default. For reads 50 is also the most that the service takes, and what is above it
     * counts as 50. For writes the service documents no limit, so that the default is that of reads.
     */
    readonly chunkSize?: number | undefined;
    /** The most calls in flight; 8 by default, so that other calls find free connections. With 1, chunks follow one another. */
    readonly concurrency?: number | undefined;
    /**
     * How long an input that is a stream may keep a chunk open: what has come by then is sent. 50 milliseconds by default,
     * and for what is no length of time. An iterable never waits.
     */
    readonly linger?: Duration.DurationInput | undefined;
    /** What the failure of a chunk does; `"continue"` by default. */
    readonly onFailure?: Mode | undefined;
    /**
     * Called after each chunk, one call at a time, before the results of the chunk are given out. The work waits for it
     * once all calls that may be in flight are.
     */
    readonly onProgress?: ((progress: Progress) => Effect.Effect<void>) | undefined;
    /** The `total` of `onProgress`, for streams and other input that does not know it. Arrays, sets and maps do. */
    readonly total?: number | undefined;
}
/**
 * Options of reads.
 *
 * @category options
 * @since 0.1.0
 */
export interface ReadOptions<Mode extends OnFailure = "continue"> extends Options<Mode> {
    /** The id of the source whose presences to read; Genesys Cloud's own by default. */
    readonly sourceId?: string | undefined;
}
/**
 * A user's presence was read.
 *
 * @category models
 * @since 0.1.0
 */
export interface Found {
    readonly _tag: "Found";
    readonly userId: string;
    readonly presence: UcUserPresence;
}
/**
 * A user's presence was set.
 *
 * @category models
 * @since 0.1.0
 */
export interface Written {
    readonly _tag: "Written";
    readonly userId: string;
    /** What the service answered. */
    readonly presence: UserPresence;
}
/**
 * The call succeeded, but its answer has nothing about this user. After a read there is no such user; what a write did is
 * not known.
 *
 * @category models
 * @since 0.1.0
 */
export interface Missing {
    readonly _tag: "Missing";
    readonly userId: string;
}
/**
 * The failures among the results: none when the whole fails instead.
 *
 * @category models
 * @since 0.1.0
 */
export type FailureResult<Mode extends OnFailure> = Mode extends "continue" ? PresenceChunkFailed : never;
/**
 * The failures in the error channel: none when they are results instead.
 *
 * @category models
 * @since 0.1.0
 */
export type FailureError<Mode extends OnFailure> = Mode extends "fail" ? PresenceChunkFailed : never;
/**
 * Reads the presences of any number of users.
 *
 * **Details**
 *
 * There is one result for each id of the input, in its order; an id that comes twice has two. Within a chunk it is asked
 * for once. A failed chunk is one result, which names each of its ids once.
 *
 * @category streams
 * @since 0.1.0
 */
export declare const readPresences: <E = never, R = never, Mode extends OnFailure = "continue">(userIds: Input<string, E, R>, options?: ReadOptions<Mode>) => Stream.Stream<Found | Missing | FailureResult<Mode>, E | FailureError<Mode>, R | PresenceClient>;
/**
 * Sets the presences of any number of users with `putUsersPresencesBulk`.
 *
 * **Details**
 *
 * There is one result for each entry, in the order of the input. Entries are sent as they are: several for one user, for
 * several sources, are fine, and within a chunk they keep their order.
 *
 * **Gotchas**
 *
 * Chunks in flight at once arrive in any order: when the last of several entries for one user and source must win, use
 * `concurrency: 1`. The service takes or refuses a chunk as a whole, so that one unknown user fails it; `chunkSize` says
 * how many others that takes along.
 *
 * @category streams
 * @since 0.1.0
 */
export declare const writePresences: <E = never, R = never, Mode extends OnFailure = "continue">(entries: Input<MutableUserPresenceRequest, E, R>, options?: Options<Mode>) => Stream.Stream<Written | Missing | FailureResult<Mode>, E | FailureError<Mode>, R | PresenceClient>;
/**
 * All that a read found.
 *
 * @category models
 * @since 0.1.0
 */
export interface Presences {
    /** By the id of the user, in the order of the input. */
    readonly presences: ReadonlyMap<string, UcUserPresence>;
    /** The ids that the service left out of its answers, each once. */
    readonly missing: ReadonlyArray<string>;
    /** The chunks whose call failed; none with `onFailure: "fail"`. */
    readonly failures: ReadonlyArray<PresenceChunkFailed>;
}
/**
 * Reads the presences of any number of users, and answers with all of them at once. Memory grows with the number of users:
 * see {@link readPresences} for millions.
 *
 * @category collecting
 * @since 0.1.0
 */
export declare const readAllPresences: <E = never, R = never, Mode extends OnFailure = "continue">(userIds: Input<string, E, R>, options?: ReadOptions<Mode>) => Effect.Effect<Presences, E | FailureError<Mode>, R | PresenceClient>;
/**
 * All that a write did.
 *
 * @category models
 * @since 0.1.0
 */
export interface WrittenPresences {
    /** One for each entry that was written, in the order of the input. */
    readonly written: ReadonlyArray<Written>;
    /** The ids that the service left out of its answers, each once. */
    readonly missing: ReadonlyArray<string>;
    /** The chunks whose call failed; none with `onFailure: "fail"`. */
    readonly failures: ReadonlyArray<PresenceChunkFailed>;
}
/**
 * Sets the presences of any number of users, and answers when all is done. Memory grows with the number of entries: see
 * {@link writePresences} for millions.
 *
 * @category collecting
 * @since 0.1.0
 */
export declare const writeAllPresences: <E = never, R = never, Mode extends OnFailure = "continue">(entries: Input<MutableUserPresenceRequest, E, R>, options?: Options<Mode>) => Effect.Effect<WrittenPresences, E | FailureError<Mode>, R | PresenceClient>;
