import { Context, Effect, Layer } from "effect"
import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"

/** A request as it came over the wire. */
export interface RecordedRequest {
  readonly method: string
  /** The path and the query, still percent-encoded. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Reply {
  readonly status: number
  /** Several values are headers of their own. */
  readonly headers?: Readonly<Record<string, string | ReadonlyArray<string>>>
  readonly body?: string | Uint8Array
}

/** A server on a loopback port that keeps every request and answers what the test says. */
export class RecordingServer extends Context.Service<
  RecordingServer,
  {
    readonly url: string
    /** Hands out what has come since the last call. */
    readonly takeRequests: Effect.Effect<ReadonlyArray<RecordedRequest>>
    readonly replyWith: (reply: Reply | ((request: RecordedRequest) => Reply)) => Effect.Effect<void>
  }
>()("test/RecordingServer") {
  static readonly layer = Layer.effect(
    RecordingServer,
    Effect.gen(function* () {
      let requests: Array<RecordedRequest> = []
      let reply: (request: RecordedRequest) => Reply = () => ({ status: 204 })
      const server = yield* Effect.acquireRelease(
        Effect.callback<ReturnType<typeof createServer>>((resume) => {
          const listening = createServer((incoming, outgoing) => {
            const chunks: Array<Uint8Array> = []
            incoming.on("data", (chunk: Uint8Array) => chunks.push(chunk))
            incoming.on("end", () => {
              const request = {
                method: incoming.method ?? "",
                target: incoming.url ?? "",
                headers: incoming.headers,
                body: Buffer.concat(chunks).toString("utf8")
              }
              requests.push(request)
              const { body, headers, status } = reply(request)
              for (const [name, value] of Object.entries(headers ?? {})) outgoing.setHeader(name, value)
              outgoing.writeHead(status).end(body)
            })
          }).listen(0, "127.0.0.1", () => resume(Effect.succeed(listening)))
        }),
        (listening) =>
          Effect.callback<void>((resume) => {
            listening.closeAllConnections()
            listening.close(() => resume(Effect.void))
          })
      )
      // A server that listens on a port has an address of this shape.
      const { port } = server.address() as AddressInfo
      return RecordingServer.of({
        url: `http://127.0.0.1:${port}`,
        takeRequests: Effect.sync(() => {
          const taken = requests
          requests = []
          return taken
        }),
        replyWith: (next) =>
          Effect.sync(() => {
            reply = typeof next === "function" ? next : () => next
          })
      })
    })
  )
}
