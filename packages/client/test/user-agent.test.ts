import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  type GenesysCloudOptions,
  GenesysCloud,
  type HttpExchange,
  PresenceClient,
  PresenceTransport
} from "@genesys-presence/client"
import { Effect, Layer, Redacted } from "effect"
import { vi } from "vitest"
import packageJson from "../package.json" with { type: "json" }
import { over, transports } from "./support/clients.ts"
import { RecordingServer } from "@genesys-presence/test-support/recordingServer"
import { FetchHttpClient } from "effect/http"

const token = JSON.stringify({ access_token: "t", token_type: "bearer", expires_in: 60 })

/** What the login and the API are told, by a client that is made for it. */
const sent = (
  http: Layer.Layer<HttpExchange>,
  options: GenesysCloudOptions,
  call: (client: PresenceClient["Service"]) => Effect.Effect<unknown, unknown> = (client) => client.getSystempresences()
) =>
  Effect.gen(function* () {
    const server = yield* RecordingServer
    const { url } = server
    yield* server.replyWith(({ method }) => ({ status: 200, body: method === "POST" ? token : "[]" }))
    const Live = PresenceClient.layerBare().pipe(
      Layer.provide(PresenceTransport.layer()),
      Layer.provide(Authentication.layerClientCredentials({ clientId: "id", clientSecret: Redacted.make("secret") })),
      Layer.provide(GenesysCloud.layer({ apiUrl: url, loginUrl: url, ...options })),
      Layer.provide(http)
    )
    yield* PresenceClient.use(call).pipe(Effect.provide(Live))
    return (yield* server.takeRequests).map(({ headers }) => headers["user-agent"])
  }).pipe(Effect.provide(RecordingServer.layer))

const byDefault = `genesys-presence-effect/${packageJson.version} node/${process.versions.node}`

describe("the User-Agent", () => {
  for (const [transport, http] of transports) {
    it.effect(`over ${transport} is on the login and on calls, as the program wants it`, () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* sent(http, {}), [byDefault, byDefault])
        assert.deepStrictEqual(yield* sent(http, { userAgent: "wallboard/2.1 (ops)" }), [
          "wallboard/2.1 (ops)",
          "wallboard/2.1 (ops)"
        ])
        // `fetch` of Node has one of its own.
        const none = transport === "fetch" ? "node" : undefined
        assert.deepStrictEqual(yield* sent(http, { userAgent: false }), [none, none])
      })
    )
  }

  const fetch = over(FetchHttpClient.layer)

  it.effect("of one call can be replaced", () =>
    Effect.gen(function* () {
      const agents = yield* sent(fetch, {}, (client) =>
        PresenceClient.withHeaders(client.getSystempresences(), { "User-Agent": "job/1" })
      )
      assert.deepStrictEqual(agents, [byDefault, "job/1"])
    })
  )

  for (const userAgent of [undefined, "wallboard/2.1"]) {
    it.effect(`is left to a browser, also when it is to be ${userAgent ?? "the default"}`, () =>
      Effect.gen(function* () {
        vi.stubGlobal("process", Object.create(process, { versions: { value: {} } }))
        vi.stubGlobal("location", {})
        assert.deepStrictEqual(yield* sent(fetch, { userAgent }), ["node", "node"])
      }).pipe(Effect.ensuring(Effect.sync(() => vi.unstubAllGlobals())))
    )
  }

  it.effect("names a runtime that is neither Node nor a browser where it can, and this package alone where not", () =>
    Effect.gen(function* () {
      for (const [versions, runtime] of [
        [{ bun: "1.3.0", node: "24.0.0" }, " bun/1.3.0"],
        [{ deno: "2.5.0", node: "24.0.0" }, " deno/2.5.0"],
        [{}, ""]
      ] as const) {
        vi.stubGlobal("process", Object.create(process, { versions: { value: versions } }))
        const agent = `genesys-presence-effect/${packageJson.version}${runtime}`
        assert.deepStrictEqual(yield* sent(fetch, {}), [agent, agent])
      }
    }).pipe(Effect.ensuring(Effect.sync(() => vi.unstubAllGlobals())))
  )

  for (const userAgent of ["", " ", "two\nlines", "caf\u00e9", true, 5]) {
    it.effect(`${JSON.stringify(userAgent)} is refused when the layer is built`, () =>
      Effect.gen(function* () {
        // As without a type checker.
        const layer = GenesysCloud.layer({ region: "us-east-1", userAgent: userAgent as string })
        const error = yield* Effect.flip(Effect.scoped(Layer.build(layer)))
        assert.strictEqual(error.setting, "userAgent")
      })
    )
  }
})
