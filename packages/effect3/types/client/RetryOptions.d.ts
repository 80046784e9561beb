/**
 * The options of the policies.
 *
 * **Details**
 *
 * They are checked when a layer is built: an option that cannot be used fails it with `PresenceConfigurationError`.
 *
 * @since 0.1.0
 */
import type * as Duration from "effect/Duration";
/**
 * Options of `RetryLayer.transient`. Limits of the retries after transient failures.
 *
 * @category options
 * @since 0.1.0
 */
export interface TransientOptions {
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
/**
 * Options of `RetryLayer.rateLimited`. Limits of the waiting for a rate limit.
 *
 * @category options
 * @since 0.1.0
 */
export interface RateLimitedOptions {
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
     * with each refusal in a row. A shorter `Retry-After` counts as none: a client that obeyed `0` would send without a
     * pause. One that cannot be read counts as 30 seconds. At least 1 millisecond.
     */
    readonly base?: Duration.DurationInput | undefined;
    /** Where the doubling ends; 30 seconds by default, half the window of Genesys's limits. At least 1 millisecond. */
    readonly cap?: Duration.DurationInput | undefined;
    /**
     * How often one call is sent all the same while the gate stays closed, so that one answer with an absurd `Retry-After`
     * does not stop a client for as long as it says; every 5 minutes by default. At least 1 millisecond.
     */
    readonly probeEvery?: Duration.DurationInput | undefined;
}
/**
 * Options of `RetryLayer.timeout`. Limits of time.
 *
 * @category options
 * @since 0.1.0
 */
export interface TimeoutOptions {
    /**
     * How long one request may take, from sending to the end of its answer, with no wait and no token counted. No limit by
     * default beyond the transport's own of 30 seconds; of several limits the shortest applies. A request that takes longer
     * is aborted on its socket.
     */
    readonly perAttempt?: Duration.DurationInput | undefined;
    /**
     * How long everything below may take together: waits, token and all attempts. None by default. Policies below know it,
     * and do not begin a wait that could not end within it.
     */
    readonly total?: Duration.DurationInput | undefined;
}
/**
 * Options of `RetryLayer.throttle`. What to stay below.
 *
 * @category options
 * @since 0.1.0
 */
export interface ThrottleOptions {
    /** How many requests the service takes in a window; 300 by default, Genesys's limit for one token. */
    readonly limit?: number | undefined;
    /** How long the window is; 1 minute by default, as Genesys counts. */
    readonly window?: Duration.DurationInput | undefined;
    /**
     * Which share of the limit may be sent at once, from 0 to 1; the rest is spread evenly over the window. 0.05 by
     * default: in no window, wherever it begins, are there more requests than the limit, and 95 % of it can be used. With
     * 0.5, half of the limit goes at once, and half of it can be used in the long run.
     */
    readonly burst?: number | undefined;
    /** What the requests are counted under in the store; `"presence"` by default. Give each token its own. */
    readonly key?: string | undefined;
    /**
     * How long a call may wait for its turn; 2 minutes by default, as for a rate limit of the service. A call that would
     * wait longer fails at once with `PresenceThrottled`.
     */
    readonly maxWait?: Duration.DurationInput | undefined;
    /**
     * What happens when the store that counts cannot be asked: `"open"` sends the request, `"closed"` fails it with
     * `PresenceThrottled`. `"open"` by default: the service counts as well, so that the worst is a 429.
     */
    readonly onStoreFailure?: "open" | "closed" | undefined;
    /**
     * How long the store may take to answer; 1 second by default. One that takes longer has failed, and is left alone for
     * as long again, so that calls do not wait for it one after the other.
     */
    readonly storeTimeout?: Duration.DurationInput | undefined;
    /**
     * Whether the limit is taken from `inin-ratelimit-allowed` once an answer carries it. `true` by default: an
     * organisation may have another limit than the usual one.
     */
    readonly learn?: boolean | undefined;
}
/**
 * Options of `RetryLayer.circuitBreaker`. When the circuit opens, and for how long.
 *
 * @category options
 * @since 0.1.0
 */
export interface CircuitBreakerOptions {
    /**
     * When it opens. By default when 10 calls in a row fail: under steady load that is an outage of a second, while two
     * users with bad luck do not make ten.
     */
    readonly trip?: {
        readonly consecutive: number;
    } | {
        /** The share of failures that opens it, from 0 to 1; 0.5 by default. */
        readonly rate?: number | undefined;
        /** Over how many of the last calls the share is taken; 100 by default. */
        readonly size?: number | undefined;
        /** How many calls there must be before it may open; `size` by default. */
        readonly minimumCalls?: number | undefined;
    } | undefined;
    /**
     * How long it stays open before one call, the probe, is let through; 15 seconds by default, half of what a gateway
     * usually needs to take a broken server out. It doubles while probes fail.
     */
    readonly openFor?: Duration.DurationInput | undefined;
    /** Where the doubling, and a `Retry-After`, ends; 2 minutes by default, so that a recovery is noticed soon. */
    readonly maxOpenFor?: Duration.DurationInput | undefined;
}
/**
 * Options of `RetryLayer.bulkhead`. Limits of what is in flight.
 *
 * @category options
 * @since 0.1.0
 */
export interface BulkheadOptions {
    /** How many requests may be in flight; 50 by default, what one HTTP/1.1 connection pool serves without queueing of its own. */
    readonly limit?: number | undefined;
    /**
     * How many calls may wait for a permit; 10,000 by default, far beyond a healthy queue and a few megabytes. The next one
     * fails at once with `PresenceBulkheadFull`.
     */
    readonly maxQueue?: number | undefined;
    /**
     * How long a call may wait for a permit; 30 seconds by default, as long as one request may take. After that it fails
     * with `PresenceBulkheadFull`.
     */
    readonly maxWait?: Duration.DurationInput | undefined;
}
