/**
 * What became of the users of a chunk whose call failed.
 *
 * @since 0.1.0
 */
import * as Cause from "effect/Cause";
import type { PresenceError } from "./PresenceError.js";
/**
 * One call of many failed, and with it all the users that it was for; the other calls are not concerned.
 *
 * **Details**
 *
 * `reason` is the error of the call, so that Effect's `catchReason` and `unwrapReason` work. The message counts the users
 * and does not name them.
 *
 * **Gotchas**
 *
 * A chunk of writes that failed may have been executed all the same: ask `PresenceError.wasNotExecuted` about `reason`.
 *
 * @category errors
 * @since 0.1.0
 */
export declare class PresenceChunkFailed extends Cause.YieldableError {
    constructor(fields: { readonly userIds: ReadonlyArray<string>; readonly reason: PresenceError; });
    readonly _tag: "PresenceChunkFailed";
    /** The ids that the call was for, in the order in which they were passed. */
    readonly userIds: ReadonlyArray<string>;
    /** Why the call failed. */
    readonly reason: PresenceError;
    get message(): string;
}
export {};
