import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type * as Redacted from "effect/Redacted"
import type { Organization } from "../../Organization.ts"
import { wireOf } from "../http/wire.ts"
import { switchingProtocols } from "../notifications/channelSocket.ts"
import { Transport } from "../notifications/transport.ts"
import { isThisMachine } from "./access.ts"
import { controllable, type Handler } from "./control.ts"
import { makeOpenApiPage } from "./openApiPage.ts"
import { page } from "./page.ts"
import type { Scopes } from "./scopes.ts"
import { carryOut } from "./socketWire.ts"
import { tcpTransport } from "./tcpTransport.ts"

interface Options {
  /** The organisations of scopes. Without them there is nothing but the API: no control endpoint, and no page. */
  readonly scopes: Scopes | undefined
  /** What the control endpoint asks for; `undefined` where only this machine can reach it. */
  readonly controlToken: Redacted.Redacted | undefined
  readonly baseUrl: string
}

/** A WebSocket would wait for its client, whatever that does, and the server for the WebSocket. */
const closeUpgraded = (exit: Exit.Exit<HttpServerResponse.HttpServerResponse>) =>
  Effect.map(HttpServerRequest, (request) => {
    if (request.headers["upgrade"] === undefined) return
    if (Exit.isSuccess(exit) && exit.value.status !== switchingProtocols) return
    NodeHttpServerRequest.toIncomingMessage(request).socket.destroySoon()
  })

/**
 * Carries out what is more than a response on the socket itself. The server runs its handlers uninterruptibly; here a
 * client that goes away, or the end of the layer, must end whatever a request waits for.
 */
const overSocket = (handler: Handler): Handler =>
  Effect.interruptible(
    Effect.flatMap(Effect.onExit(handler, closeUpgraded), (response) => {
      const wire = wireOf(response)
      if (wire === undefined) return Effect.succeed(response)
      // The socket is closed after that, and nothing is written any more.
      return Effect.as(
        Effect.flatMap(HttpServerRequest, (request) => carryOut(wire, request)),
        HttpServerResponse.empty()
      )
    })
  )

/**
 * Refuses what comes under a name that is none of this machine's, where the sandbox is for this machine alone: a page
 * that made its own name point here would be of the same origin as all that is asked for by that name.
 */
const forThisMachine = (handler: Handler): Handler => {
  /** Nearly all requests come under one name, which is looked at once. */
  let seen: string | undefined
  return Effect.flatMap(HttpServerRequest, ({ headers }) => {
    const { host } = headers
    if (host === undefined || host === seen) return handler
    if (!isThisMachine(host)) return refusedName
    seen = host
    return handler
  })
}

const refusedName = Effect.succeed(
  HttpServerResponse.jsonUnsafe(
    { message: "The sandbox is for this machine alone: ask it as localhost, or give it another --host" },
    { status: 403 }
  )
)

const readMethods: ReadonlySet<string> = new Set(["GET", "HEAD"])

/** What answers the requests that come over the socket of a sandbox. */
export const serverHandler = Effect.fnUntraced(function* (organization: Organization, options: Options) {
  const { baseUrl, controlToken, scopes } = options
  // Others can read the reference without a token: they must not find a secret there.
  const reference = yield* makeOpenApiPage(baseUrl, controlToken === undefined ? organization.defaultClient : undefined)
  const root =
    scopes === undefined
      ? organization.handler
      : controllable(organization, { token: controlToken, prefix: "", scopes })

  const handler: Handler = Effect.flatMap(HttpServerRequest, (request) => {
    // Nearly all requests are for the API, and are spared the looks at all the rest.
    if (request.url.startsWith("/api/")) return organization.handler
    const [path = ""] = request.url.split("?", 1)
    const shown = readMethods.has(request.method)
      ? (reference(path) ?? (scopes === undefined ? undefined : page(path)))
      : undefined
    const answer = shown ?? scopes?.answer(request) ?? root
    return request.headers["upgrade"] === undefined
      ? answer
      : Effect.provideService(answer, Transport, tcpTransport(NodeHttpServerRequest.toIncomingMessage(request).socket))
  })
  return overSocket(controlToken === undefined ? forThisMachine(handler) : handler)
})
