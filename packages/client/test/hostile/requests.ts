import { NodeHttpClient } from "@effect/platform-node"
import Undici from "@effect/platform-node/Undici"
import { assert } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceError,
  PresenceTransport
} from "@genesys-presence/client"
import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
import type { Contract } from "@genesys-presence/models"
import { Context, Effect, Layer, Redacted } from "effect"
import { canarySecret } from "../support/fakeService.ts"
import { answerOf, HostileServer, ok, type RawRequest } from "../support/hostileServer.ts"
import { assertClean, canaryToken } from "../support/visible.ts"
import type { Attempt } from "./attack.ts"

type Env = HostileServer | Elsewhere | HttpExchange

/** A server on another host, to which nothing may ever come. */
export class Elsewhere extends Context.Service<Elsewhere, HostileServer["Service"]>()("test/Elsewhere") {
  static readonly layer = Layer.effect(Elsewhere, HostileServer).pipe(Layer.provide(HostileServer.layerOn("127.0.0.2")))
}

const issued = ok(JSON.stringify({ access_token: canaryToken, token_type: "bearer", expires_in: 3600 }))
const isLogin = ({ head }: RawRequest) => head.startsWith("POST /oauth/token ")

/** A client that has not logged in yet. */
const makeClient = Effect.gen(function* () {
  const { url } = yield* HostileServer
  const context = yield* Layer.build(
    PresenceClient.layerBare().pipe(
      Layer.provide(PresenceTransport.layer({ attemptTimeout: "5 seconds" })),
      Layer.provide(
        Authentication.layerClientCredentials({ clientId: "some-client", clientSecret: Redacted.make(canarySecret) })
      ),
      Layer.provide(GenesysCloud.layer({ apiUrl: url, loginUrl: url }))
    )
  )
  return Context.get(context, PresenceClient)
})

const get = (client: PresenceClient["Service"]) => client.getSystempresences()
const post = (client: PresenceClient["Service"]) => client.postPresenceSources({ body: { name: "Door" } })

/** Answers the login, or the API, in this way, and the other one as it should be. */
const misbehave = Effect.fnUntraced(function* (where: "login" | "api", answer: string | Uint8Array) {
  const server = yield* HostileServer
  yield* server.takeRequests
  yield* server.meet((socket, request) => {
    const login = isLogin(request)
    socket.write(login === (where === "login") ? answer : login ? issued : ok("[]"))
  })
})

/** What came to each server: to the one that is configured, and to the other one. */
const arrived = Effect.gen(function* () {
  const here = yield* Effect.flatMap(HostileServer, ({ takeRequests }) => takeRequests)
  const there = yield* Effect.flatMap(Elsewhere, ({ takeRequests }) => takeRequests)
  return { here: here.map(({ head }) => head.split(" ", 2).join(" ")), there }
})

const codes = [301, 302, 303, 307, 308]

/** No redirect is followed: not by a read, not by a write, and not by the login, whatever the code. */
const redirectTo = (location: (here: string, there: string) => string | undefined) =>
  Effect.gen(function* () {
    const server = yield* HostileServer
    const elsewhere = yield* Elsewhere
    const target = location(server.url, elsewhere.url)
    const answers = codes.map((code) => answerOf(code, target === undefined ? {} : { location: target }, ""))
    for (const answer of answers) {
      const client = yield* makeClient
      yield* misbehave("api", answer)
      for (const send of [get, post]) {
        const error = yield* Effect.flip<unknown, PresenceError.PresenceError, never>(send(client))
        assert.strictEqual(error._tag, "PresenceUnexpectedStatus")
        assert.include(error.message, "Redirects are not followed")
        assertClean(error, "the error")
      }
      assert.deepStrictEqual(yield* arrived, {
        here: ["POST /oauth/token", "GET /api/v2/systempresences", "POST /api/v2/presence/sources"],
        there: []
      })
      const unknown = yield* makeClient
      yield* misbehave("login", answer)
      const error = yield* Effect.flip(get(unknown))
      assert.strictEqual(error._tag, "PresenceAuthenticationError")
      if (error._tag === "PresenceAuthenticationError") assert.strictEqual(error.reason, "UnexpectedAnswer")
      assertClean(error, "the error of the login")
      assert.deepStrictEqual(yield* arrived, { here: ["POST /oauth/token"], there: [] })
    }
  }).pipe(Effect.scoped)

const notFollowed =
  "a typed error after one request, over five codes, for a read, a write and the login; nothing arrives elsewhere"

const redirect = (
  name: string,
  source: string,
  location: (here: string, there: string) => string | undefined
): Attempt<unknown, Env> => ({ name: `a redirect ${name}`, source, shown: notFollowed, run: redirectTo(location) })

