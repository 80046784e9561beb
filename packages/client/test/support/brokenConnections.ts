import { Effect } from "effect"
import { readFileSync } from "node:fs"
import { type AddressInfo, createServer, type Server, type Socket } from "node:net"
import { createServer as createTlsServer, type TlsOptions, type TLSSocket } from "node:tls"

/** A server that breaks its connections in one way. */
export interface Broken {
  readonly url: string
  /** How many requests came in whole. */
  readonly received: () => number
  /** How many bytes of requests came in. */
  readonly bytes: () => number
}

type Breaking = (tell: Tell) => Server

/** What is broken, how, and what has to be said of a write on any transport, where it is not a matter of chance. */
export type Way = readonly [
  what: string,
  breaking: Breaking,
  said: { readonly reason?: string; readonly sent?: string }
]

const lost = { sent: "unknown" }
const neverSent = { reason: "ConnectionLost", sent: "no" }
const notTrusted = { reason: "TlsFailure", sent: "no" }
const noTls = { reason: "TlsFailure" }
interface Tell {
  /** Counts what is read from a connection, and calls back once a request is there in whole. */
  readonly reading: (socket: Socket, onRequest: () => void) => void
}

const tlsFolder = new URL("../fixtures/tls/", import.meta.url)
export const authority = readFileSync(new URL("ca.pem", tlsFolder), "utf8")
const certificate = (name: string): TlsOptions => {
  const pem = readFileSync(new URL(`${name}.pem`, tlsFolder), "utf8")
  return { key: pem, cert: pem }
}

const isWhole = (request: string): boolean => {
  const end = request.indexOf("\r\n\r\n")
  if (end < 0) return false
  const length = /content-length: (\d+)/i.exec(request)?.[1]
  return length === undefined ? !/^(?:PATCH|POST|PUT) /.test(request) : request.length >= end + 4 + Number(length)
}

/** Over plain TCP, once a request is there. */
const onRequest =
  (act: (socket: Socket) => void): Breaking =>
  ({ reading }) =>
    createServer((socket) => reading(socket, () => act(socket)))

/** Once the first bytes are there, which over https are those of the handshake. */
const onFirstBytes = (act: (socket: Socket) => void) => (): Server =>
  createServer((socket) => {
    socket.on("error", () => undefined)
    socket.once("data", () => act(socket))
  })

const overTls =
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
    server.on("tlsClientError", () => undefined)
    return server
  }

const ok = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"
const answered = (socket: Socket) => socket.end(ok)

/** The ways over http. */
export const plain: ReadonlyArray<Way> = [
  ["it is closed without an answer", onRequest((socket) => socket.end()), lost],
  ["it is reset without an answer", onRequest((socket) => socket.resetAndDestroy()), lost],
  ["it is closed in the head of the answer", onRequest((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-ty")), lost],
  [
    "it is closed in the body",
    onRequest((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{")),
    lost
  ],
  [
    "it is reset in the body",
    onRequest((socket) =>
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{", () => socket.resetAndDestroy())
    ),
    lost
  ],
  [
    "it is closed between two chunks",
    onRequest((socket) => socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n")),
    lost
  ],
  [
    "a chunk has no length",
    onRequest((socket) => socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx\r\n{\r\n")),
    lost
  ],
  ["the answer is not HTTP", onRequest((socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n")), lost],
  ["the answer is TLS", onRequest((socket) => socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 80]))), lost],
  [
    "the head of the answer has no end",
    onRequest((socket) => socket.end(`HTTP/1.1 200 OK\r\n${"x-filler: 0123456789\r\n".repeat(5000)}`)),
    lost
  ],
  [
    "the answer has two lengths",
    onRequest((socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}")),
    lost
  ],
  ["it is reset as soon as it is accepted", () => createServer((socket) => socket.resetAndDestroy()), {}]
]

/** The ways over https. */
export const secure: ReadonlyArray<Way> = [
  ["the handshake is closed", onFirstBytes((socket) => socket.end()), neverSent],
  ["the handshake is reset", onFirstBytes((socket) => socket.resetAndDestroy()), { reason: "ConnectionLost" }],
  ["the port speaks http", onFirstBytes((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")), noTls],
  ["the certificate has expired", overTls(certificate("expired"), answered), notTrusted],
  ["the certificate is for another host", overTls(certificate("wrong-host"), answered), notTrusted],
  ["the certificate is self-signed", overTls(certificate("self-signed"), answered), notTrusted],
  ["the issuer is unknown", overTls(certificate("unknown-issuer"), answered), notTrusted],
  [
    "TLS 1.1 is the newest version",
    overTls(
      { ...certificate("good"), minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" },
      answered
    ),
    noTls
  ],
  [
    "no cipher is shared",
    overTls({ ...certificate("good"), maxVersion: "TLSv1.2", ciphers: "AES128-SHA256" }, answered),
    noTls
  ],
  [
    "a client certificate is wanted (TLS 1.2)",
    overTls({ ...certificate("good"), maxVersion: "TLSv1.2", requestCert: true }, answered),
    noTls
  ],
  [
    "a client certificate is wanted (TLS 1.3)",
    overTls({ ...certificate("good"), minVersion: "TLSv1.3", requestCert: true }, answered),
    lost
  ],
  ["it is closed without an answer, over TLS", overTls(certificate("good"), (socket) => socket.destroy()), lost],
  [
    "it is reset without an answer, over TLS",
    overTls(certificate("good"), (_socket, raw) => raw.resetAndDestroy()),
    lost
  ],
  [
    "TLS breaks in the answer",
    overTls(certificate("good"), (socket, raw) =>
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{", () =>
        raw.write(Buffer.from([23, 3, 3, 0, 32, ...Array.from({ length: 32 }, () => 7)]))
      )
    ),
    lost
  ]
]

/** Serves one way of breaking, until its scope closes. */
export const serve = (breaking: Breaking, scheme: "http" | "https") =>
  Effect.acquireRelease(
    Effect.callback<Broken & { readonly close: () => void }>((resume) => {
      const open = new Set<Socket>()
      let bytes = 0
      let received = 0
      const server = breaking({
        reading: (socket, onWhole) => {
          let request = ""
          socket.on("error", () => undefined)
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
        socket.on("error", () => undefined)
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
