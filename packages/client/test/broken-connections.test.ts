import { NodeHttpClient } from "@effect/platform-node"
import Undici from "@effect/platform-node/Undici"
import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceError,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
import { Effect, Layer, Redacted } from "effect"
import { HttpClient, HttpClientError } from "effect/http"
import { createServer as createProxy } from "node:http"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import { setDefaultCACertificates } from "node:tls"
import { authority, plain, secure, serve } from "./support/brokenConnections.ts"
import { over, transports } from "./support/clients.ts"

setDefaultCACertificates([authority])

/** An attempt ends after a second, since undici does not see a record of TLS that cannot be read. */
const api = (url: string, http: Layer.Layer<HttpExchange>) =>
  PresenceClient.layer.pipe(
    Layer.provide(RetryLayer.transient({ times: 1, base: "1 millis" })),
    Layer.provide(PresenceTransport.layerWith({ attemptTimeout: "1 second" })),
    Layer.provide(Authentication.layerToken(Redacted.make("canary-token"))),
    Layer.provide(GenesysCloud.layer({ apiUrl: url, loginUrl: url })),
    Layer.provide(http)
  )

const get = Effect.flatMap(PresenceClient, (client) => client.getUserPresencesPurecloud({ userId: "ada" }))
const patch = Effect.flatMap(PresenceClient, (client) =>
  client.patchUserPresencesPurecloud({ userId: "ada", body: { message: "lunch" } })
)

interface Outcome {
  readonly reason: string
  readonly code: string | undefined
  readonly sent: string
  readonly isRepeated: boolean
}

const outcome = (error: PresenceError.PresenceError): Outcome => {
  if (error._tag === "PresenceTransportError") {
    const { attempts, code, reason, sent } = error
    return { reason, code, sent, isRepeated: attempts > 1 }
  }
  return { reason: error._tag, code: undefined, sent: "unknown", isRepeated: "attempts" in error && error.attempts > 1 }
}

const both = Effect.fnUntraced(function* (url: string, http: Layer.Layer<HttpExchange>) {
  const read = outcome(yield* Effect.flip(get).pipe(Effect.provide(api(url, http))))
  return [read, yield* Effect.flip(patch).pipe(Effect.provide(api(url, http)))] as const
})

for (const [scheme, ways] of [
  ["http", plain],
  ["https", secure]
] as const) {
  for (const [what, breaking, said] of ways) {
    describe(`a connection over ${scheme}: ${what}`, () => {
      for (const [transport, http] of transports) {
        it.live(`says the truth, and no write is carried out twice, over ${transport}`, () =>
          Effect.gen(function* () {
            const readServer = yield* serve(breaking, scheme)
            const read = outcome(yield* Effect.flip(get).pipe(Effect.provide(api(readServer.url, http))))
            const { bytes, received, url } = yield* serve(breaking, scheme)
            const error = yield* Effect.flip(patch).pipe(Effect.provide(api(url, http)))
            const written = outcome(error)
            assert.isAtMost(received(), 1)
            assert.deepInclude(written, error._tag === "PresenceTransportError" ? said : { sent: "unknown" })
            if (bytes() > 0) assert.strictEqual(written.sent, "unknown")
            assert.strictEqual(PresenceError.wasNotExecuted(error), written.sent === "no")
            // A failure that cannot pass is not repeated; any other is, where that is safe.
            assert.strictEqual(read.isRepeated, read.reason !== "TlsFailure")
            assert.strictEqual(written.isRepeated, written.sent === "no" && written.reason !== "TlsFailure")
          }).pipe(Effect.scoped)
        )
      }
    })
  }
}

const kernel = (code: string, syscall: string): Error =>
  Object.assign(new Error(`${syscall} ${code} 10.0.0.1:443`), { code, syscall })
const coded = (code: string, message = "failed"): Error => Object.assign(new Error(message), { code })
const several = (...errors: ReadonlyArray<Error>): Error =>
  Object.assign(new AggregateError(errors, ""), { code: Reflect.get(errors[0] ?? {}, "code") })