/** A header of an answer that asks for something: the next request is as if it had not been there. */
const unmoved = (headers: Readonly<Record<string, string>>, status = 200) =>
  Effect.gen(function* () {
    const client = yield* makeClient
    const server = yield* HostileServer
    const elsewhere = yield* Elsewhere
    const given = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace("ELSEWHERE", elsewhere.url)])
    )
    yield* misbehave("api", answerOf(status, { "content-type": "application/json", ...given }, "[]"))
    const heads: Array<string> = []
    for (let i = 0; i < 3; i++) {
      yield* Effect.exit(get(client))
      const requests = yield* server.takeRequests
      heads.push(...requests.flatMap((request) => (isLogin(request) ? [] : [request.head])))
    }
    assert.isAtLeast(heads.length, 3)
    assert.strictEqual(new Set(heads).size, 1, "a request changed")
    assert.notMatch(heads[0] ?? "", /^(cookie|proxy-authorization|if-|range|upgrade|referer)/im)
    assert.deepStrictEqual((yield* elsewhere.takeRequests).length, 0)
  }).pipe(Effect.scoped)

const asBefore = "the next request is the same as before; nothing arrives elsewhere"

const places: ReadonlyArray<Attempt<unknown, Env>> = [
  redirect("to another host", "CVE-2018-1000007, CVE-2022-0155", (_, there) => `${there}/api/v2/systempresences`),
  redirect("to another port", "CVE-2022-27774, CVE-2022-31091", () => "http://127.0.0.1:9/"),
  redirect("to another protocol", "CVE-2022-31043, CVE-2018-18074", (here) => here.replace("http:", "https:")),
  redirect("to the same origin", "CVE-2023-45803", (here) => `${here}/api/v2/other`),
  redirect("to a relative path", "RFC 9110 10.2.2", () => "../v2/other"),
  redirect("without a protocol", "RFC 3986 4.2", (_, there) => there.replace("http:", "")),
  redirect("with credentials in it", "CVE-2023-26159", (_, there) => there.replace("//", "//user:password@")),
  redirect("to a Unix socket", "CVE-2022-33987", () => "unix:/var/run/docker.sock:/containers/json"),
  redirect("to a file", "CVE-2009-0037", () => "file:///etc/passwd"),
  redirect("to data", "RFC 2397 2", () => "data:application/json,[]"),
  redirect("that is malformed", "RFC 9110 10.2.2", () => "http://[::1"),
  redirect("with two targets", "RFC 9110 5.3", (here, there) => `${here}/a\r\nlocation: ${there}/b`),
  redirect("without a target", "RFC 9110 15.4", () => undefined),
  {
    name: "a challenge of the service",
    source: "RFC 9110 11.6.1",
    shown: "no credentials of another kind are sent; the client secret stays with the login",
    run: Effect.gen(function* () {
      const client = yield* makeClient
      yield* misbehave("api", answerOf(401, { "www-authenticate": 'Basic realm="x", NTLM, Negotiate' }, ""))
      const server = yield* HostileServer
      assert.strictEqual((yield* Effect.flip(get(client)))._tag, "PresenceUnauthorized")
      const toApi = (yield* server.takeRequests).filter((request) => !isLogin(request))
      for (const { head } of toApi) assert.match(head, new RegExp(`^authorization: Bearer ${canaryToken}$`, "im"))
    }).pipe(Effect.scoped)
  },
  {
    name: "a challenge of a proxy that is none",
    source: "RFC 9110 15.5.8, CVE-2023-32681",
    shown: asBefore,
    run: unmoved({ "proxy-authenticate": "Basic" }, 407)
  },
  { name: "a cookie", source: "CVE-2023-45143", shown: asBefore, run: unmoved({ "set-cookie": "session=1; Path=/" }) },
  {
    name: "another service for the same origin",
    source: "RFC 7838 3",
    shown: asBefore,
    run: unmoved({ "alt-svc": 'h2="ELSEWHERE"; ma=86400' })
  },
  {
    name: "a refresh",
    source: "https://html.spec.whatwg.org/multipage/document-lifecycle.html",
    shown: asBefore,
    run: unmoved({ refresh: "0; url=ELSEWHERE" })
  },
  {
    name: "another location of the content",
    source: "RFC 9110 8.7",
    shown: asBefore,
    run: unmoved({ "content-location": "ELSEWHERE/x", link: "<ELSEWHERE>; rel=canonical" })
  },
  {
    name: "validators of a cache",
    source: "RFC 9111 4.3.1",
    shown: asBefore,
    run: unmoved({ etag: '"1"', "last-modified": "Thu, 01 Jan 2026 00:00:00 GMT", "cache-control": "max-age=60" })
  },
  { name: "an offer to upgrade", source: "RFC 9110 7.8", shown: asBefore, run: unmoved({ upgrade: "h2c, websocket" }) }
]

