import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { PresenceClient } from "@genesys-presence/client"
import { Sandbox, TestTime } from "@genesys-presence/sandbox"
import { Clock, Config, ConfigProvider, Context, Effect, Layer } from "effect"
import { HttpClient } from "effect/http"

// What a program provides in production.
const Live = PresenceClient.layerFromConfig().pipe(Layer.provide(NodeHttpClient.layerUndici))

// The same, but for the `HttpClient`.
const Presence = PresenceClient.layerFromConfig()

/** Sets the message of the first user. */
const write = (message: string) =>
  Effect.gen(function* () {
    const client = yield* PresenceClient
    const { users } = yield* Sandbox
    yield* client.putUsersPresencesBulk({ body: users.slice(0, 1).map(({ id }) => ({ id, message })) })
  })

const messages = (sandbox: Sandbox["Service"]) =>
  Effect.map(sandbox.exportState, ({ presences = [] }) =>
    presences.flatMap(({ message }) => (message === undefined ? [] : [message]))
  )

/** The environment of a developer, whose organisation no test may touch. */
const Developer = ConfigProvider.layer(
  ConfigProvider.fromUnknown({
    GENESYS_CLOUD_REGION: "us-east-1",
    GENESYS_CLOUD_CLIENT_ID: "a-real-client",
    GENESYS_CLOUD_CLIENT_SECRET: "a-real-secret",
    TEAM: "night shift"
  })
)

describe("a program's own client layer", () => {
  it.live("is on a sandbox over a socket", () =>
    Effect.gen(function* () {
      yield* write("home")
      assert.deepStrictEqual(yield* messages(yield* Sandbox), ["home"])
    }).pipe(Effect.provide(Live.pipe(Layer.provideMerge(Sandbox.layer({ users: 3 })))))
  )

  it.effect("is on a sandbox in process, and its retries wait on the clock of the test", () =>
    Effect.gen(function* () {
      const began = yield* Clock.currentTimeMillis
      yield* TestTime.passWhile(write("home"))
      const { ledger } = yield* Sandbox
      assert.deepStrictEqual(
        (yield* ledger).map(({ applied }) => applied),
        [1]
      )
      assert.isAtLeast((yield* Clock.currentTimeMillis) - began, 30_000)
    }).pipe(
      Effect.provide(
        Presence.pipe(
          Layer.provideMerge(
            Sandbox.layerInProcess({
              users: 3,
              faults: [
                {
                  operation: "putUsersPresencesBulk",
                  fault: { kind: "errorStatus", status: 429, retryAfter: "30" },
                  times: 1
                }
              ]
            })
          )
        )
      )
    )
  )

  it.effect("is on the sandbox although the environment names an organisation, and reads all else from it", () =>
    Effect.gen(function* () {
      yield* write("home")
      assert.deepStrictEqual(yield* messages(yield* Sandbox), ["home"])
      assert.strictEqual(yield* Config.String("TEAM"), "night shift")
    }).pipe(
      Effect.provide(Presence.pipe(Layer.provideMerge(Sandbox.layerInProcess({ users: 1 })), Layer.provide(Developer)))
    )
  )
})

describe("two sandboxes in process", () => {
  it.effect("stand side by side, each with its own client", () => {
    const write1 = write("one").pipe(
      Effect.andThen(Effect.flatMap(Sandbox, messages)),
      Effect.provide(Layer.fresh(Presence).pipe(Layer.provideMerge(Sandbox.layerInProcess({ users: 1 }))))
    )
    return Effect.gen(function* () {
      yield* write("two")
      assert.deepStrictEqual(yield* write1, ["one"])
      assert.deepStrictEqual(yield* Effect.flatMap(Sandbox, messages), ["two"])
    }).pipe(Effect.provide(Layer.fresh(Presence).pipe(Layer.provideMerge(Sandbox.layerInProcess({ users: 1 })))))
  })

  it.effect("are two tenants of one program, with one HTTP client", () =>
    Effect.gen(function* () {
      const tenants = yield* Effect.forEach(["acme", "umbrella"], (name) =>
        Effect.gen(function* () {
          const sandbox = Context.get(yield* Layer.build(Sandbox.layerInProcess({ users: 1 })), Sandbox)
          const { baseUrl, defaultClient } = sandbox
          const tenant = PresenceClient.layer({ apiUrl: baseUrl, loginUrl: baseUrl, ...defaultClient })
          return { name, sandbox, client: Context.get(yield* Layer.build(tenant), PresenceClient) }
        })
      )
      yield* Effect.forEach(
        tenants,
        ({ client, name, sandbox }) =>
          write(name).pipe(Effect.provideService(PresenceClient, client), Effect.provideService(Sandbox, sandbox)),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(yield* Effect.forEach(tenants, ({ sandbox }) => messages(sandbox)), [
        ["acme"],
        ["umbrella"]
      ])
    }).pipe(
      Effect.provide(
        Layer.effect(HttpClient.HttpClient, HttpClient.HttpClient).pipe(Layer.provide(Sandbox.layerInProcess()))
      )
    )
  )

  it.effect("are at addresses of their own, where nobody is once they have ended", () =>
    Effect.gen(function* () {
      const sandbox = yield* Sandbox
      const ended = yield* Sandbox.use(({ baseUrl }) => Effect.succeed(baseUrl)).pipe(
        Effect.provide(Sandbox.layerInProcess())
      )
      assert.notStrictEqual(ended, sandbox.baseUrl)
      const error = yield* Effect.flip(HttpClient.get(ended))
      assert.strictEqual(error.reason._tag, "TransportError")
    }).pipe(Effect.provide(Sandbox.layerInProcess()))
  )
})
