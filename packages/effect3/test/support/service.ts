import { FetchHttpClient, type HttpClient } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { Effect, Layer, Redacted } from "effect"
import { createServer, type IncomingHttpHeaders, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { Authentication, GenesysCloud, PresenceClient, PresenceTransport } from "@genesys-presence/effect3"

export const secret = "canary-secret-4711"
export const token = "canary-token-4711"

/** A request as it came over the wire. */
interface Recorded {
  readonly method: string
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What the service answers; nothing for a request that is left hanging. */
type Reply =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | undefined

/** A service on a loopback port that issues one token, keeps what it is sent, and answers as the test says. */
export class Service extends Effect.Service<Service>()("test/Service", {
  scoped: Effect.gen(function* () {
    const requests: Array<Recorded> = []
    const state: { reply: Reply; onAbort: () => void; onArrival: () => void } = {
      reply: { status: 204 },
      onAbort: () => {},
      onArrival: () => {}
    }
    const server = yield* Effect.acquireRelease(
      Effect.async<Server>((resume) => {
        const listening = createServer((incoming, outgoing) => {
          const chunks: Array<Uint8Array> = []
          incoming.on("data", (chunk: Uint8Array) => chunks.push(chunk))
          incoming.on("end", () => {
            if (incoming.url === "/oauth/token") {
              const login = { access_token: token, token_type: "bearer", expires_in: 3600 }
              outgoing.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(login))
              return
            }
            const { headers, method = "", url: target = "" } = incoming
            requests.push({ method, target, headers, body: Buffer.concat(chunks).toString() })
            const { reply } = state
            if (reply === undefined) {
              outgoing.on("close", () => state.onAbort())
              state.onArrival()
            } else {
              const own = { "content-type": "application/json", ...reply.headers }
              outgoing.writeHead(reply.status, own).end(reply.body)
            }
          })
        }).listen(0, "127.0.0.1", () => resume(Effect.succeed(listening)))
      }),
      (listening) =>
        Effect.async<void>((resume) => {
          listening.closeAllConnections()
          listening.close(() => resume(Effect.void))
        })
    )
    // A server that listens on a port has an address of this shape.
    const { port } = server.address() as AddressInfo
    return { url: `http://127.0.0.1:${port}`, state, take: () => requests.splice(0) }
  })
}) {}

/** Those that come with the platform. */
export const transports: ReadonlyArray<readonly [name: string, layer: Layer.Layer<HttpClient.HttpClient>]> = [
  ["NodeHttpClient.layerUndici", NodeHttpClient.layerUndici],
  ["NodeHttpClient.layer", NodeHttpClient.layer],
  ["FetchHttpClient.layer", FetchHttpClient.layer]
]

/** A client of the service, over sockets. */
export const live = (transport: Layer.Layer<HttpClient.HttpClient>) =>
  Layer.unwrapEffect(
    Effect.map(Service, ({ url }) =>
      PresenceClient.layerBare().pipe(
        Layer.provide(PresenceTransport.layer({ propagateTraceContext: true })),
        Layer.provide(
          Authentication.layerClientCredentials({ clientId: "client", clientSecret: Redacted.make(secret) })
        ),
        Layer.provide(GenesysCloud.layer({ apiUrl: url, loginUrl: url }))
      )
    )
  ).pipe(Layer.provide(transport), Layer.provideMerge(Service.Default))
