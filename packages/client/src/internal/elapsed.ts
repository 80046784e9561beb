import * as Duration from "effect/Duration"

/** The time since a reading of the monotonic clock, both in nanoseconds, to the millisecond. */
export const elapsedSince = (startedAt: bigint, now: bigint): Duration.Duration =>
  Duration.millis(Number((now - startedAt) / 1_000_000n))