const refusedHeaders = (headers: Readonly<Record<string, string>>) =>
  Effect.gen(function* () {
    const client = yield* makeClient
    yield* misbehave("api", ok("[]"))
    for (const [name, value] of Object.entries(headers)) {
      const error = yield* Effect.flip(PresenceClient.withHeaders(get(client), { [name]: value }))
      assert.strictEqual(error._tag, "PresenceInvalidRequest", name)
      assert.notInclude(JSON.stringify(error), "sneaky")
    }
    assert.deepStrictEqual((yield* arrived).here, [])
  }).pipe(Effect.scoped)

const headers: ReadonlyArray<Attempt<unknown, Env>> = [
  {
    name: "a line break in a header of one's own",
    source: "CVE-2022-31150, CVE-2022-35948",
    shown: "refused without quoting the value",
    run: refusedHeaders({ "x-a": "b\r\nx-sneaky: c", "x-b": "sneaky\n", "x-c": "\rsneaky", "x-d\r\nx-sneaky": "c" })
  },
  {
    name: "a header that would frame another request",
    source: "CWE-444, RFC 9112 6.1",
    shown: "refused",
    run: refusedHeaders({
      "Transfer-Encoding": "chunked",
      "content-length": "0",
      Connection: "upgrade",
      TE: "trailers",
      Expect: "100-continue"
    })
  },
  {
    name: "a header that would change who asks whom",
    source: "CVE-2023-23936, RFC 9110 7.2",
    shown: "refused",
    run: refusedHeaders({
      HOST: "evil.example.com",
      Authorization: "Basic sneaky",
      Cookie: "sneaky",
      "Proxy-Authorization": "sneaky"
    })
  },
  {
    name: "letters beyond ASCII in a header",
    source: "RFC 9110 5.5",
    shown: "refused without quoting the value",
    run: refusedHeaders({ "x-a": "sneaky é", "x-b": "sneaky \u010a", "x-c": "sneaky\u0000", "x-é": "a" })
  },
  {
    name: "the name of an operation that is none",
    source: "CVE-2019-10744, CWE-470",
    shown: "nothing is sent",
    run: Effect.gen(function* () {
      const client = yield* makeClient
      for (const name of ["__proto__", "constructor", "toString", "execute", ""]) {
        // As a program in JavaScript might.
        const exit = yield* Effect.exit(client.execute(name as Contract.OperationName & "getSystempresences"))
        assert.strictEqual(exit._tag, "Failure")
      }
      assert.deepStrictEqual((yield* arrived).here, [])
    }).pipe(Effect.scoped)
  }
]

const unusable = (urls: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    for (const url of urls) {
      const error = yield* Effect.flip(Effect.scoped(Layer.build(GenesysCloud.layer({ apiUrl: url, loginUrl: url }))))
      assert.instanceOf(error, PresenceError.PresenceConfigurationError)
      assert.notInclude(JSON.stringify(error) + String(error.stack), "sneaky")
    }
  })

const notUsed = "refused when the layer is built, without quoting it"

const bases: ReadonlyArray<Attempt<unknown>> = [
  {
    name: "a base URL with credentials",
    source: "RFC 3986 7.5, CWE-522",
    shown: notUsed,
    run: unusable([
      "https://sneaky:sneaky@api.example.com",
      "https://sneaky@api.example.com",
      "http://sneaky@127.0.0.1"
    ])
  },
  {
    name: "a base URL with a query or a fragment",
    source: "RFC 3986 3.4",
    shown: notUsed,
    run: unusable([
      "https://api.example.com?sneaky=1",
      "https://api.example.com/#sneaky",
      "https://api.example.com/x?sneaky#y"
    ])
  },
  {
    name: "a base URL without TLS",
    source: "RFC 6750 5.3, CWE-319",
    shown: notUsed,
    run: unusable(["http://api.example.com", "http://10.0.0.1", "http://0.0.0.0", "ws://127.0.0.1", "ftp://127.0.0.1"])
  },
  {
    name: "a base URL whose host looks like this machine",
    source: "CWE-1007, CVE-2025-62718",
    shown: notUsed,
    run: unusable([
      "http://127.0.0.1.sneaky.example.com",
      "http://localhost.sneaky.example.com",
      "http://sneaky-localhost",
      "http://1270.0.0.1",
      "http://[::ffff:10.0.0.1]",
      "http://128.0.0.1",
      "http://localhost@sneaky.example.com"
    ])
  },
  {
    name: "a base URL that leads to no server",
    source: "CVE-2009-0037",
    shown: notUsed,
    run: unusable([
      "file:///sneaky",
      "javascript:sneaky",
      "data:,sneaky",
      "unix:/sneaky",
      "//sneaky",
      "/sneaky",
      "sneaky",
      " ",
      "https://"
    ])
  }
]

