/**
 * The policies of `RetryLayer` for some calls only, as combinators on effects.
 *
 * **Details**
 *
 * A combinator applies to each call that the effect makes, around the layers of the client. When the effect makes
 * several calls they share the state of the policy: one gate, one budget. Each call is repeated by itself: what else the
 * effect does is not. When an option cannot be used, each call fails with `PresenceInvalidRequest` and nothing is sent.
 *
 * **Example** (A patient read)
 *
 * ```ts
 * import { PresenceClient, Retry } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function*() {
 *   const presence = yield* PresenceClient
 *   return yield* presence.getUserPresencesPurecloud({ userId: "some-user" }).pipe(
 *     Retry.transient({ times: 8 }),
 *     Retry.timeout({ total: "1 minute" })
 *   )
 * })
 * ```
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { combinatorOf } from "./internal/policies/policyTransport.ts"
import * as RateLimited from "./internal/policies/rateLimited.ts"
import * as Timeout from "./internal/policies/timeout.ts"
import * as Transient from "./internal/policies/transient.ts"
import type { PresenceTimeout, PresenceTooManyRequests } from "./PresenceError.ts"
import type { RateLimitedOptions, TimeoutOptions, TransientOptions } from "./RetryOptions.ts"

/**
 * Repeats each call of an effect after transient failures, where repeating is safe. See `RetryLayer.transient`.
 *
 * **Example** (Reading a user's presence)
 *
 * ```ts
 * import { PresenceClient, Retry } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const read = PresenceClient.use((presence) => presence.getUserPresencesPurecloud({ userId: "some-user" })).pipe(
 *   Retry.transient()
 * )
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const transient = (
  options?: TransientOptions
): (<A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>) =>
  combinatorOf("transient", options, Transient.make)

/**
 * Makes the calls of an effect wait for a rate limit, all at one gate. See `RetryLayer.rateLimited`.
 *
 * **Example** (Many writes that wait together)
 *
 * ```ts
 * import { PresenceClient, Retry } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const clear = (userIds: ReadonlyArray<string>) =>
 *   PresenceClient.use((presence) =>
 *     Effect.forEach(userIds, (userId) => presence.patchUserPresencesPurecloud({ userId, body: { message: "" } }), {
 *       concurrency: 10
 *     })
 *   ).pipe(Retry.rateLimited())
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const rateLimited = (
  options?: RateLimitedOptions
): (<A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E | PresenceTooManyRequests, R>) =>
  combinatorOf("rateLimited", options, RateLimited.make)

/**
 * Bounds the time of each request, and of each call, that an effect makes. See `RetryLayer.timeout`.
 *
 * **Example** (At most two seconds)
 *
 * ```ts
 * import { PresenceClient, Retry } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const read = PresenceClient.use((presence) => presence.getSystempresences()).pipe(Retry.timeout({ total: "2 seconds" }))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const timeout = (
  options: TimeoutOptions
): (<A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E | PresenceTimeout, R>) =>
  combinatorOf("timeout", options, Timeout.make)

/**
 * Lets `transient`, as a layer or a combinator, repeat the calls of an effect even where the service may have executed
 * them already.
 *
 * **Example** (A message that may be set twice)
 *
 * ```ts
 * import { PresenceClient, Retry } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const toLunch = PresenceClient.use((presence) =>
 *   presence.patchUserPresencesPurecloud({ userId: "some-user", body: { message: "lunch" } })
 * ).pipe(Retry.repeatUnsafe)
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const repeatUnsafe = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.provideService(self, Transient.RepeatUnsafe, true)
