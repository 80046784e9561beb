import { Sandbox } from "@genesys-presence/sandbox"
import { assert } from "@effect/vitest"
import { Effect, Redacted, type Scope } from "effect"
import { connect } from "node:net"
import { basic, logIn, requestToken, send, userId } from "../api.ts"
import { rawConnection } from "../rawConnection.ts"

/** An attack on a sandbox, with what is told of it on the page of all attacks. */
interface Attempt {
  readonly name: string
  readonly source: string
  readonly shown: string
  readonly run: Effect.Effect<void, unknown, Sandbox | Scope.Scope>
}

/** Sends bytes and hands out the status of the answer; `undefined` where the connection was closed without one. */
const statusOf = Effect.fnUntraced(function* (text: string) {
  const { port } = yield* Sandbox
  const connection = yield* rawConnection(port, text)
  yield* connection.end
  const status = /^HTTP\/1\.1 (\d{3})/.exec(yield* connection.received)?.[1]
  return status === undefined ? undefined : Number(status)
})

const request = (lines: ReadonlyArray<string>, body = "") => [...lines, "connection: close", "", body].join("\r\n")

const get = (target: string, headers: ReadonlyArray<string> = ["host: 127.0.0.1"]) =>
  request([`GET ${target} HTTP/1.1`, ...headers])

/** A sandbox that answers as it should: nothing of an attack is left. */
const assertWell = Effect.gen(function* () {
  const api = yield* logIn()
  assert.strictEqual((yield* api.get(`/api/v2/users/${userId(1)}/presences/purecloud`)).status, 200)
})

/** All of these are refused, with one of these statuses or by closing the connection. */
const refused = (texts: ReadonlyArray<string>, statuses: ReadonlyArray<number | undefined>) =>
  Effect.gen(function* () {
    const got = yield* Effect.forEach(texts, statusOf, { concurrency: 4 })
    for (const [index, status] of got.entries()) {
      assert.include([...statuses], status, `${index}: ${JSON.stringify(texts[index]?.slice(0, 100))}`)
    }
    yield* assertWell
  })

const bad = [400, undefined]

