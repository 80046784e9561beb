import * as Duration from "effect/Duration"
import { answer } from "./answer.ts"
import type { Behaviours } from "./behaviour.ts"
import { oauthError } from "./tokenEndpoint.ts"

/** Answers of the login. */
export const loginFaults: Behaviours<"invalidClient" | "tokenRateLimited" | "malformedToken" | "shortLivedToken"> = {
  invalidClient: () => ({ deliveries: 0, answer: () => oauthError("invalid_client", "authentication failed") }),

  tokenRateLimited: () => ({
    deliveries: 0,
    answer: () => oauthError("invalid_request", "rate limit exceeded; try again later")
  }),

  malformedToken: () => ({ deliveries: 0, answer: () => answer(200, { token_type: "bearer", expires_in: "soon" }) }),

  shortLivedToken: ({ expiresIn }) => ({ deliveries: 1, tokenLifetime: Duration.seconds(expiresIn) })
}