/** Sets variables of the environment for the time of an effect. */
const withEnvironment =
  (variables: Readonly<Record<string, string>>) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.acquireUseRelease(
      Effect.sync(() => {
        const before = Object.keys(variables).map((name) => [name, process.env[name]] as const)
        Object.assign(process.env, variables)
        return before
      }),
      () => effect,
      (before) =>
        Effect.sync(() => {
          for (const [name, value] of before) {
            if (value === undefined) delete process.env[name]
            else process.env[name] = value
          }
        })
    )

/** The exchanges over an undici dispatcher of the caller's. */
const dispatched = [
  Layer.provide(HttpExchange.layer, Layer.fresh(NodeHttpClient.layerUndiciNoDispatcher)),
  UndiciHttpExchange.layerNoDispatcher
]

/** A client with a fixed token, for a URL of one's own, through a dispatcher. */
const through = Effect.fnUntraced(function* (
  http: (typeof dispatched)[number],
  apiUrl: string,
  makeDispatcher: () => Undici.Dispatcher
) {
  const dispatcher = yield* Effect.acquireRelease(Effect.sync(makeDispatcher), (made) =>
    Effect.promise(() => made.destroy())
  )
  const context = yield* Layer.build(
    PresenceClient.layerBare().pipe(
      Layer.provide(PresenceTransport.layer({ attemptTimeout: "5 seconds" })),
      Layer.provide(Authentication.layerToken(Redacted.make(canaryToken))),
      Layer.provide(GenesysCloud.layer({ apiUrl, loginUrl: apiUrl })),
      Layer.provide(http),
      Layer.provide(Layer.succeed(NodeHttpClient.Dispatcher, dispatcher))
    )
  )
  return Context.get(context, PresenceClient)
})

/** Attacks that come with the environment; each brings its own transports. */
export const proxies: ReadonlyArray<Attempt<unknown, HostileServer | Elsewhere>> = [
  {
    name: "a proxy that refuses, and repeats its password",
    source: "CVE-2023-32681, RFC 9110 15.5.8",
    shown: "an error without the password; the proxy sees the host, and neither token nor path",
    run: Effect.gen(function* () {
      const server = yield* HostileServer
      const password = "proxy-canary-99"
      const basic = Buffer.from(`user:${password}`).toString("base64")
      yield* server.meet((socket, { head }) => void socket.end(answerOf(407, { "x-debug": password }, head)))
      for (const http of dispatched) {
        yield* server.takeRequests
        const client = yield* through(
          http,
          "https://gateway.example.com",
          () => new Undici.ProxyAgent(server.url.replace("//", `//user:${password}@`))
        )
        const error = yield* Effect.flip(get(client))
        assert.strictEqual(error._tag, "PresenceTransportError")
        assertClean(error, "the error", [password, basic, canaryToken])
        for (const { head } of yield* server.takeRequests) {
          assert.match(head, /^CONNECT gateway\.example\.com:443 /)
          assert.notInclude(head, canaryToken)
          assert.notInclude(head, "/api/v2")
        }
      }
    }).pipe(Effect.scoped)
  },
  {
    name: "a host that is to be reached without the proxy",
    source: "CVE-2025-62718, CVE-2026-44492",
    shown: "NO_PROXY holds over both undici clients: nothing arrives at the proxy",
    run: Effect.gen(function* () {
      const proxy = yield* Elsewhere
      const server = yield* HostileServer
      yield* server.answer(ok("[]"))
      for (const http of dispatched) {
        const client = yield* through(
          http,
          server.url,
          () => new Undici.EnvHttpProxyAgent({ httpProxy: proxy.url, httpsProxy: proxy.url, noProxy: "127.0.0.1" })
        )
        assert.deepStrictEqual(yield* get(client), [])
      }
      assert.deepStrictEqual(yield* proxy.takeRequests, [])
    }).pipe(Effect.scoped)
  }
]

/** On each transport: a proxy that somebody put into the environment, which no library may obey unasked. */
export const poisonedEnvironment: Attempt<unknown, Env> = {
  name: "a proxy in the environment",
  source: "CVE-2016-5385",
  shown: "it is not used: a program that wants a proxy gives its transport one",
  run: Effect.gen(function* () {
    const elsewhere = yield* Elsewhere
    const { url } = elsewhere
    const variables = { HTTP_PROXY: url, http_proxy: url, HTTPS_PROXY: url, https_proxy: url, ALL_PROXY: url }
    yield* misbehave("api", ok("[]"))
    yield* withEnvironment(variables)(Effect.flatMap(makeClient, get))
    assert.deepStrictEqual((yield* arrived).there, [])
  }).pipe(Effect.scoped)
}

export const requestAttempts: ReadonlyArray<Attempt<unknown, Env>> = [...places, ...headers, poisonedEnvironment]

export const configurationAttempts = bases