const parser: ReadonlyArray<Attempt> = [
  {
    name: "a length and chunks at once",
    source: "CVE-2022-32213, RFC 9112 6.1",
    shown: "400, and the connection is closed",
    run: refused(
      [
        request(
          ["POST /oauth/token HTTP/1.1", "host: 127.0.0.1", "content-length: 4", "transfer-encoding: chunked"],
          "0\r\n\r\n"
        ),
        request(["POST /oauth/token HTTP/1.1", "host: 127.0.0.1", "transfer-encoding: chunked, identity"], "0\r\n\r\n"),
        request(["POST /oauth/token HTTP/1.1", "host: 127.0.0.1", "transfer-encoding: xchunked"], "0\r\n\r\n")
      ],
      bad
    )
  },
  {
    name: "two lengths",
    source: "CVE-2026-1525, RFC 9112 6.3",
    shown: "400, and the connection is closed",
    run: refused(
      [request(["POST /oauth/token HTTP/1.1", "host: 127.0.0.1", "content-length: 4", "Content-Length: 5"], "abcde")],
      bad
    )
  },
  {
    name: "a space before a colon, folded lines, a carriage return alone",
    source: "CVE-2021-22959, CVE-2022-32215, CVE-2023-30589",
    shown: "400, and the connection is closed",
    run: refused(
      [
        get("/", ["host : 127.0.0.1"]),
        get("/", ["host: 127.0.0.1", "x-a: b", " c"]),
        get("/", ["host: 127.0.0.1", "x-a: b\rx-c: d"]),
        get("/", ["host: 127.0.0.1", "x-a: \u0000"])
      ],
      bad
    )
  },
  {
    name: "a request line that is none",
    source: "RFC 9112 3",
    shown: "400, and the connection is closed",
    run: refused(
      [
        "\u0016\u0003\u0001\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "NOSUCH / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"
      ],
      [...bad, 505]
    )
  },
  {
    name: "a request without a host, or with two",
    source: "RFC 9112 3.2",
    shown: "400",
    run: refused([get("/", []), get("/control/state", ["host: evil.example.com", "host: 127.0.0.1"])], [...bad, 403])
  },
  {
    name: "a megabyte of headers",
    source: "CVE-2018-12121",
    shown: "431, and the connection is closed",
    run: refused(
      [get("/", ["host: 127.0.0.1", `x-a: ${"a".repeat(1_000_000)}`]), get(`/${"a".repeat(1_000_000)}`)],
      [431, 414, undefined]
    )
  },
  {
    name: "chunk extensions without end",
    source: "CVE-2024-22019",
    shown: "413 or 400, and the connection is closed",
    run: refused(
      [
        request(
          [
            "POST /oauth/token HTTP/1.1",
            "host: 127.0.0.1",
            "content-type: application/x-www-form-urlencoded",
            "transfer-encoding: chunked"
          ],
          `1;${"x".repeat(200_000)}`
        )
      ],
      [...bad, 413]
    )
  },
  {
    name: "an upgrade, and a tunnel to somewhere else",
    source: "RFC 9110 9.3.6, CVE-2022-35949",
    shown: "no tunnel: refused, or answered as if there had been no upgrade",
    run: refused(
      [
        "CONNECT evil.example.com:443 HTTP/1.1\r\nhost: evil.example.com:443\r\n\r\n",
        get("/api/v2/systempresences", ["host: 127.0.0.1", "upgrade: websocket"])
      ],
      [...bad, 401, 403, 405]
    )
  },
  {
    name: "a target with a host in it",
    source: "RFC 9112 3.2.2, CVE-2018-7160",
    shown: "403: the host of the target counts, whatever the header says",
    run: refused(
      [
        get("http://evil.example.com/control/state"),
        get("http://evil.example.com/control/state", ["host: evil.example.com"])
      ],
      [...bad, 403]
    )
  }
]

const traversals = [
  "/page/..%2f..%2f..%2fpackage.json", "/page/../../package.json", "/..%2f..%2fetc%2fpasswd", "/../../etc/passwd",
  "/page/%2e%2e/%2e%2e/package.json", "/page\\..\\..\\package.json", "/page/..%5c..%5cpackage.json", "//etc/passwd",
  "/page/....//package.json", "/page.js%00.html", "/%c0%ae%c0%ae/package.json", "/page.js/../../src/index.ts", "/src/index.ts"
] // prettier-ignore

const paths: ReadonlyArray<Attempt> = [
  {
    name: "paths that lead out of the page's folder",
    source: "CVE-2021-41773, CVE-2017-14849, CVE-2025-30208",
    shown: "404: no path of a request becomes a path of a file",
    run: refused(
      traversals.map((path) => get(path)),
      [404, 400]
    )
  },
  {
    name: "percent signs that encode nothing",
    source: "RFC 3986 2.1, CWE-755",
    shown: "an answer below 500",
    run: refused(
      [
        "/%",
        "/%zz",
        "/api/v2/users/%/presences/purecloud",
        "/api/v2/users/%ff/presences/purecloud",
        "/control/%",
        "/control/users/%zz/presence",
        "/scopes/%/api",
        "/docs/%",
        "/?%",
        "/api/v2/presence/definitions?localeCode=%"
      ].map((path) => get(path)),
      [400, 401, 404, 405, 200]
    )
  },
  {
    name: "a path and a query of 10,000 letters",
    source: "CWE-400",
    shown: "an answer below 500",
    run: refused(
      [
        get(`/api/v2/users/${"a".repeat(10_000)}/presences/purecloud`),
        get(`/?${"a=b&".repeat(2500)}`),
        get(`/scopes/${"a".repeat(10_000)}/x`)
      ],
      [401, 404, 200]
    )
  },
  {
    name: "names of every object as ids and scopes",
    source: "CVE-2019-10744",
    shown: "nothing is found, and nothing changes",
    run: Effect.gen(function* () {
      const api = yield* logIn()
      for (const id of ["__proto__", "constructor", "toString"]) {
        assert.strictEqual((yield* api.get(`/api/v2/users/${id}/presences/purecloud`)).status, 404)
        assert.strictEqual((yield* api.get(`/api/v2/presence/sources/${id}`)).status, 404)
        assert.isBelow((yield* send("DELETE", `/scopes/${id}`)).status, 500)
        assert.strictEqual((yield* send("DELETE", `/control/faults/${id}`)).status, 404)
      }
      yield* assertWell
    })
  }
]

