import type { Model } from "../../models/Model.js";
import type * as Duration from "effect/Duration";
import type * as Effect from "effect/Effect";
import type { PresenceConflict } from "../StatusError.js";
/** What a function that changes something answers: what to store, or `undefined` for no change. */
export type Change<A, B, E, R> = (current: A) => B | undefined | Effect.Effect<B | undefined, E, R>;
/** Limits of the retries after a conflict. */
export interface Options {
    /**
     * How many times it is read and changed again after a 409; 3 by default. A conflict that does not go away, such as a
     * name that is taken, fails after that many too: within 2 seconds of waiting.
     */
    readonly times?: number | undefined;
    /**
     * The upper end of the first wait; 200 milliseconds by default. It doubles with each retry, and each wait is drawn
     * evenly between nothing and its upper end, so that writers who met once do not meet again.
     */
    readonly base?: Duration.DurationInput | undefined;
    /**
     * The longest wait before a retry; 10 seconds by default. A 409 whose `Retry-After` asks for more is not retried.
     */
    readonly maxWait?: Duration.DurationInput | undefined;
}
/** Something that is read, changed and written back whole. */
interface Target<A, B, E1, E2> {
    readonly read: Effect.Effect<A, E1>;
    readonly write: (body: B) => Effect.Effect<A, E2 | PresenceConflict>;
    /** What a body may carry. */
    readonly request: Model<B>;
}
export {};
