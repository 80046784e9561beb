import type * as Duration from "effect/Duration";
/** Limits of what is in flight. */
export interface Options {
    /** How many requests may be in flight; 50 by default, what one HTTP/1.1 connection pool serves without queueing of its own. */
    readonly limit?: number | undefined;
    /**
     * How many calls may wait for a place; 10,000 by default, far beyond a healthy queue and a few megabytes. The next one
     * fails at once with `PresenceBulkheadFull`.
     */
    readonly maxQueue?: number | undefined;
    /**
     * How long a call may wait for a place; 30 seconds by default, as long as one request may take. After that it fails
     * with `PresenceBulkheadFull`.
     */
    readonly maxWait?: Duration.DurationInput | undefined;
}
