import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Result from "effect/Result"
import type { OAuthClient } from "../../OAuthClient.ts"
import { ErrorCode, Refusal } from "../http/refusal.ts"

interface AccessToken {
  readonly client: OAuthClient
  /** In milliseconds since 1970. */
  readonly expiresAt: number
}

/** The access tokens that were issued. */
export interface AccessTokens {
  /** The token is valid for the given time, else for that of all tokens. */
  readonly issue: (
    client: OAuthClient,
    lifetime?: Duration.Duration
  ) => Effect.Effect<{ readonly token: string; readonly expiresIn: Duration.Duration }>
  /** The client that the token was given to. */
  readonly verify: (token: string, nowMillis: number) => Result.Result<OAuthClient, Refusal>
  readonly revoke: (token: string) => Effect.Effect<void>
  readonly revokeAll: Effect.Effect<void>
}

const tokenWords = 6

/**
 * Random, unlike all ids: a token of one sandbox must not be valid in another, or a client that mixes up two
 * organisations would pass its tests.
 */
const randomToken = Effect.map(
  Effect.forEach(Array.from({ length: tokenWords }), () => Random.nextIntBetween(0, 2 ** 32)),
  (words) => words.map((word) => word.toString(36).padStart(7, "0")).join("")
)

/** How long a token that has expired is remembered, so that its client is told so. */
const rememberedMillis = Duration.toMillis(Duration.hours(1))

/** More than any test needs at once; the oldest is forgotten for the next one. */
const maxTokens = 100_000

/**
 * No token is issued yet; those to come are valid for the given time. `onRevoked` is told of a token that is revoked, and
 * without one when all are.
 */
export const makeAccessTokens = (expiresIn: Duration.Duration, onRevoked: (token?: string) => void): AccessTokens => {
  const tokens = new Map<string, AccessToken>()
  let releaseAt = 1000

  /** Looks at all tokens only when there are twice as many as after the last look. */
  const release = (now: number): void => {
    if (tokens.size < releaseAt) return
    for (const [token, { expiresAt }] of tokens) if (expiresAt + rememberedMillis <= now) tokens.delete(token)
    releaseAt = Math.max(1000, Math.min(maxTokens, 2 * tokens.size))
    const [oldest] = tokens.keys()
    if (tokens.size >= maxTokens && oldest !== undefined) tokens.delete(oldest)
  }

  return {
    issue: Effect.fnUntraced(function* (client, lifetime = expiresIn) {
      const token = yield* randomToken
      const now = yield* Clock.currentTimeMillis
      release(now)
      tokens.set(token, { client, expiresAt: now + Duration.toMillis(lifetime) })
      return { token, expiresIn: lifetime }
    }),

    verify: (token, nowMillis) => {
      const found = tokens.get(token)
      if (found === undefined) {
        return Result.fail(new Refusal({ code: ErrorCode.badCredentials, message: "The access token is not valid" }))
      }
      return nowMillis >= found.expiresAt
        ? Result.fail(new Refusal({ code: ErrorCode.credentialsExpired, message: "The access token has expired" }))
        : Result.succeed(found.client)
    },

    revoke: (token) =>
      Effect.sync(() => {
        if (tokens.delete(token)) onRevoked(token)
      }),

    revokeAll: Effect.sync(() => {
      tokens.clear()
      onRevoked()
    })
  }
}
