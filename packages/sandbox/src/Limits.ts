/**
 * How fast a sandbox answers, and how many requests it takes.
 *
 * @since 0.1.0
 */
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const Millis = Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0))

/**
 * How long each answer takes, in milliseconds: always the same, anything between two limits, or an exponential
 * distribution with a mean, whose long tail is much like a network's. Effect's `Random` decides and its `Clock` sleeps,
 * so that a `TestClock` drives it.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Latency = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("fixed"), millis: Millis }),
  Schema.Struct({ kind: Schema.Literal("uniform"), minimum: Millis, maximum: Millis }).check(
    Schema.makeFilter(({ maximum, minimum }: { readonly maximum: number; readonly minimum: number }) =>
      minimum <= maximum
        ? undefined
        : { path: ["maximum"], issue: `The maximum must not be below the minimum, which is ${minimum}` }
    )
  ),
  Schema.Struct({ kind: Schema.Literal("exponential"), mean: Millis })
])

/**
 * How long each answer takes.
 *
 * @category models
 * @since 0.1.0
 */
export type Latency = typeof Latency.Type

/**
 * The limits of an organisation.
 *
 * @category models
 * @since 0.1.0
 */
export interface Limits {
  /**
   * How many requests a minute each access token may make; more are answered with status 429. `null` refuses none: the
   * headers count them against 300 all the same.
   */
  readonly rateLimit: number | null
  /**
   * How many requests a minute all tokens of one OAuth client may make together; more are answered with status 429.
   * `null` refuses none. The service's own limit is 3,000.
   */
  readonly clientRateLimit: number | null
  /** `null` answers at once. */
  readonly latency: Latency | null
}

/**
 * Decodes limits.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Limits: Schema.Codec<Limits> = Schema.Struct({
  rateLimit: Schema.NullOr(Schema.Natural),
  clientRateLimit: Schema.NullOr(Schema.Natural),
  latency: Schema.NullOr(Latency)
})

/**
 * Decodes a change of some limits; those that are absent stay.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Changes: Schema.Codec<Partial<Limits>> = Schema.Struct({
  rateLimit: Schema.optionalKey(Schema.NullOr(Schema.Natural)),
  clientRateLimit: Schema.optionalKey(Schema.NullOr(Schema.Natural)),
  latency: Schema.optionalKey(Schema.NullOr(Latency))
})

/**
 * The limits of an organisation, which can change at any time.
 *
 * @category models
 * @since 0.1.0
 */
export interface LimitsControl {
  readonly get: Effect.Effect<Limits>
  /** Changes the given limits, and says what all of them are now. */
  readonly set: (changes: Partial<Limits>) => Effect.Effect<Limits>
}
