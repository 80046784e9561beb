import type * as Duration from "effect/Duration";
/** Limits of the waiting for a rate limit. */
export interface Options {
    /**
     * How long a call may wait in all, over all of its waits; 2 minutes by default, twice the window of Genesys's limits.
     * A longer wait is not begun: limits of a whole day exist, and are announced with hours.
     */
    readonly maxWait?: Duration.DurationInput | undefined;
    /**
     * How much later than asked the waiting calls go, each at a random moment; 1 second by default, enough to keep them
     * from meeting the reopened limit as one burst. Nothing for `0`.
     */
    readonly spread?: Duration.DurationInput | undefined;
    /**
     * The first wait when the service does not say how long; 1 second by default, the unit of `Retry-After`. It doubles
     * with each refusal in a row. A shorter `Retry-After` counts as none: a client that obeyed `0` would send without a pause. At least 1 millisecond.
     */
    readonly base?: Duration.DurationInput | undefined;
    /** Where the doubling ends; 30 seconds by default, half the window of Genesys's limits. At least 1 millisecond. */
    readonly cap?: Duration.DurationInput | undefined;
}