/** Errors of runtimes as they were seen, with what they prove. */
const errors: ReadonlyArray<readonly [cause: unknown, reason: string, code: string | undefined, sent: string]> = [
  [kernel("ECONNREFUSED", "connect"), "ConnectionRefused", "ECONNREFUSED", "no"],
  [coded("ConnectionRefused"), "ConnectionRefused", "ConnectionRefused", "no"],
  [kernel("ECONNREFUSED", "read"), "ConnectionRefused", "ECONNREFUSED", "unknown"],
  [kernel("EHOSTUNREACH", "connect"), "HostUnreachable", "EHOSTUNREACH", "no"],
  [kernel("EHOSTUNREACH", "read"), "HostUnreachable", "EHOSTUNREACH", "unknown"],
  [kernel("EHOSTDOWN", "connect"), "HostUnreachable", "EHOSTDOWN", "no"],
  [kernel("ENETUNREACH", "connect"), "HostUnreachable", "ENETUNREACH", "no"],
  [kernel("ENETUNREACH", "write"), "HostUnreachable", "ENETUNREACH", "unknown"],
  [kernel("ENETDOWN", "write"), "HostUnreachable", "ENETDOWN", "unknown"],
  [kernel("EADDRNOTAVAIL", "connect"), "HostUnreachable", "EADDRNOTAVAIL", "no"],
  [kernel("EADDRNOTAVAIL", "read"), "HostUnreachable", "EADDRNOTAVAIL", "unknown"],
  [kernel("ETIMEDOUT", "connect"), "ConnectTimeout", "ETIMEDOUT", "no"],
  [kernel("ETIMEDOUT", "read"), "ConnectionLost", "ETIMEDOUT", "unknown"],
  [kernel("ECONNRESET", "connect"), "ConnectionLost", "ECONNRESET", "no"],
  [kernel("ECONNRESET", "read"), "ConnectionLost", "ECONNRESET", "unknown"],
  [kernel("ECONNABORTED", "write"), "ConnectionLost", "ECONNABORTED", "unknown"],
  [kernel("EPIPE", "write"), "ConnectionLost", "EPIPE", "unknown"],
  [kernel("EACCES", "connect"), "Unknown", "EACCES", "no"],
  [kernel("EMFILE", "connect"), "Unknown", "EMFILE", "no"],
  [kernel("EADDRINUSE", "bind"), "Unknown", "EADDRINUSE", "no"],
  [kernel("ENOTFOUND", "getaddrinfo"), "HostNotFound", "ENOTFOUND", "no"],
  [kernel("EAI_AGAIN", "getaddrinfo"), "HostNotFound", "EAI_AGAIN", "no"],
  [kernel("EAI_FAIL", "getaddrinfo"), "HostNotFound", "EAI_FAIL", "no"],
  [kernel("ESERVFAIL", "queryA"), "HostNotFound", "ESERVFAIL", "no"],
  [coded("ENOTFOUND"), "HostNotFound", "ENOTFOUND", "unknown"],
  [several(kernel("ETIMEDOUT", "connect"), kernel("ENETUNREACH", "connect")), "ConnectTimeout", "ETIMEDOUT", "no"],
  [several(kernel("EMFILE", "connect"), kernel("ENETUNREACH", "connect")), "HostUnreachable", "ENETUNREACH", "no"],
  [
    several(kernel("EHOSTUNREACH", "connect"), kernel("ECONNRESET", "read")),
    "HostUnreachable",
    "EHOSTUNREACH",
    "unknown"
  ],
  [new AggregateError([]), "Unknown", undefined, "unknown"],
  [several(), "Unknown", undefined, "unknown"],
  [Object.assign(new AggregateError([]), { code: "ECONNRESET" }), "ConnectionLost", "ECONNRESET", "unknown"],
  [coded("UND_ERR_CONNECT_TIMEOUT"), "ConnectTimeout", "UND_ERR_CONNECT_TIMEOUT", "no"],
  [coded("ERR_TLS_HANDSHAKE_TIMEOUT"), "ConnectTimeout", "ERR_TLS_HANDSHAKE_TIMEOUT", "no"],
  [coded("UND_ERR_INVALID_ARG"), "Unknown", "UND_ERR_INVALID_ARG", "no"],
  [coded("UND_ERR_DESTROYED"), "Unknown", "UND_ERR_DESTROYED", "unknown"],
  [coded("UND_ERR_SOCKET", "other side closed"), "ConnectionLost", "UND_ERR_SOCKET", "unknown"],
  [coded("UND_ERR_HEADERS_TIMEOUT"), "ConnectionLost", "UND_ERR_HEADERS_TIMEOUT", "unknown"],
  [coded("UND_ERR_BODY_TIMEOUT"), "ConnectionLost", "UND_ERR_BODY_TIMEOUT", "unknown"],
  [coded("ConnectionClosed"), "ConnectionLost", "ConnectionClosed", "unknown"],
  [
    coded("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling"),
    "ConnectionRefused",
    "UND_ERR_ABORTED",
    "no"
  ],
  [coded("UND_ERR_ABORTED"), "Unknown", "UND_ERR_ABORTED", "unknown"],
  [
    coded("ECONNRESET", "Client network socket disconnected before secure TLS connection was established"),
    "ConnectionLost",
    "ECONNRESET",
    "no"
  ],
  [coded("CERT_HAS_EXPIRED"), "TlsFailure", "CERT_HAS_EXPIRED", "no"],
  [coded("UNABLE_TO_GET_CRL"), "TlsFailure", "UNABLE_TO_GET_CRL", "no"],
  [coded("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "TlsFailure", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "no"],
  [coded("UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY"), "TlsFailure", "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY", "no"],
  [coded("HOSTNAME_MISMATCH"), "TlsFailure", "HOSTNAME_MISMATCH", "no"],
  [coded("INVALID_CA"), "TlsFailure", "INVALID_CA", "no"],
  [coded("ERR_TLS_CERT_ALTNAME_INVALID"), "TlsFailure", "ERR_TLS_CERT_ALTNAME_INVALID", "no"],
  [coded("ERR_TLS_REQUIRED_SERVER_NAME"), "TlsFailure", "ERR_TLS_REQUIRED_SERVER_NAME", "unknown"],
  [kernel("EPROTO", "write"), "TlsFailure", "EPROTO", "unknown"],
  [coded("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION"), "TlsFailure", "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "unknown"],
  [
    coded("ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE"),
    "TlsFailure",
    "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE",
    "unknown"
  ],
  [
    coded("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"),
    "TlsFailure",
    "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED",
    "unknown"
  ],
  [
    coded("ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC"),
    "ConnectionLost",
    "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC",
    "unknown"
  ],
  [coded("ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC"), "ConnectionLost", "ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC", "unknown"],
  [coded("ERR_SSL_UNEXPECTED_EOF_WHILE_READING"), "ConnectionLost", "ERR_SSL_UNEXPECTED_EOF_WHILE_READING", "unknown"],
  [coded("ERR_HTTP2_STREAM_ERROR"), "Unknown", "ERR_HTTP2_STREAM_ERROR", "unknown"],
  [coded("HPE_INVALID_CONSTANT"), "Unknown", "HPE_INVALID_CONSTANT", "unknown"],
  [coded("Bearer canary-token"), "Unknown", undefined, "unknown"],
  [coded("aB3canary_token"), "Unknown", undefined, "unknown"],
  [coded("A"), "Unknown", "A", "unknown"],
  [coded("E".repeat(81)), "Unknown", undefined, "unknown"],
  [{ code: 7, syscall: 7, message: 7 }, "Unknown", undefined, "unknown"],
  [{ code: "EOWN", cause: coded("EINNER") }, "Unknown", "EOWN", "unknown"],
  [{ code: "EOWN", cause: kernel("ECONNREFUSED", "connect") }, "ConnectionRefused", "ECONNREFUSED", "no"],
  [{ code: "ECONNRESET", cause: kernel("EMFILE", "connect") }, "ConnectionLost", "ECONNRESET", "no"],
  ["connect ECONNREFUSED", "Unknown", undefined, "unknown"],
  [null, "Unknown", undefined, "unknown"]
]

const wrapped = (cause: unknown, times: number): unknown =>
  times === 0 ? cause : wrapped(Object.assign(new TypeError("fetch failed"), { cause }), times - 1)

const circle = new Error("around")
circle.cause = circle

describe("the error of a runtime", () => {
  const failing = (cause: unknown) =>
    over(
      Layer.succeed(
        HttpClient.HttpClient,
        HttpClient.make((request) =>
          Effect.fail(
            new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request, cause }) })
          )
        )
      )
    )
  errors.forEach(([cause, reason, code, sent], index) => {
    const name = cause instanceof Error ? `${Reflect.get(cause, "code")}: ${cause.message}` : String(index)
    it.live(`is read for what it proves: ${name}`, () =>
      Effect.gen(function* () {
        for (const depth of [0, 1, 6]) {
          const [, written] = yield* both("http://127.0.0.1:1", failing(wrapped(cause, depth)))
          assert.deepInclude(outcome(written), { reason, code, sent })
        }
      })
    )
  })

  it.live("may be its own cause", () =>
    Effect.gen(function* () {
      const [read] = yield* both("http://127.0.0.1:1", failing(circle))
      assert.deepInclude(read, { reason: "Unknown", code: undefined, sent: "unknown" })
    })
  )
})

