import { certificate } from "@genesys-presence/broken-connections"
import { Effect } from "effect"
import { createSecureServer, type Http2Session, type ServerHttp2Stream } from "node:http2"
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net"

const listening = (server: Server) =>
  Effect.callback<number>((resume) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo // the shape for a server on a port
      resume(Effect.succeed(port))
    })
  })

/** What the server does with a request that has come in whole. */
export type Act = (
  stream: ServerHttp2Stream,
  request: { readonly number: number; readonly session: Http2Session }
) => void

/** Answers with an empty object. */
export const answer = (stream: ServerHttp2Stream): void => {
  stream.respond({ ":status": 200, "content-type": "application/json" })
  stream.end("{}")
}

/** A server behind a relay. */
export interface Http2Server {
  readonly url: string
  /** The protocol and method of each request that came in whole, in order. */
  readonly received: ReadonlyArray<string>
  readonly relay: Relay
}

/** Passes on what the two sides of its connections send, unless they have gone dark. */
class Relay {
  readonly #target: number
  readonly #dark = new Set<Socket>()
  readonly #open = new Set<Socket>()
  #onSwallowed: () => void = () => undefined
  connections = 0

  constructor(target: number) {
    this.#target = target
  }

  readonly server = createServer((near) => {
    this.connections++
    this.#open.add(near)
    const far = connect(this.#target)
    for (const socket of [near, far]) socket.on("error", () => undefined)
    near.on("data", (data) => (this.#dark.has(near) ? this.#onSwallowed() : far.write(data)))
    near.on("close", () => {
      this.#open.delete(near)
      far.destroy()
    })
    far.on("data", (data) => this.#dark.has(near) || near.write(data))
    far.on("close", () => this.#dark.has(near) || near.destroy())
  })

  /** What is open stays open, and passes on nothing any more. */
  goDark() {
    for (const socket of this.#open) this.#dark.add(socket)
  }

  /** Ends when a dark connection is sent something. */
  swallowed() {
    return Effect.callback<void>((resume) => {
      this.#onSwallowed = () => resume(Effect.void)
    })
  }

  /** Ends when the connections that have gone dark are closed by the client. */
  darkClosed() {
    const ends = Array.from(this.#dark, (socket) =>
      socket.destroyed
        ? Effect.void
        : Effect.callback<void>((resume) => void socket.on("close", () => resume(Effect.void)))
    )
    return Effect.all(ends, { concurrency: "unbounded", discard: true })
  }

  reset() {
    for (const socket of this.#open) socket.resetAndDestroy()
  }
}

/** Serves HTTP/2 until its scope closes, and answers at once to those who speak HTTP/1.1. */
export const serveHttp2 = Effect.fnUntraced(function* (act: Act) {
  const received: Array<string> = []
  const server = createSecureServer({ ...certificate("good"), allowHTTP1: true }, (request, response) => {
    if (request.httpVersionMajor === 2) return
    request.resume().on("end", () => {
      received.push(`1.1 ${request.method}`)
      response.writeHead(200, { "content-type": "application/json" }).end("{}")
    })
  })
  server.on("session", (session) => {
    session.on("error", () => undefined)
    session.on("stream", (stream, headers) => {
      stream.on("error", () => undefined)
      stream.resume().on("end", () => act(stream, { session, number: received.push(`2 ${headers[":method"]}`) }))
    })
  })
  const relay = new Relay(yield* listening(server))
  const port = yield* listening(relay.server)
  yield* Effect.addFinalizer(() =>
    Effect.sync(() => {
      relay.reset()
      relay.server.close()
      server.close()
    })
  )
  const served: Http2Server = { url: `https://localhost:${port}`, received, relay }
  return served
})
