import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { OAuthClient } from "../../OAuthClient.ts"
import { answer, type Answer } from "../http/answer.ts"
import type { Refusal } from "../http/refusal.ts"
import { hasMediaType, readText } from "../http/requestBody.ts"
import type { AccessTokens } from "./accessTokens.ts"

const clientCredentials = "client_credentials"
const formMediaType = "application/x-www-form-urlencoded"

/** The token endpoint has errors of its own shape, and answers all of them with status 400. */
export const oauthError = (
  error: "invalid_client" | "invalid_request" | "unsupported_grant_type",
  description: string
) => answer(400, { error, description, error_description: description })

const decodeBase64 = Schema.decodeResult(Schema.StringFromBase64)

/** The id and the secret from the Basic header, else from the form. */
const credentialsOf = (request: HttpServerRequest, form: URLSearchParams): readonly [id: string, secret: string] => {
  const [, encoded] = /^basic +(\S+)$/i.exec(request.headers["authorization"] ?? "") ?? []
  if (encoded === undefined) return [form.get("client_id") ?? "", form.get("client_secret") ?? ""]
  const decoded = Result.getOrElse(decodeBase64(encoded), () => "")
  const colon = decoded.indexOf(":")
  return [decoded.slice(0, colon), decoded.slice(colon + 1)]
}

/** What answers `POST /oauth/token`: the client credentials grant. */
export interface TokenEndpoint {
  /** The token is valid for the given time, else for that of all tokens. */
  readonly issueToken: (
    request: HttpServerRequest,
    lifetime: Duration.Duration | undefined
  ) => Effect.Effect<Answer, Refusal>
  /** Counts a request that came, whatever is to come of it. */
  readonly arrived: Effect.Effect<void>
  /** How many requests came so far. */
  readonly requests: Effect.Effect<number>
  /** Counts anew from 0. */
  readonly clear: Effect.Effect<void>
}

/** At first no request has come. */
export const makeTokenEndpoint = (clients: ReadonlyArray<OAuthClient>, accessTokens: AccessTokens): TokenEndpoint => {
  let requests = 0
  return {
    issueToken: Effect.fnUntraced(function* (request, lifetime) {
      if (!hasMediaType(request, formMediaType)) {
        return oauthError("invalid_request", `the content type must be ${formMediaType}`)
      }
      const form = new URLSearchParams(yield* readText(request))
      const grantType = form.get("grant_type")
      if (grantType === null) return oauthError("invalid_request", "grant_type is missing")
      if (grantType !== clientCredentials) {
        return oauthError("unsupported_grant_type", `only ${clientCredentials} is supported`)
      }
      const [clientId, secret] = credentialsOf(request, form)
      const client = clients.find((known) => known.clientId === clientId)
      if (client === undefined || Redacted.value(client.clientSecret) !== secret) {
        return oauthError("invalid_client", "authentication failed")
      }
      const { expiresIn, token } = yield* accessTokens.issue(client, lifetime)
      return answer(200, {
        access_token: token,
        token_type: "bearer",
        expires_in: Math.floor(Duration.toSeconds(expiresIn))
      })
    }),
    arrived: Effect.sync(() => {
      requests++
    }),
    requests: Effect.sync(() => requests),
    clear: Effect.sync(() => {
      requests = 0
    })
  }
}
