import { Effect } from "effect"
import { readFileSync } from "node:fs"
import { type AddressInfo, createServer, type Server, type Socket } from "node:net"
import { createServer as createTlsServer, type TlsOptions, type TLSSocket } from "node:tls"
import type { Broken, Way } from "./way.ts"

interface Tell {
  /** Counts what is read from a connection, and calls back once a request is there in whole. */
  readonly reading: (socket: Socket, onRequest: () => void) => void
}

export type Breaking = (tell: Tell) => Server

const tlsFolder = new URL("../fixtures/tls/", import.meta.url)

/** The authority that a client has to trust for {@link certificate} `good`. */
export const authority = readFileSync(new URL("ca.pem", tlsFolder), "utf8")

export const certificate = (
  name: "good" | "expired" | "wrong-host" | "self-signed" | "unknown-issuer"
): { readonly key: string; readonly cert: string } => {
  const pem = readFileSync(new URL(`${name}.pem`, tlsFolder), "utf8")
  return { key: pem, cert: pem }
}

/** The head of a good answer. */
export const head = (...headers: ReadonlyArray<string>) =>
  ["HTTP/1.1 200 OK", "content-type: application/json", ...headers, "", ""].join("\r\n")

const isWhole = (request: string): boolean => {
  const end = request.indexOf("\r\n\r\n")
  if (end < 0) return false
  const length = /content-length: (\d+)/i.exec(request)?.[1]
  return length === undefined ? !/^(?:PATCH|POST|PUT) /.test(request) : request.length >= end + 4 + Number(length)
}

const ignore = () => undefined

/** Over plain TCP, once a request is there. */
export const onRequest =
  (act: (socket: Socket) => void): Breaking =>
  ({ reading }) =>
    createServer((socket) => reading(socket, () => act(socket)))

/** Answers once a request is there, and closes the connection after that. */
export const answering = (answer: string | Buffer): Breaking => onRequest((socket) => socket.end(answer))

/** Once the first bytes are there, which over https are those of the handshake. */
export const onFirstBytes =
  (act: (socket: Socket) => void): Breaking =>
  () =>
    createServer((socket) => {
      socket.on("error", ignore)
      socket.once("data", () => act(socket))
    })

export const overTls =
  (options: TlsOptions, act: (socket: TLSSocket, raw: Socket) => void): Breaking =>
  ({ reading }) => {
    let raw: Socket | undefined
    const server = createTlsServer(options, (socket) =>
      reading(socket, () => {
        if (raw !== undefined) act(socket, raw)
      })
    )
    server.on("connection", (socket) => {
      raw = socket
    })
    server.on("tlsClientError", ignore)
    return server
  }

/** Serves one way of breaking, until its scope closes. */
export const serve = (breaking: Breaking, scheme: "http" | "https"): Way["open"] =>
  Effect.acquireRelease(
    Effect.callback<Broken & { readonly close: () => void }>((resume) => {
      const open = new Set<Socket>()
      let bytes = 0
      let received = 0
      const server = breaking({
        reading: (socket, onWhole) => {
          let request = ""
          socket.on("error", ignore)
          socket.on("data", (data) => {
            bytes += data.length
            request += data.toString("latin1")
            if (!isWhole(request)) return
            received++
            request = ""
            onWhole()
          })
        }
      })
      server.on("connection", (socket: Socket) => {
        open.add(socket)
        socket.on("error", ignore)
        socket.on("close", () => open.delete(socket))
      })
      server.listen(0, "127.0.0.1", () => {
        const { port } = server.address() as AddressInfo // the shape for a server on a port
        const close = () => {
          for (const socket of open) socket.destroy()
          server.close()
        }
        resume(
          Effect.succeed({
            url: `${scheme}://${scheme === "https" ? "localhost" : "127.0.0.1"}:${port}`,
            received: () => received,
            bytes: () => bytes,
            close
          })
        )
      })
    }),
    ({ close }) => Effect.sync(close)
  )
