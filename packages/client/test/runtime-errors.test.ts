import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  PresenceClient,
  type PresenceError,
  PresenceTransport
} from "@genesys-presence/client"
import { Effect, Layer, Redacted } from "effect"
import { HttpClient, HttpClientError } from "effect/http"
import { over } from "./support/clients.ts"

/** The error of a call over a client that fails so. */
const failing = (cause: unknown) => {
  const http = HttpClient.make((request) =>
    Effect.fail(new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request, cause }) }))
  )
  const layer = PresenceClient.layerBare().pipe(
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(Authentication.layerToken(Redacted.make("canary-token"))),
    Layer.provide(GenesysCloud.layer({ region: "us-east-1" })),
    Layer.provide(over(Layer.succeed(HttpClient.HttpClient, http)))
  )
  const patch = PresenceClient.use((client) =>
    client.patchUserPresencesPurecloud({ userId: "ada", body: { message: "lunch" } })
  )
  return Effect.flip(patch).pipe(Effect.provide(layer))
}

const outcome = (
  error: PresenceError.PresenceError
): { readonly reason: string; readonly code?: string | undefined; readonly sent?: string } =>
  error._tag === "PresenceTransportError"
    ? { reason: error.reason, code: error.code, sent: error.sent }
    : { reason: error._tag }

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
  [kernel("EACCES", "read"), "Unknown", "EACCES", "unknown"],
  [kernel("EINVAL", "connect"), "Unknown", "EINVAL", "no"],
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
  [coded("ERR_PROXY_TUNNEL"), "ConnectionRefused", "ERR_PROXY_TUNNEL", "no"],
  [new Error("bad port"), "Unknown", undefined, "no"],
  [new Error("something else"), "Unknown", undefined, "unknown"],
  [
    Object.assign(new Error("Invalid character in Content-Length"), { name: "HTTPParserError", code: undefined }),
    "Unknown",
    "HTTPParserError",
    "unknown"
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
  errors.forEach(([cause, reason, code, sent], index) => {
    const name = cause instanceof Error ? `${Reflect.get(cause, "code")}: ${cause.message}` : String(index)
    it.live(`is read for what it proves: ${name}`, () =>
      Effect.gen(function* () {
        for (const depth of [0, 1, 6]) {
          const error = yield* failing(wrapped(cause, depth))
          assert.deepInclude(outcome(error), { reason, code, sent })
        }
      })
    )
  })

  it.live("may be its own cause", () =>
    Effect.gen(function* () {
      assert.deepInclude(outcome(yield* failing(circle)), { reason: "Unknown", code: undefined, sent: "unknown" })
    })
  )
})
