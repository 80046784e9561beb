import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  PresenceClient,
  PresenceLookup,
  PresenceTransport
} from "@genesys-presence/client"
import { ConfigProvider, Effect, Layer, Redacted } from "effect"
import { fakeClient, FakeService, issue } from "./support/fakeService.ts"

const read = Effect.flatMap(PresenceClient, (client) => client.getSystempresences())

const tenant = (token: string) =>
  PresenceClient.layerBare().pipe(
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(Authentication.layerToken(Redacted.make(token))),
    Layer.provide(GenesysCloud.layer({ region: "us-east-1" }))
  )

const fromEnvironment = (clientId: string) =>
  PresenceClient.layerFromConfig().pipe(
    Layer.provide(
      ConfigProvider.layer(
        ConfigProvider.fromUnknown({
          GENESYS_CLOUD_REGION: "us-east-1",
          GENESYS_CLOUD_CLIENT_ID: clientId,
          GENESYS_CLOUD_CLIENT_SECRET: "some-secret"
        })
      )
    )
  )

describe("two organisations in one program", () => {
  it.effect("never use each other's token, though layers are shared by reference", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      yield* Effect.gen(function* () {
        yield* read
        yield* read.pipe(Effect.provide(tenant("inner")))
        yield* Effect.all([read.pipe(Effect.provide(tenant("left"))), read.pipe(Effect.provide(tenant("right")))], {
          concurrency: 2
        })
        yield* read
      }).pipe(Effect.provide(tenant("outer")))
      assert.deepStrictEqual(service.apiTokens(), ["outer", "inner", "left", "right", "outer"])
    }).pipe(Effect.provide(FakeService.layer))
  )

  it.effect("never use each other's credentials from the environment", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin((authorization) =>
        Effect.sync(() => issue(atob((authorization ?? "").replace("Basic ", "")).replace(":some-secret", "")))
      )
      yield* Effect.gen(function* () {
        yield* read
        yield* read.pipe(Effect.provide(fromEnvironment("inner")))
        yield* read
      }).pipe(Effect.provide(fromEnvironment("outer")))
      assert.deepStrictEqual(service.apiTokens(), ["outer", "inner", "outer"])
    }).pipe(Effect.provide(FakeService.layer))
  )

  it.effect("never look users up with each other's token, though the layer of lookups is a constant", () => {
    const Lookup = PresenceLookup.layer({ cache: { timeToLive: "1 hour" } })
    const lookUp = PresenceLookup.use((lookup) => Effect.ignore(lookup.get("user")))
    return Effect.gen(function* () {
      const service = yield* FakeService
      yield* Effect.gen(function* () {
        yield* lookUp
        yield* lookUp.pipe(Effect.provide(Layer.provide(Lookup, tenant("inner"))))
      }).pipe(Effect.provide(Layer.provide(Lookup, tenant("outer"))))
      assert.deepStrictEqual(service.apiTokens(), ["outer", "inner"])
    }).pipe(Effect.provide(FakeService.layer))
  })

  it.effect("share a token where they share a layer", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      service.onLogin(() => Effect.sync(() => issue(`token-${service.tokenCalls()}`)))
      yield* read
      yield* read
      assert.strictEqual(service.tokenCalls(), 1)
    }).pipe(
      Effect.provide(
        fakeClient(
          Authentication.layerClientCredentials({ clientId: "shared", clientSecret: Redacted.make("some-secret") })
        )
      )
    )
  )
})
