import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { HttpExchange, ManyUsers, PresenceClient, PresenceLookup } from "@genesys-presence/client"
import { Contract } from "@genesys-presence/models"
import { Effect, Exit, Layer, Redacted, References, Metric } from "effect"
import { Headers } from "effect/http"
import { transports } from "./support/clients.ts"
import { type Received, received, type ReceivedSpan } from "@genesys-presence/test-support/otlpReceiver"
import { type RecordedRequest, RecordingServer, type Reply } from "@genesys-presence/test-support/recordingServer"

const canaries = {
  userId: "canary-user",
  text: "canary-text",
  token: "canary-token",
  clientId: "canary-client",
  secret: "canary-secret"
}

const error = (status: number): Reply => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({
    message: `${canaries.userId} wrote ${canaries.text} with ${canaries.token}`,
    messageWithParams: "{user} wrote {text}",
    messageParams: { user: canaries.userId, text: canaries.text },
    code: "some.code",
    status
  })
})

const issued = {
  status: 200,
  body: JSON.stringify({ access_token: canaries.token, token_type: "bearer", expires_in: 3600 })
}

const refused: Reply = {
  status: 400,
  body: JSON.stringify({
    error: "invalid_client",
    description: `${canaries.userId} ${canaries.clientId} ${canaries.secret} ${canaries.text}`
  })
}

/** Answers the login with a token, and all else with what is given. */
const afterLogin =
  (reply: Reply | ((request: RecordedRequest) => Reply)) =>
  (request: RecordedRequest): Reply =>
    request.target === "/oauth/token" ? issued : typeof reply === "function" ? reply(request) : reply

interface Options {
  readonly exchange?: Layer.Layer<HttpExchange>
  readonly propagateTraceContext?: boolean
}

const clientOf = (options?: Options) =>
  Layer.unwrap(
    Effect.map(RecordingServer, ({ url }) =>
      PresenceClient.layer({
        ...options,
        apiUrl: url,
        loginUrl: url,
        clientId: canaries.clientId,
        clientSecret: Redacted.make(canaries.secret),
        labels: { tenant: "acme" },
        policies: { transient: { base: "1 millis", times: 1 } }
      })
    )
  ).pipe(Layer.provide(NodeHttpClient.layerUndici))

/** What a receiver gets of a program on a client whose layer is traced, too. */
const receivedOf = <A, E>(
  program: Effect.Effect<A, E, PresenceClient | PresenceLookup | RecordingServer>,
  options?: Options
) =>
  received(
    program.pipe(
      Effect.provide(PresenceLookup.layer().pipe(Layer.provideMerge(clientOf(options)))),
      Effect.provideService(References.MinimumLogLevel, "All")
    )
  ).pipe(Effect.provide(RecordingServer.layer))

const named = ({ spans }: Received, name: string): ReadonlyArray<ReceivedSpan> =>
  spans.filter((span) => span.name === name)

const { secret, text, token, userId } = canaries
const basic = Buffer.from(`${canaries.clientId}:${secret}`).toString("base64")

/** The program of one user, with calls of many kinds. */
const manyCalls = Effect.gen(function* () {
  const presence = yield* PresenceClient
  const lookup = yield* PresenceLookup
  yield* Effect.exit(presence.getUserPresencesPurecloud({ userId }))
  yield* Effect.exit(presence.patchUserPresencesPurecloud({ userId, body: { message: text } }))
  yield* Effect.exit(presence.putUsersPresencesBulk({ body: [{ id: userId, message: text }] }))
  yield* Effect.exit(presence.getUserPresencesPurecloud({ userId: `${userId}\ud800` }))
  yield* Effect.exit(lookup.get(userId))
  yield* Effect.exit(ManyUsers.readAllPresences([userId]))
})

