import type * as Duration from "effect/Duration";
/** Limits of the retries after transient failures. */
export interface Options {
    /**
     * How many times a request is sent again; 3 by default: a failure that survives four attempts is seldom transient.
     */
    readonly times?: number | undefined;
    /**
     * The upper end of the first wait; 250 milliseconds by default, about what a gateway needs to turn to another server.
     * It doubles with each retry, and each wait is drawn evenly between nothing and its upper end ("full jitter"), so that
     * callers who failed together do not come back together.
     */
    readonly base?: Duration.DurationInput | undefined;
    /** Where the doubling ends; 10 seconds by default: a person may be waiting. */
    readonly cap?: Duration.DurationInput | undefined;
    /**
     * The longest `Retry-After` that is waited for; 30 seconds by default, because what asks for more is down for
     * maintenance. Beyond it the call fails at once with the error that asked.
     */
    readonly maxWait?: Duration.DurationInput | undefined;
    /**
     * Whether POST and PATCH are repeated after a lost connection, a timeout or a 5xx, although the service may have
     * executed them. `false` by default: it may create two of something, or undo what another writer did.
     * `Retry.repeatUnsafe` says so for some calls only.
     */
    readonly repeatUnsafe?: boolean | undefined;
    /**
     * What keeps retries from making an outage worse. Every retry takes 1; every success gives back `perSuccess`, so that
     * in the long run at most that share of the load is retries. 50 and 0.1 by default: an outage with 1,000 callers is
     * met by 1,050 requests, not by 4,000.
     */
    readonly budget?: {
        /** How much it holds; it starts full. 50 by default, `Infinity` for no limit. */
        readonly capacity?: number | undefined;
        /** What each success adds; 0.1 by default. */
        readonly perSuccess?: number | undefined;
    } | undefined;
}