describe("undici, directly", () => {
  for (const code of ["EHOSTUNREACH", "ENETUNREACH", "ECONNREFUSED", "EADDRNOTAVAIL"]) {
    it.live(`knows that the request is on its way when the kernel says ${code}`, () =>
      Effect.gen(function* () {
        const clients: Array<Socket> = []
        const http = UndiciHttpExchange.layerOptions({
          connect: ({ hostname, port }, callback) => {
            const socket = connect(Number(port), hostname)
            clients.push(socket)
            socket.once("connect", () => callback(null, socket))
          }
        })
        const { received, url } = yield* serve(
          ({ reading }) =>
            createServer((socket) => reading(socket, () => clients.at(-1)?.destroy(kernel(code, "read")))),
          "http"
        )
        const error = yield* Effect.flip(patch).pipe(Effect.provide(api(url, http)))
        assert.deepInclude(outcome(error), { code, sent: "unknown", isRepeated: false })
        assert.strictEqual(received(), 1)
      }).pipe(Effect.scoped)
    )
  }

  it.live("gives up a connection before an attempt has taken too long", () =>
    Effect.gen(function* () {
      const http = UndiciHttpExchange.layerOptions({ connectTimeout: 1 })
      const [, written] = yield* both("https://10.255.255.1:9", http)
      assert.deepInclude(outcome(written), { sent: "no" })
    })
  )
})

