import type { HttpClient } from "@effect/platform"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  type NotificationsClient,
  PresenceClient,
  PresenceError,
  PresenceTransport,
  Region,
  RetryLayer
} from "@genesys-presence/effect3"
import {
  Config,
  type ConfigError,
  ConfigProvider,
  Context,
  Data,
  Effect,
  Fiber,
  Layer,
  Redacted,
  Ref,
  TestClock
} from "effect"
import { http, json, kinds, token } from "./support/withoutNetwork.ts"

const connection = {
  region: "eu-central-1",
  clientId: "id",
  clientSecret: Redacted.make("s3cret")
} as const

/** A service with a login that answers each call with the next status, and then with success; counts both. */
const service = (...statuses: ReadonlyArray<number>) => {
  const count = { logins: 0, calls: 0, agents: new Set<string | undefined>() }
  const answers = http((path, headers) => {
    count.agents.add(headers["user-agent"])
    if (path === "/oauth/token") {
      count.logins += 1
      return json({ access_token: token, token_type: "bearer", expires_in: 3600 })
    }
    const status = statuses[count.calls] ?? 200
    count.calls += 1
    return json(status === 200 ? [] : { message: "no" }, status)
  })
  return { count, answers }
}

const variables = (settings: Readonly<Record<string, string>>) =>
  Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(settings))))

const fromConfig = {
  region: Region.config("ACME_REGION"),
  clientId: Config.string("ACME_ID"),
  clientSecret: Config.redacted("ACME_SECRET")
}

const acme = { ACME_REGION: "mypurecloud.de", ACME_ID: "id", ACME_SECRET: "s3cret" }

class OwnFailure extends Data.TaggedError("OwnFailure")<{}> {}

class Journal extends Context.Tag("test/Journal")<Journal, Ref.Ref<ReadonlyArray<string>>>() {}

/** A policy of the program's own, which needs a service and may fail. */
const journaled = Layer.effect(
  PresenceTransport,
  Effect.gen(function* () {
    const below = yield* PresenceTransport
    const journal = yield* Journal
    if ((yield* Ref.get(journal)).includes("closed")) return yield* new OwnFailure()
    return {
      ...below,
      execute: (request) =>
        Effect.zipRight(
          Ref.update(journal, (lines) => [...lines, request.operation]),
          below.execute(request)
        )
    }
  })
)

