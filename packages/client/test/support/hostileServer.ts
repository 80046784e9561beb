import { Context, Effect, Layer } from "effect"
import { type AddressInfo, createServer, type Socket } from "node:net"

/** A request as its bytes came. */
export interface RawRequest {
  readonly head: string
  readonly body: string
}

/** What is done to the connection of a request; by itself nothing is. */
export type Behaviour = (socket: Socket, request: RawRequest) => void

/** A whole answer as it goes over the wire, with the length of its body. */
export const answerOf = (
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array
): Buffer =>
  Buffer.concat([
    Buffer.from(
      [
        `HTTP/1.1 ${status} Answer`,
        `content-length: ${Buffer.byteLength(body)}`,
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        "",
        ""
      ].join("\r\n"),
      "latin1"
    ),
    Buffer.from(body)
  ])

const json = { "content-type": "application/json" }

/** What nothing is wrong with. */
export const ok = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Buffer =>
  answerOf(200, { ...json, ...headers }, body)

/** Nobody looks at more, and a long run must not fill the memory. */
const keptRequests = 1000

/** A server that knows no HTTP but the shape of a request: what it answers is up to the attack. */
export class HostileServer extends Context.Service<
  HostileServer,
  {
    readonly port: number
    readonly url: string
    /** Does this to every request from now on. */
    readonly meet: (behaviour: Behaviour) => Effect.Effect<void>
    /** Answers every request with these bytes. */
    readonly answer: (bytes: string | Uint8Array) => Effect.Effect<void>
    /** Hands out what has come since the last call. */
    readonly takeRequests: Effect.Effect<ReadonlyArray<RawRequest>>
    /** How many connections are open. */
    readonly connections: Effect.Effect<number>
    /** Closes all connections. */
    readonly hangUp: Effect.Effect<void>
  }
>()("test/HostileServer") {
  /** On the given address of this machine. */
  static readonly layerOn = (host: string) =>
    Layer.effect(
      HostileServer,
      Effect.gen(function* () {
        const sockets = new Set<Socket>()
        let requests: Array<RawRequest> = []
        let behaviour: Behaviour = () => undefined
        const onConnection = (socket: Socket) => {
          let text = ""
          sockets.add(socket)
          socket.setNoDelay(true)
          socket.on("error", () => undefined)
          socket.on("close", () => sockets.delete(socket))
          socket.on("data", (chunk: Buffer) => {
            text += chunk.toString("latin1")
            for (let end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n")) {
              const head = text.slice(0, end)
              const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
              if (text.length < end + 4 + length) return
              const request = { head, body: text.slice(end + 4, end + 4 + length) }
              text = text.slice(end + 4 + length)
              requests.push(request)
              if (requests.length > keptRequests) requests.splice(0, keptRequests / 2)
              behaviour(socket, request)
            }
          })
        }
        const server = yield* Effect.acquireRelease(
          Effect.callback<ReturnType<typeof createServer>>((resume) => {
            const listening = createServer(onConnection).listen(0, host, () => resume(Effect.succeed(listening)))
          }),
          (listening) =>
            Effect.sync(() => {
              for (const socket of sockets) socket.destroy()
              listening.close()
            })
        )
        const { port } = server.address() as AddressInfo // the shape for a server on a port
        const meet = (next: Behaviour) =>
          Effect.sync(() => {
            behaviour = next
          })
        return HostileServer.of({
          port,
          url: `http://${host}:${port}`,
          meet,
          answer: (bytes) => meet((socket) => void socket.write(bytes)),
          takeRequests: Effect.sync(() => {
            const taken = requests
            requests = []
            return taken
          }),
          connections: Effect.sync(() => sockets.size),
          hangUp: Effect.sync(() => {
            for (const socket of sockets) socket.destroy()
          })
        })
      })
    )

  static readonly layer = HostileServer.layerOn("127.0.0.1")
}
