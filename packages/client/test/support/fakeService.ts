import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import { Context, type Duration, Effect, Layer, Redacted } from "effect"
import { HttpClient, type HttpClientError, HttpClientResponse } from "effect/http"

/** What the fake login and the fake API answer; `Effect.sleep` in one makes it slow on the test's clock. */
export type Handler = (token: string | undefined) => Effect.Effect<Response, HttpClientError.HttpClientError>

export const issue = (token: string, expiresIn = 3600): Response =>
  Response.json({ access_token: token, token_type: "bearer", expires_in: expiresIn })

/** The answer of the login to an id and a secret that it does not know together. */
export const invalidClient = (): Response =>
  Response.json(
    { error: "invalid_client", description: "authentication failed", error_description: "authentication failed" },
    { status: 400 }
  )

const unauthorized = (): Response =>
  Response.json({ status: 401, code: "bad.credentials", message: "Invalid login credentials." }, { status: 401 })

/** A login and an API in memory, so that time is the test's. */
export class FakeService extends Context.Service<
  FakeService,
  {
    /** How many tokens were asked for. */
    readonly tokenCalls: () => number
    /** The tokens that API requests came with, in their order. */
    readonly apiTokens: () => ReadonlyArray<string>
    /** Replaces the login. By default it issues `token-1`, `token-2`, …, good for an hour, after one second. */
    readonly onLogin: (handler: Handler) => void
    /** Replaces the API. By default it answers 200 to every token that was not revoked. */
    readonly onApi: (handler: Handler) => void
    readonly revoke: (token: string) => void
  }
>()("test/FakeService") {
  static readonly layer = Layer.provideMerge(
    HttpExchange.layer,
    Layer.effectContext(
      Effect.sync(() => {
        let tokenCalls = 0
        const apiTokens: Array<string> = []
        const revoked = new Set<string>()
        let login: Handler = () =>
          Effect.delay(
            Effect.sync(() => issue(`token-${tokenCalls}`)),
            "1 second"
          )
        let api: Handler = (token) =>
          Effect.sync(() => (token === undefined || revoked.has(token) ? unauthorized() : Response.json([])))
        const client = HttpClient.make((request, url) => {
          const token = request.headers["authorization"]?.replace(/^Bearer /, "")
          const isLogin = url.pathname === "/oauth/token"
          if (isLogin) tokenCalls += 1
          else apiTokens.push(token ?? "")
          return Effect.map((isLogin ? login : api)(token), (response) => HttpClientResponse.fromWeb(request, response))
        })
        return Context.make(
          FakeService,
          FakeService.of({
            tokenCalls: () => tokenCalls,
            apiTokens: () => apiTokens,
            onLogin: (handler) => {
              login = handler
            },
            onApi: (handler) => {
              api = handler
            },
            revoke: (token) => {
              revoked.add(token)
            }
          })
        ).pipe(Context.add(HttpClient.HttpClient, client))
      })
    )
  )
}

export const canarySecret = "canary-secret-4711"

export const withCredentials = Authentication.layerClientCredentials({
  clientId: "some-client",
  clientSecret: Redacted.make(canarySecret)
})

/** A client on the fake service. */
export const fakeClient = <E>(
  authentication: Layer.Layer<Authentication, E, GenesysCloud | HttpExchange>,
  options: { readonly attemptTimeout?: Duration.Input; readonly maxBodyBytes?: number } = {},
  policies: RetryLayer.PolicyLayer = RetryLayer.compose()
) =>
  PresenceClient.layerBare().pipe(
    Layer.provide(policies),
    Layer.provide(PresenceTransport.layer(options)),
    Layer.provideMerge(authentication),
    Layer.provide(GenesysCloud.layer({ region: "eu-central-1" })),
    Layer.provideMerge(FakeService.layer)
  )
