/**
 * What became of the users of a chunk whose call failed.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { PresenceError } from "./PresenceError.ts"

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
export class PresenceChunkFailed extends Schema.TaggedError<PresenceChunkFailed>()("PresenceChunkFailed", {
  /** The ids that the call was for, in the order in which they were passed. */
  userIds: Schema.Array(Schema.String),
  /** Why the call failed. */
  reason: PresenceError
}) {
  override get message(): string {
    const { length } = this.userIds
    return `${length} ${length === 1 ? "user" : "users"}: ${this.reason.message}`
  }
}