describe("what a receiver of OTLP gets", () => {
  it.live.each<readonly [string, Reply]>([
    ...[400, 404, 409, 500].map((status) => [`errors of status ${status}`, error(status)] as const),
    ["pages of a gateway", { status: 502, body: `<p>${userId} ${text} ${token}</p>` }],
    ["answers that cannot be read", { status: 200, body: JSON.stringify({ modifiedDate: text, id: userId }) }],
    ["broken answers", { status: 200, body: `{"id": "${userId}", "message": "${text}` }]
  ])("holds no user, text, token or secret: %s", ([, reply]) =>
    Effect.gen(function* () {
      const { spans, text: everything } = yield* receivedOf(
        Effect.gen(function* () {
          yield* (yield* RecordingServer).replyWith(afterLogin(reply))
          yield* manyCalls
        })
      )
      assert.isAtLeast(spans.length, 6)
      for (const canary of [userId, text, token, secret, basic]) assert.notInclude(everything, canary)
    })
  )

  it.live("holds the place of the service, the kind of the error and the status of a call that fails", () =>
    Effect.gen(function* () {
      let port = 0
      const all = yield* receivedOf(
        Effect.gen(function* () {
          const server = yield* RecordingServer
          port = Number(new URL(server.url).port)
          yield* server.replyWith(afterLogin(error(404)))
          yield* Effect.exit((yield* PresenceClient).getUserPresencesPurecloud({ userId }))
        })
      )
      const [call] = named(all, "PresenceClient.getUserPresencesPurecloud")
      assert.deepInclude(call?.attributes, {
        "server.address": "127.0.0.1",
        "server.port": port,
        "http.request.method": "GET",
        "url.template": Contract.contract.getUserPresencesPurecloud.path,
        "http.response.status_code": 404,
        "error.type": "PresenceNotFound",
        tenant: "acme"
      })
      assert.strictEqual(call?.status.message, "PresenceClient.getUserPresencesPurecloud: 404")
      const [login] = named(all, "Authentication.token")
      assert.deepInclude(login?.attributes, {
        "server.address": "127.0.0.1",
        "server.port": port,
        "http.response.status_code": 200,
        tenant: "acme"
      })
      assert.notProperty(login?.attributes, "error.type")
    })
  )

  it.live("holds why a login failed, and nothing that the login wrote", () =>
    Effect.gen(function* () {
      const all = yield* receivedOf(
        Effect.gen(function* () {
          yield* (yield* RecordingServer).replyWith(refused)
          yield* Effect.exit((yield* PresenceClient).getSystempresences())
        })
      )
      const [login] = named(all, "Authentication.token")
      assert.deepInclude(login?.attributes, { "http.response.status_code": 400, "error.type": "InvalidClient" })
      for (const canary of [...Object.values(canaries), basic]) assert.notInclude(all.text, canary)
    })
  )

  it.live("holds nothing of what a defect says", () =>
    Effect.gen(function* () {
      const dying = Layer.succeed(HttpExchange, {
        start: ({ path }, _context, done) => {
          const login = { status: 200, headers: Headers.empty, text: issued.body, truncated: false }
          done(path === "/oauth/token" ? Exit.succeed(login) : Exit.die(new Error(`${userId}: ${text}`)))
          return Effect.void
        }
      })
      const program = PresenceClient.use((presence) => Effect.exit(presence.getUserPresencesPurecloud({ userId })))
      const all = yield* receivedOf(program, { exchange: dying })
      const [call] = named(all, "PresenceClient.getUserPresencesPurecloud")
      assert.strictEqual(call?.status.message, "PresenceClient.getUserPresencesPurecloud: defect")
      for (const canary of [userId, text]) assert.notInclude(all.text, canary)
    })
  )

  it.live("has the client's labels on all spans and series, those of the login too", () =>
    Effect.gen(function* () {
      const { series, spans } = yield* receivedOf(
        Effect.gen(function* () {
          yield* (yield* RecordingServer).replyWith(afterLogin(error(500)))
          yield* Effect.exit((yield* PresenceClient).getSystempresences())
        })
      )
      assert.sameMembers(
        spans.map(({ attributes, name }) => `${name} of ${String(attributes["tenant"])}`),
        ["Authentication.token of acme", "PresenceClient.getSystempresences of acme"]
      )
      const ours = series.filter(({ name }) => name.startsWith("genesys_presence_"))
      for (const name of ["call_duration_seconds", "retries_total", "wait_duration_seconds", "token_requests_total"]) {
        const found = ours.filter((one) => one.name === `genesys_presence_${name}`)
        assert.isNotEmpty(found, name)
        for (const { attributes } of found) assert.strictEqual(attributes["tenant"], "acme", name)
      }
      // Series of other tests have no labels.
    }).pipe(Effect.provideService(Metric.MetricRegistry, new Map()))
  )
})

describe("the trace context", () => {
  for (const [name, exchange] of transports) {
    it.live(`is sent over ${name} when it is switched on, and is that of the call's span`, () =>
      Effect.gen(function* () {
        const sent: Array<string | undefined> = []
        const read = Effect.gen(function* () {
          yield* (yield* RecordingServer).replyWith(
            afterLogin(({ headers }) => {
              sent.push(headers["traceparent"]?.toString())
              return { status: 200, body: "[]" }
            })
          )
          yield* (yield* PresenceClient).getSystempresences()
        })
        const all = yield* receivedOf(read, { propagateTraceContext: true, exchange })
        const [span] = named(all, "PresenceClient.getSystempresences")
        assert.deepStrictEqual(sent, [`00-${span?.traceId}-${span?.spanId}-01`])
        yield* receivedOf(read, { exchange })
        assert.deepStrictEqual(sent.slice(1), [undefined])
      })
    )
  }
})

describe("a bulk call of lookups", () => {
  it.live("has links to the spans of those who wait for it, each once", () =>
    Effect.gen(function* () {
      const all = yield* receivedOf(
        Effect.gen(function* () {
          yield* (yield* RecordingServer).replyWith(
            afterLogin({ status: 200, body: JSON.stringify([{ userId: "a" }, { userId: "b" }, { userId: "c" }]) })
          )
          const lookup = yield* PresenceLookup
          const page = Effect.all([lookup.get("a"), lookup.get("b")], { concurrency: 2 }).pipe(Effect.withSpan("page"))
          const row = lookup.get("c").pipe(Effect.withSpan("row"))
          yield* Effect.all([page, row, lookup.get("c")], { concurrency: 3 })
        })
      )
      const [bulk, ...others] = named(all, "PresenceClient.getUsersPresencesPurecloudBulk")
      assert.isEmpty(others)
      assert.sameMembers(
        bulk?.links.map(({ spanId }) => all.spans.find((span) => span.spanId === spanId)?.name) ?? [],
        ["page", "row"]
      )
    })
  )
})
