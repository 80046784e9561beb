import type * as Duration from "effect/Duration";
/** What to stay below. */
export interface Options {
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
/** The options of both throttles, checked; times in milliseconds. */
export interface Settings {
    readonly limit: number;
    readonly window: number;
    readonly burst: number;
    readonly key: string;
    readonly maxWait: number;
    readonly failsClosed: boolean;
    readonly storeTimeout: number;
    readonly learn: boolean;
}
