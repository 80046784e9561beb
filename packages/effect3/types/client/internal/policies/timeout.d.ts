import type * as Duration from "effect/Duration";
/** Limits of time. */
export interface Options {
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
