import type * as Duration from "effect/Duration";
/** When the circuit opens, and for how long. */
export interface Options {
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
