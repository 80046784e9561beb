import { assert, describe, it } from "@effect/vitest"
import {
  authority,
  certificate,
  faultOf,
  groups,
  isolated,
  type Method,
  type Observation,
  obstacle,
  observe,
  overTls,
  serve,
  type Transport,
  transports as brokenTransports,
  type Way
} from "@genesys-presence/broken-connections"
import {
  Authentication,
  GenesysCloud,
  type HttpExchange,
  PresenceClient,
  PresenceError,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
import { Effect, Layer, Redacted } from "effect"
import { connect, createServer, type Socket } from "node:net"
import { setDefaultCACertificates } from "node:tls"
import { transports } from "./support/clients.ts"

setDefaultCACertificates([authority])

const api = (url: string, http: Layer.Layer<HttpExchange>) =>
  PresenceClient.layerBare().pipe(
    Layer.provide(RetryLayer.transient({ times: 1, base: "1 millis" })),
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(Authentication.layerToken(Redacted.make("canary-token"))),
    Layer.provide(GenesysCloud.layer({ apiUrl: url, loginUrl: url })),
    Layer.provide(http)
  )

const get = PresenceClient.use((client) => client.getUserPresencesPurecloud({ userId: "ada" }))
const patch = PresenceClient.use((client) =>
  client.patchUserPresencesPurecloud({ userId: "ada", body: { message: "lunch" } })
)

const read = (code: string): Error => Object.assign(new Error(`read ${code} 10.0.0.1:443`), { code, syscall: "read" })

const ways = groups.flatMap((group) => group.ways)

/** Holds what is said of a call against what the server saw of it. */
const check = (way: Way, transport: Transport, method: Method, { error, ...seen }: Observation) => {
  const where = `${way.what}, ${method} over ${transport.name}: ${error?.message ?? "answered"}`
  assert.isUndefined(faultOf(way, transport, method, { error, ...seen }), where)
  if (error === null) return
  const isSafe = method === "GET" || PresenceError.wasNotExecuted(error)
  assert.propertyVal(error, "attempts", PresenceError.isRetryable(error) && isSafe ? 2 : 1, where)
  if (method === "GET") return
  if (error._tag === "PresenceTransportError") {
    assert.deepInclude(error, way.said ?? {}, where)
    assert.strictEqual(error.mayHaveBeenExecuted, error.sent === "unknown", where)
  } else {
    assert.isTrue(error.mayHaveBeenExecuted, where)
  }
}

const inThisProcess = groups.filter((group) => group.ways.every(({ within }) => within === undefined))

// They wait for connections that are silent.
describe.each(inThisProcess)("a connection ($title)", { concurrent: true }, (group) => {
  for (const way of group.ways) {
    it.live(`says the truth, and no write is carried out twice: ${way.what}`, () =>
      Effect.forEach(
        brokenTransports.flatMap((transport) =>
          (["GET", "PATCH"] as const).map((method) => [transport, method] as const)
        ),
        Effect.fnUntraced(function* ([transport, method]) {
          const limit = way.isSilent === true ? "500 millis" : "20 seconds"
          const observed = yield* observe(way, transport, method, limit)
          if (observed !== null) check(way, transport, method, observed)
        }),
        { concurrency: "unbounded" }
      )
    )
  }
})

describe("the kernel", () => {
  for (const surroundings of ["few file descriptors", "a network of its own"] as const) {
    const reason = obstacle(surroundings)
    const name = `says the truth to a process with ${surroundings}, and no write is carried out twice`
    it.live.skipIf(reason !== undefined)(
      reason === undefined ? name : `${name} (not possible here: ${reason})`,
      () =>
        Effect.gen(function* () {
          const observeThere = yield* isolated(surroundings)
          // Of the transports the one that is told no more than an error of a kind.
          const [, transport] = brokenTransports
          for (const way of ways.filter(({ within }) => within === surroundings)) {
            const observed = transport && (yield* observeThere(way, transport, "PATCH"))
            if (transport && observed) check(way, transport, "PATCH", observed)
            else assert.fail(`${way.what} was not observed`)
          }
        }).pipe(Effect.scoped),
      120_000
    )
  }
})

describe("undici, directly", () => {
  for (const code of ["EHOSTUNREACH", "ENETUNREACH", "ECONNREFUSED", "EADDRNOTAVAIL", "EACCES"]) {
    it.live(`knows that the request is on its way when the kernel says ${code}`, () =>
      Effect.gen(function* () {
        const clients: Array<Socket> = []
        const http = UndiciHttpExchange.layer({
          connect: ({ hostname, port }, callback) => {
            const socket = connect(Number(port), hostname)
            clients.push(socket)
            socket.once("connect", () => callback(null, socket))
          }
        })
        const { received, url } = yield* serve(
          ({ reading }) => createServer((socket) => reading(socket, () => clients.at(-1)?.destroy(read(code)))),
          "http"
        )
        const error = yield* Effect.flip(patch).pipe(Effect.provide(api(url, http)))
        assert.deepInclude(error, { code, sent: "unknown", attempts: 1 })
        assert.strictEqual(received(), 1)
      }).pipe(Effect.scoped)
    )
  }

  it.live("gives up a connection before an attempt has taken too long", () =>
    Effect.gen(function* () {
      const blackHole = ways.find(({ what }) => what === "the host does not answer")
      const { url } = yield* blackHole?.open ?? Effect.die("There is no such way")
      const http = UndiciHttpExchange.layer({ connectTimeout: 100 })
      const error = yield* Effect.flip(patch).pipe(Effect.provide(api(url, http)))
      assert.deepInclude(error, { reason: "ConnectTimeout", code: "UND_ERR_CONNECT_TIMEOUT", sent: "no", attempts: 2 })
    }).pipe(Effect.scoped)
  )
})

describe("a login with which TLS cannot be agreed on", () => {
  const good = certificate("good")
  for (const [what, tls, description] of [
    ["an expired certificate", certificate("expired"), /CERT_HAS_EXPIRED, the certificate of the host has expired/],
    [
      "a certificate of another host",
      certificate("wrong-host"),
      /ERR_TLS_CERT_ALTNAME_INVALID, the certificate is for another host/
    ],
    [
      "a self-signed certificate",
      certificate("self-signed"),
      /DEPTH_ZERO_SELF_SIGNED_CERT, the certificate of the host is signed by nobody who is trusted here/
    ],
    [
      "a certificate of an unknown issuer",
      certificate("unknown-issuer"),
      /UNABLE_TO_VERIFY_LEAF_SIGNATURE, the issuer of the host's certificate is not known here/
    ],
    // `node:http` names no more than the kind of these.
    [
      "no version but TLS 1.1",
      { ...good, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" },
      /(ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION, the host accepts no TLS version|EPROTO)/
    ],
    [
      "a wish for a client certificate",
      { ...good, maxVersion: "TLSv1.2", requestCert: true },
      /(ERR_SSL_SSL\/TLS_ALERT_HANDSHAKE_FAILURE, the host accepts no TLS version|EPROTO)/
    ]
  ] as const) {
    for (const [transport, http] of transports) {
      it.live(`for ${what} says so, and is asked once, over ${transport}`, () =>
        Effect.gen(function* () {
          let connections = 0
          const server: Parameters<typeof serve>[0] = (tell) =>
            overTls(tls, (socket) => socket.end())(tell).on("connection", () => {
              connections += 1
            })
          const { url } = yield* serve(server, "https")
          const layer = PresenceClient.layerBare().pipe(
            Layer.provide(RetryLayer.transient({ times: 1, base: "1 millis" })),
            Layer.provide(PresenceTransport.layer()),
            Layer.provide(
              Authentication.layerClientCredentials({ clientId: "id", clientSecret: Redacted.make("secret") })
            ),
            Layer.provide(GenesysCloud.layer({ apiUrl: url, loginUrl: url })),
            Layer.provide(http)
          )
          const error = yield* Effect.flip(get).pipe(Effect.provide(layer))
          assert.deepInclude(error, { _tag: "PresenceAuthenticationError", reason: "TlsFailure" })
          assert.match(error.message, description)
          assert.isFalse(PresenceError.isRetryable(error))
          assert.strictEqual(connections, 1)
        }).pipe(Effect.scoped)
      )
    }
  }
})
