/**
 * A Cloudflare worker with one endpoint, `GET /users/:id/presence`. Its variables and secrets are `GENESYS_CLOUD_REGION`,
 * `GENESYS_CLOUD_CLIENT_ID` and `GENESYS_CLOUD_CLIENT_SECRET`.
 *
 * A worker ends what a request started when that request ends, and a request can use nothing of another one. So requests
 * share the login alone, and each builds its own client with its own policies.
 */
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import { ConfigProvider, Effect, Layer, ManagedRuntime } from "effect"
import { FetchHttpClient } from "effect/http"

type Bindings = Readonly<Record<string, string>>

const startLogin = (env: Bindings) =>
  ManagedRuntime.make(
    Authentication.layerFromConfig().pipe(
      Layer.provideMerge(GenesysCloud.layerFromConfig()),
      Layer.provideMerge(HttpExchange.layer),
      Layer.provide(FetchHttpClient.layer),
      Layer.provide(ConfigProvider.layer(ConfigProvider.fromUnknown(env)))
    )
  )

/** One for all requests of this isolate. */
let login: ReturnType<typeof startLogin> | undefined

/** One for each request. */
const Client = PresenceClient.layerBare().pipe(
  Layer.provide(RetryLayer.recommended()),
  Layer.provide(PresenceTransport.layer())
)

const answerFor = (userId: string) =>
  Effect.gen(function* () {
    const client = yield* PresenceClient
    return Response.json(yield* client.getUserPresencesPurecloud({ userId }))
  }).pipe(
    Effect.catchTag("PresenceNotFound", () => Effect.succeed(new Response("no such user", { status: 404 }))),
    Effect.catch((error) => Effect.as(Effect.logError(error.message), new Response("try again", { status: 502 }))),
    // `local` keeps the layer from being shared with the requests that run at the same time.
    Effect.provide(Client, { local: true })
  )

const userIn = (url: string): string | undefined => /^\/users\/([^/]+)\/presence$/.exec(new URL(url).pathname)?.[1]

export default {
  fetch: async (request: Request, env: Bindings): Promise<Response> => {
    login ??= startLogin(env)
    const userId = userIn(request.url)
    return userId === undefined ? new Response("not here", { status: 404 }) : login.runPromise(answerFor(userId))
  }
}
