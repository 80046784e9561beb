import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import { HttpClientError, TransportError } from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as FiberSet from "effect/FiberSet"
import * as Socket from "effect/socket/Socket"
import type * as Scope from "effect/Scope"
import type { Organization } from "../../Organization.ts"
import { BrokenConnectionError, wireOf } from "../http/wire.ts"
import { Transport } from "../notifications/transport.ts"
import { type WebSocketPair, webSocketPair } from "../notifications/webSocketPair.ts"

interface Listener {
  readonly handler: Organization["handler"]
  /** Answers a request that becomes a socket, for as long as the sandbox is there. */
  readonly fork: (answer: Organization["handler"], request: HttpServerRequest.HttpServerRequest) => void
}

/** Those that listen in this process, by their origins. As with ports, sandboxes in process share one set of addresses. */
const listening = new Map<string, Listener>()

/** The `number`-th loopback address. No server can listen on port 0: a client that takes it for a real one learns that at once. */
const originOf = (number: number): string =>
  `http://127.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}:0`

const freeOrigin = (): string => {
  let number = 1
  while (listening.has(originOf(number))) number++
  return originOf(number)
}

/**
 * Answers requests to an origin of its own until the scope closes. Whatever the handler takes from its surroundings, such
 * as the clock, is what the layer was built with, as it is for a server.
 */
export const listenInProcess = (handler: Organization["handler"]): Effect.Effect<string, never, Scope.Scope> =>
  Effect.contextWith((context: Parameters<typeof Effect.provideContext<never>>[0]) =>
    Effect.flatMap(FiberSet.makeRuntime(), (run) =>
      Effect.acquireRelease(
        Effect.sync(() => {
          const origin = freeOrigin()
          listening.set(origin, {
            handler: Effect.provideContext(handler, context),
            fork: (answer, request) =>
              void run(Effect.provideService(answer, HttpServerRequest.HttpServerRequest, request))
          })
          return origin
        }),
        (origin) => Effect.sync(() => listening.delete(origin))
      )
    )
  )

/** A request for a socket, with the end of it that the sandbox gets. */
const upgradeRequest = (url: string, pair: WebSocketPair): HttpServerRequest.HttpServerRequest => {
  const request = HttpServerRequest.fromWeb(new Request(url, { headers: { upgrade: "websocket" } }))
  const socket = Socket.fromWebSocket(
    Effect.acquireRelease(
      Effect.sync(() => {
        pair.open()
        return pair.server
      }),
      (server) => Effect.sync(() => server.close())
    )
  )
  return Object.create(request, { upgrade: { value: socket } })
}

/** Nobody sees the frames of a message that crosses no network. */
const transportOf = ({ drop, pause, server }: WebSocketPair): Transport => ({
  drop,
  pause,
  sendInFrames: (text) => server.send(text)
})

/** Opens sockets to the channels of the sandboxes in this process, without a network. */
export const inProcessWebSocket: Socket.WebSocketConstructor["Service"] = (address) => {
  const pair = webSocketPair()
  const url = address.replace(/^ws/, "http")
  const listener = listening.get(new URL(url).origin)
  // Whoever opens the socket listens to it only after that.
  queueMicrotask(() => {
    if (listener === undefined) return pair.drop()
    // A socket that is still open when it was answered is one that was refused.
    const answer = Effect.ensuring(listener.handler, Effect.sync(pair.drop))
    listener.fork(Effect.provideService(answer, Transport, transportOf(pair)), upgradeRequest(url, pair))
  })
  return pair.client
}

const broken = (request: HttpClientRequest, code: string | undefined) =>
  Effect.fail(
    new HttpClientError({ reason: new TransportError({ request, cause: new BrokenConnectionError({ code }) }) })
  )

/** An HTTP client that reaches the sandboxes in this process without a socket, and nothing else. */
export const inProcessClient: HttpClient.HttpClient = HttpClient.make((request, url) => {
  const handler = listening.get(url.origin)?.handler
  if (handler === undefined) return broken(request, "ECONNREFUSED")
  return handler.pipe(
    Effect.provideService(HttpServerRequest.HttpServerRequest, HttpServerRequest.fromClientRequest(request)),
    Effect.flatMap((response) => {
      const seen = wireOf(response)?.seen
      if (seen?._tag === "Nothing") return Effect.never
      if (seen?._tag === "Broken") return broken(request, seen.code)
      return Effect.succeed(HttpServerResponse.toClientResponse(response, { request }))
    })
  )
})