describe("the layers of a client on Effect 3", () => {
  it.effect("`layer` logs in, retries what `recommended` retries, and needs an `HttpClient` alone", () =>
    Effect.gen(function* () {
      const { answers, count } = service(503, 200)
      const layer = PresenceClient.layer(connection)
      expectTypeOf(layer).toEqualTypeOf<
        Layer.Layer<
          PresenceClient | NotificationsClient,
          PresenceError.PresenceConfigurationError,
          HttpClient.HttpClient
        >
      >()
      const fiber = yield* Effect.fork(Effect.provide(kinds, Layer.provide(layer, answers)))
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(yield* Fiber.join(fiber), [])
      assert.deepInclude(count, { logins: 1, calls: 2 })
    })
  )

  it.effect("`policies: false` retries nothing", () =>
    Effect.gen(function* () {
      const { answers, count } = service(503, 200)
      const layer = PresenceClient.layer({ ...connection, policies: false })
      const error = yield* Effect.flip(Effect.provide(kinds, Layer.provide(layer, answers)))
      assert.instanceOf(error, PresenceError.PresenceServiceUnavailable)
      assert.strictEqual(count.calls, 1)
    })
  )

  it.effect("a policy is left out, given options, or replaced by a layer", () =>
    Effect.gen(function* () {
      const { answers, count } = service(503, 503, 503, 200)
      const layer = PresenceClient.layer({
        ...connection,
        userAgent: "acme/1",
        policies: {
          circuitBreaker: false,
          transient: RetryLayer.transient({ times: 1, base: "1 millis" }),
          throttle: { limit: 100, learn: false }
        }
      })
      const fiber = yield* Effect.fork(Effect.flip(Effect.provide(kinds, Layer.provide(layer, answers))))
      yield* TestClock.adjust("1 minute")
      assert.instanceOf(yield* Fiber.join(fiber), PresenceError.PresenceServiceUnavailable)
      assert.strictEqual(count.calls, 2)
      assert.deepStrictEqual(Array.from(count.agents), ["acme/1"])
    })
  )

  it.effect("a policy of the program's own needs what it needs, in the place of one or of all", () =>
    Effect.gen(function* () {
      const inPlace = PresenceClient.layer({ ...connection, policies: { bulkhead: journaled } })
      const instead = PresenceClient.layer({ ...connection, policies: RetryLayer.compose(journaled) })
      type Expected = Layer.Layer<
        PresenceClient | NotificationsClient,
        PresenceError.PresenceConfigurationError | OwnFailure,
        HttpClient.HttpClient | Journal
      >
      expectTypeOf(inPlace).toEqualTypeOf<Expected>()
      expectTypeOf(instead).toEqualTypeOf<Expected>()
      for (const layer of [inPlace, instead]) {
        const journal = yield* Ref.make<ReadonlyArray<string>>([])
        const live = layer.pipe(Layer.provide(service().answers), Layer.provide(Layer.succeed(Journal, journal)))
        assert.deepStrictEqual(yield* Effect.provide(kinds, live), [])
        assert.deepStrictEqual(yield* Ref.get(journal), ["getSystempresences"])
        yield* Ref.set(journal, ["closed"])
        assert.instanceOf(yield* Effect.flip(Effect.provide(kinds, live)), OwnFailure)
      }
    })
  )

  it.effect("a policy of the program's own knows where requests go, above the policies of the client", () =>
    Effect.gen(function* () {
      const seen: Array<string | undefined> = []
      const looking = Layer.effect(
        PresenceTransport,
        Effect.tap(PresenceTransport, ({ apiUrl }) => Effect.sync(() => seen.push(apiUrl)))
      )
      const policies = RetryLayer.compose(looking, RetryLayer.transient())
      yield* Effect.provide(kinds, Layer.provide(PresenceClient.layer({ ...connection, policies }), service().answers))
      assert.deepStrictEqual(seen, ["https://api.mypurecloud.de"])
    })
  )

  it.effect("options that cannot be used fail the layer", () =>
    Effect.gen(function* () {
      for (const [setting, layer] of [
        ["throttle.limit", PresenceClient.layer({ ...connection, policies: { throttle: { limit: NaN } } })],
        ["PresenceTransport.maxBodyBytes", PresenceClient.layer({ ...connection, maxBodyBytes: -1 })]
      ] as const) {
        const error = yield* Effect.flip(Effect.provide(kinds, Layer.provide(layer, service().answers)))
        assert.instanceOf(error, PresenceError.PresenceConfigurationError)
        assert.propertyVal(error, "setting", setting)
      }
    })
  )

  it("options that do not exist are refused by the compiler", () => {
    // @ts-expect-error there is no such policy
    PresenceClient.layer({ ...connection, policies: { hedge: {} } })
    // @ts-expect-error requests go through the `HttpClient`
    PresenceClient.layer({ ...connection, exchange: Layer.empty })
  })

  it.effect("`layerConfig` reads settings of Effect 3, under names of the program", () =>
    Effect.gen(function* () {
      const { answers, count } = service(503, 200)
      const layer = PresenceClient.layerConfig({ ...fromConfig, policies: false, userAgent: "acme/1" })
      expectTypeOf(layer).toEqualTypeOf<
        Layer.Layer<
          PresenceClient | NotificationsClient,
          PresenceError.PresenceConfigurationError | ConfigError.ConfigError,
          HttpClient.HttpClient
        >
      >()
      const error = yield* Effect.flip(Effect.provide(kinds, Layer.provide(layer, answers))).pipe(variables(acme))
      assert.instanceOf(error, PresenceError.PresenceServiceUnavailable)
      assert.deepInclude(count, { logins: 1, calls: 1 })
      assert.deepStrictEqual(Array.from(count.agents), ["acme/1"])
    })
  )

  it.effect("a setting that is missing or wrong is named", () =>
    Effect.gen(function* () {
      const layer = Layer.provide(PresenceClient.layerConfig(fromConfig), service().answers)
      const { ACME_SECRET: _, ...withoutSecret } = acme
      const missing = yield* Effect.flip(Effect.provide(kinds, layer)).pipe(variables(withoutSecret))
      assert.deepInclude(missing, { path: ["ACME_SECRET"] })
      const wrong = yield* Effect.flip(Effect.provide(kinds, layer)).pipe(
        variables({ ...acme, ACME_REGION: "atlantis" })
      )
      assert.deepInclude(wrong, { path: ["ACME_REGION"] })
      assert.include(wrong.message, "eu-central-1")
    })
  )

  it.effect("a region is read from a nested provider, and has a default", () =>
    Effect.gen(function* () {
      const region = Config.withDefault(Config.nested(Region.config("REGION"), "ACME"), "us-east-1")
      assert.strictEqual(yield* region, "us-east-1")
      assert.strictEqual(yield* region.pipe(variables({ "ACME.REGION": "EU_WEST_1" })), "eu-west-1")
    })
  )

  it.effect("location and credentials are read apart", () =>
    Effect.gen(function* () {
      const { answers, count } = service()
      const layer = PresenceClient.layerBare({ labels: { tenant: "acme" } }).pipe(
        Layer.provide(PresenceTransport.layer()),
        Layer.provide(
          Authentication.layerClientCredentialsConfig({
            clientId: fromConfig.clientId,
            clientSecret: fromConfig.clientSecret
          })
        ),
        Layer.provide(GenesysCloud.layerConfig({ region: fromConfig.region })),
        Layer.provide(answers)
      )
      assert.deepStrictEqual(yield* Effect.provide(kinds, layer).pipe(variables(acme)), [])
      assert.deepInclude(count, { logins: 1, calls: 1 })
    })
  )

  it.effect("`layerFromConfig` reads the variables of the client", () =>
    Effect.gen(function* () {
      const { answers, count } = service()
      const layer = PresenceClient.layerFromConfig({ policies: { timeout: { total: "5 seconds" } } })
      const settings = {
        GENESYS_CLOUD_REGION: "eu-central-1",
        GENESYS_CLOUD_CLIENT_ID: "id",
        GENESYS_CLOUD_CLIENT_SECRET: "s3cret"
      }
      assert.deepStrictEqual(yield* Effect.provide(kinds, Layer.provide(layer, answers)).pipe(variables(settings)), [])
      assert.deepInclude(count, { logins: 1, calls: 1 })
    })
  )

  it.effect("a client in a constant is built once, and two have a token each", () =>
    Effect.gen(function* () {
      const { answers, count } = service()
      const one = PresenceClient.layer(connection)
      class Other extends Context.Tag("test/Other")<Other, PresenceClient["Type"]>() {}
      const shared = Layer.merge(
        one,
        Layer.project(one, PresenceClient, Other, (client) => client)
      )
      yield* Effect.provide(kinds, Layer.provide(shared, answers))
      assert.strictEqual(count.logins, 1)
      yield* Effect.provide(kinds, Layer.provide(PresenceClient.layer(connection), answers))
      assert.strictEqual(count.logins, 2)
    })
  )

  it.effect("two tenants with one transport in a constant stay apart", () =>
    Effect.gen(function* () {
      const transport = PresenceTransport.layer()
      const bare = PresenceClient.layerBare()
      const tenant = (name: string) =>
        Effect.provide(
          kinds,
          bare.pipe(
            Layer.provide(transport),
            Layer.provide(Authentication.layerToken(Redacted.make(token))),
            Layer.provide(GenesysCloud.layer({ region: "eu-central-1" })),
            Layer.provide(http(() => json([{ id: name, name }])))
          )
        )
      const answers = yield* Effect.all([tenant("a"), tenant("b")])
      assert.deepStrictEqual(
        answers.map(([kind]) => kind?.name),
        ["a", "b"]
      )
    })
  )
})