const sizes: ReadonlyArray<Attempt> = [
  {
    name: "a body that is too large, with and without its length",
    source: "CWE-770",
    shown: "413 for the API and the login; what is too large is not read to its end",
    run: Effect.gen(function* () {
      const { token } = yield* logIn()
      const large = "x".repeat(600_000)
      const chunked = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`
      const api = [
        "POST /api/v2/presence/sources HTTP/1.1",
        "host: 127.0.0.1",
        "content-type: application/json",
        `authorization: Bearer ${token}`
      ]
      const login = ["POST /oauth/token HTTP/1.1", "host: 127.0.0.1", "content-type: application/x-www-form-urlencoded"]
      yield* refused(
        [api, login].flatMap((lines) => [
          request([...lines, `content-length: ${large.length}`], large),
          request([...lines, "transfer-encoding: chunked"], chunked)
        ]),
        [413, undefined]
      )
    })
  },
  {
    name: "a state of 70 MB for the control path, without its length",
    source: "CWE-770",
    shown: "413, or the connection is closed; the sandbox goes on",
    run: Effect.gen(function* () {
      const { port } = yield* Sandbox
      const status = yield* Effect.callback<number | undefined>((resume) => {
        let got = ""
        const socket = connect({ port, host: "127.0.0.1" }, () => {
          socket.write(
            "PUT /control/state HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"
          )
          const megabyte = "x".repeat(1024 * 1024)
          const pour = (left: number) => {
            if (socket.destroyed) return
            if (left === 0) socket.write("0\r\n\r\n")
            else socket.write(`100000\r\n${megabyte}\r\n`, () => pour(left - 1))
          }
          pour(70)
        })
        socket.on("data", (chunk) => (got += chunk.toString("latin1")))
        socket.on("error", () => undefined)
        socket.on("close", () => {
          const [, code] = /^HTTP\/1\.1 (\d{3})/.exec(got) ?? []
          resume(Effect.succeed(code === undefined ? undefined : Number(code)))
        })
        return Effect.sync(() => socket.destroy())
      })
      assert.include([413, undefined], status)
      yield* assertWell
    })
  },
  {
    name: "JSON of 100,000 levels",
    source: "CVE-2020-36518",
    shown: "400, no overflow of the stack",
    run: Effect.gen(function* () {
      const { token } = yield* logIn()
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
      const deep = `{"name":"x","deep":${"[".repeat(100_000)}${"]".repeat(100_000)}}`
      for (const body of [deep, "[".repeat(100_000), '{"a":'.repeat(50_000)]) {
        assert.strictEqual((yield* send("POST", "/api/v2/presence/sources", { headers, body })).status, 400)
        assert.isBelow((yield* send("PUT", "/control/state", { headers, body })).status, 500)
        assert.isBelow((yield* send("POST", "/control/faults", { headers, body })).status, 500)
      }
      yield* assertWell
    })
  },
  {
    name: "__proto__ in what is written",
    source: "CVE-2019-11358",
    shown: "it is not kept, and no prototype changes",
    run: Effect.gen(function* () {
      const { token } = yield* logIn()
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
      const body =
        '{"name":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"more":{"__proto__":{"polluted":1}}}'
      const made = yield* send("POST", "/api/v2/presence/sources", { headers, body })
      assert.strictEqual(made.status, 200)
      assert.notInclude(JSON.stringify(made.body), "polluted")
      assert.isUndefined(Reflect.get({}, "polluted"))
    })
  },
  {
    name: "bytes that are no UTF-8, and other charsets",
    source: "RFC 8259 8.1",
    shown: "an answer below 500",
    run: Effect.gen(function* () {
      const { token } = yield* logIn()
      const lines = [
        "POST /api/v2/presence/sources HTTP/1.1",
        "host: 127.0.0.1",
        `authorization: Bearer ${token}`,
        "content-length: 12"
      ]
      yield* refused(
        [
          request([...lines, "content-type: application/json"], '{"name":"\u00ff"'),
          request([...lines, "content-type: application/json; charset=utf-7"], '{"name":"xx"'),
          request([...lines, "content-type: application/json", "content-encoding: gzip"], "\u001f\u008b0123456789")
        ],
        [400, 415]
      )
    })
  }
]

const slow: ReadonlyArray<Attempt> = [
  {
    name: "200 requests whose headers never end",
    source: "CVE-2007-6750, CVE-2018-12122",
    shown: "others are answered as before, and the end of the layer closes all",
    run: Effect.gen(function* () {
      const { port } = yield* Sandbox
      yield* Effect.forEach(Array.from({ length: 200 }), () => rawConnection(port, "GET / HTTP/1.1\r\nx-a: "), {
        concurrency: 50
      })
      yield* assertWell
    })
  },
  {
    name: "bodies that are announced and never come",
    source: "CVE-2018-12122",
    shown: "others are answered as before, and the end of the layer closes all",
    run: Effect.gen(function* () {
      const { port } = yield* Sandbox
      const head = request(
        [
          "POST /oauth/token HTTP/1.1",
          "host: 127.0.0.1",
          "content-type: application/x-www-form-urlencoded",
          "content-length: 100"
        ],
        "grant"
      )
      yield* Effect.forEach(Array.from({ length: 50 }), () => rawConnection(port, head), { concurrency: 50 })
      yield* assertWell
    })
  },
  {
    name: "clients that leave before the answer",
    source: "CWE-772",
    shown: "others are answered as before",
    run: Effect.gen(function* () {
      const { port } = yield* Sandbox
      yield* Effect.forEach(
        Array.from({ length: 50 }),
        () => Effect.scoped(rawConnection(port, get("/api/v2/systempresences"))),
        { concurrency: 50 }
      )
      yield* assertWell
    })
  },
  {
    name: "a hundred requests in one piece",
    source: "RFC 9112 9.3.2",
    shown: "a hundred answers in their order",
    run: Effect.gen(function* () {
      const { port } = yield* Sandbox
      const one = "GET /api/v2/nothing HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"
      const connection = yield* rawConnection(port, `${one.repeat(99)}${get("/last")}`)
      yield* connection.end
      const received = yield* connection.received
      assert.strictEqual(received.match(/HTTP\/1\.1 404/g)?.length, 100)
      assert.isAbove(received.lastIndexOf("/last"), received.lastIndexOf("/api/v2/nothing"))
    })
  },
  {
    name: "more scopes than there may be",
    source: "CWE-770",
    shown: "507 from the 1,001st on; those that are there go on",
    run: Effect.gen(function* () {
      const indexes = Array.from({ length: 1000 }, (_, index) => index)
      yield* Effect.forEach(indexes, (index) => send("GET", `/scopes/s${index}/x`), { concurrency: 8 })
      const { baseUrl } = yield* Sandbox
      const status = (path: string) => Effect.promise(async () => (await fetch(`${baseUrl}${path}`)).status)
      assert.strictEqual(yield* status("/scopes/one-more/x"), 507)
      assert.strictEqual(yield* status("/scopes/s1/x"), 404)
      yield* Effect.forEach(indexes, (index) => send("DELETE", `/scopes/s${index}`), { concurrency: 8 })
    })
  }
]

const state = "/control/state"

const foreign: ReadonlyArray<Attempt> = [
  {
    name: "a page that made its own name point at this machine",
    source: "CVE-2018-7160, CVE-2018-5702",
    shown: "403 for the control path, the page, the API and the login",
    run: refused(
      [
        "/control/state",
        "/control/requests",
        "/",
        "/docs",
        "/api/v2/systempresences",
        "/scopes/x/api/v2/systempresences",
        "/scopes/x/control/state"
      ].flatMap((path) =>
        [
          "evil.example.com",
          "evil.example.com:80",
          "127.0.0.1.evil.example.com",
          "localhost.evil.example.com",
          "127.0.0.1@evil.example.com",
          "0.0.0.0",
          "169.254.169.254",
          "[::ffff:127.0.0.1]",
          "evil-localhost"
        ].map((host) => get(path, [`host: ${host}`]))
      ),
      [403, 400]
    )
  },
  {
    name: "a page of another origin",
    source: "CVE-2025-24010, CWE-352",
    shown: "403 for the control path and scopes, whatever it asks for; no answer allows an origin",
    run: Effect.gen(function* () {
      for (const origin of [
        "https://evil.example.com",
        "null",
        "http://localhost:1",
        "http://127.0.0.1",
        "file://",
        ""
      ]) {
        for (const [method, path, body] of [
          ["GET", state, undefined],
          ["PUT", state, "{}"],
          ["POST", "/control/reset", undefined],
          ["POST", "/control/faults", "{}"],
          ["POST", "/control/tokens/revoke", undefined],
          ["POST", "/scopes/x/control/reset", undefined],
          ["DELETE", "/scopes/x", undefined]
        ] as const) {
          const headers = { origin, "content-type": "text/plain" }
          const answer = yield* send(method, path, { headers, ...(body !== undefined && { body }) })
          assert.strictEqual(answer.status, 403, `${method} ${path} of ${origin}`)
          assert.isNull(answer.headers.get("access-control-allow-origin"))
        }
      }
      yield* assertWell
    })
  },
  {
    name: "a picture of another page that asks for something",
    source: "CVE-2025-24010, CWE-352",
    shown: "403 for the control path and scopes: browsers say that it is of another site",
    run: Effect.gen(function* () {
      for (const site of ["cross-site", "same-site"]) {
        for (const path of [state, "/scopes/x/api/v2/systempresences", "/scopes/x/control/state"]) {
          assert.strictEqual(yield* statusOf(get(path, ["host: 127.0.0.1", `sec-fetch-site: ${site}`])), 403, path)
        }
      }
    })
  },
  {
    name: "a question of a browser whether it may",
    source: "https://fetch.spec.whatwg.org/#http-cors-protocol",
    shown: "no answer allows an origin",
    run: Effect.gen(function* () {
      for (const path of [state, "/api/v2/systempresences", "/oauth/token", "/", "/scopes/x"]) {
        const headers = { origin: "https://evil.example.com", "access-control-request-method": "PUT" }
        const answer = yield* send("OPTIONS", path, { headers })
        assert.isAbove(answer.status, 399)
        assert.isNull(answer.headers.get("access-control-allow-origin"))
      }
    })
  },
  {
    name: "a path with a script in it",
    source: "CWE-79",
    shown: "JSON that no browser takes for a page",
    run: Effect.gen(function* () {
      const { baseUrl } = yield* Sandbox
      for (const path of [
        "/<script>alert(1)</script>",
        "/api/v2/%3Cscript%3E",
        "/control/<img src=x>",
        "/scopes/<b>/x"
      ]) {
        const answer = yield* Effect.promise(() => fetch(`${baseUrl}${path}`))
        assert.match(answer.headers.get("content-type") ?? "", /^application\/json/)
        yield* Effect.promise(() => answer.text())
      }
    })
  }
]

const credentials: ReadonlyArray<Attempt> = [
  {
    name: "tokens that are guessed, cut, repeated or of another sandbox",
    source: "RFC 6750 3.1, CWE-287",
    shown: "401",
    run: Effect.gen(function* () {
      const { token } = yield* logIn()
      for (const guess of [
        "",
        "x",
        token.slice(1),
        `${token}x`,
        token.toUpperCase(),
        "__proto__",
        "undefined",
        `${token}, ${token}`,
        "a".repeat(10_000)
      ]) {
        const answer = yield* send("GET", "/api/v2/systempresences", { headers: { authorization: `Bearer ${guess}` } })
        assert.strictEqual(answer.status, 401, guess.slice(0, 50))
      }
      for (const path of [`/api/v2/systempresences?access_token=${token}`, `/api/v2/systempresences?token=${token}`]) {
        assert.strictEqual((yield* send("GET", path)).status, 401)
      }
    })
  },
  {
    name: "credentials that are malformed",
    source: "RFC 7617 2, RFC 6749 5.2",
    shown: "400, as the login answers all that is wrong",
    run: Effect.gen(function* () {
      const { defaultClient } = yield* Sandbox
      const secret = Redacted.value(defaultClient.clientSecret)
      for (const authorization of [
        "Basic",
        "Basic %%%",
        "Basic Og==",
        `Basic ${btoa(secret)}`,
        `Basic ${btoa(`__proto__:${secret}`)}`,
        `Basic ${"A".repeat(10_000)}`,
        `Bearer ${secret}`
      ]) {
        const answer = yield* requestToken({ grant_type: "client_credentials" }, { authorization })
        assert.strictEqual(answer.status, 400, authorization.slice(0, 40))
        assert.notInclude(JSON.stringify(answer.body), secret)
      }
      const good = yield* requestToken({ grant_type: "client_credentials" }, { authorization: basic(defaultClient) })
      assert.strictEqual(good.status, 200)
    })
  },
  {
    name: "what is secret, looked for in all that can be looked at",
    source: "CWE-532, CWE-312",
    shown: "neither secrets nor tokens are in the state, the requests, the ledger or the overview",
    run: Effect.gen(function* () {
      const { defaultClient } = yield* Sandbox
      const api = yield* logIn()
      yield* api.post("/api/v2/presence/sources", { name: "Door" })
      for (const path of [
        state,
        "/control/requests",
        "/control/ledger",
        "/control/overview",
        "/control/faults",
        "/control/limits"
      ]) {
        const text = JSON.stringify((yield* send("GET", path)).body)
        assert.notInclude(text, api.token)
        assert.notInclude(text, Redacted.value(defaultClient.clientSecret))
      }
    })
  },
  {
    name: "a fault whose example is turned against the sandbox",
    source: "CWE-20",
    shown: "400 for what is no fault; numbers that no timer holds are refused",
    run: Effect.gen(function* () {
      const headers = { "content-type": "application/json" }
      for (const fault of [
        { kind: "__proto__" },
        { kind: "slow", millis: 1e308 },
        { kind: "" },
        7,
        null,
        [],
        { kind: "status", status: -1 }
      ]) {
        const body = JSON.stringify({ operation: "getSystempresences", fault })
        assert.strictEqual((yield* send("POST", "/control/faults", { headers, body })).status, 400, body)
      }
      for (const body of ['{"rateLimit":-1}', '{"rateLimit":1e400}', '{"latency":"forever"}', '{"rateLimit":"x"}']) {
        assert.strictEqual((yield* send("PUT", "/control/limits", { headers, body })).status, 400, body)
      }
      yield* assertWell
    })
  }
]

export const attacks: ReadonlyArray<Attempt> = [...parser, ...paths, ...sizes, ...slow, ...foreign, ...credentials]