const proxied = (port: number) =>
  Layer.effect(
    NodeHttpClient.Dispatcher,
    Effect.sync(() => new Undici.ProxyAgent(`http://127.0.0.1:${port}`))
  )

describe("a proxy that refuses the tunnel", () => {
  for (const status of [407, 403, 502]) {
    for (const [transport, layer] of [
      ["undici", Layer.provide(HttpExchange.layer, NodeHttpClient.layerUndiciNoDispatcher)],
      ["undici, directly", UndiciHttpExchange.layerNoDispatcher]
    ] as const) {
      it.live(`with ${status} keeps the request from being sent, over ${transport}`, () =>
        Effect.gen(function* () {
          const proxy = yield* Effect.acquireRelease(
            Effect.callback<ReturnType<typeof createProxy>>((resume) => {
              const server = createProxy()
              server.on("connect", (_request, socket) => {
                socket.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\n\r\n`)
              })
              server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
            }),
            (server) => Effect.sync(() => server.close())
          )
          const { port } = proxy.address() as AddressInfo // the shape for a server on a port
          const [read, error] = yield* both("https://api.example.com", Layer.provide(layer, proxied(port)))
          const written = outcome(error)
          const expected = { reason: "ConnectionRefused", code: "UND_ERR_ABORTED", sent: "no", isRepeated: true }
          assert.deepStrictEqual([read, written], [expected, expected])
        }).pipe(Effect.scoped)
      )
    }
  }
})

describe("a login whose certificate cannot be accepted", () => {
  for (const [transport, http] of transports) {
    it.live(`is a TLS failure that says what is wrong, and is not repeated, over ${transport}`, () =>
      Effect.gen(function* () {
        const way = secure.find(([what]) => what === "the certificate has expired")
        const { url } = yield* serve(way?.[1] ?? (() => createServer()), "https")
        const layer = PresenceClient.layer.pipe(
          Layer.provide(RetryLayer.transient({ times: 1, base: "1 millis" })),
          Layer.provide(PresenceTransport.layer),
          Layer.provide(
            Authentication.layerClientCredentials({ clientId: "id", clientSecret: Redacted.make("secret") })
          ),
          Layer.provide(GenesysCloud.layer({ apiUrl: url, loginUrl: url })),
          Layer.provide(http)
        )
        const error = yield* Effect.flip(get).pipe(Effect.provide(layer))
        assert.deepInclude(error, {
          _tag: "PresenceAuthenticationError",
          reason: "TlsFailure",
          description: "TlsFailure, CERT_HAS_EXPIRED, the certificate of the host has expired"
        })
        assert.isFalse(PresenceError.isRetryable(error))
      }).pipe(Effect.scoped)
    )
  }
})
