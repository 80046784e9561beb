import { NodeHttpClient } from "@effect/platform-node"
import { Authentication, GenesysCloud, HttpExchange, PresenceClient, PresenceTransport } from "@genesys-presence/client"
import { Contract, PresenceContract, type Operation } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { argumentOf } from "../src/example.ts"

const Client = Layer.unwrap(
  Effect.gen(function* () {
    const { baseUrl, defaultClient } = yield* Sandbox
    return PresenceClient.layerBare().pipe(
      Layer.provide(PresenceTransport.layer()),
      Layer.provide(Authentication.layerClientCredentials(defaultClient)),
      Layer.provide(GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl })),
      Layer.provide(HttpExchange.layer),
      Layer.provide(NodeHttpClient.layerUndici)
    )
  })
).pipe(Layer.provide(Sandbox.layer({ users: 1 })))

type Call = (values: Readonly<Record<string, unknown>>) => Effect.Effect<unknown, { readonly _tag: string }>

describe("the examples of the reference", () => {
  for (const name of PresenceContract.operationNames) {
    const { body, pathParameters, query }: Operation.Any = Contract.contract[name]
    const needed = [
      ...pathParameters,
      ...Object.keys(query).filter((parameter) => parameter === "id"),
      ...(body === undefined ? [] : ["body"])
    ]
    it.live(`${name} reaches the service, which knows what it is about or says that it does not`, () =>
      Effect.gen(function* () {
        const client = yield* PresenceClient
        // The contract gives each operation its own parameters; here they are known by name only.
        const call = client[name] as Call
        const outcome = yield* Effect.match(call(argumentOf(name, needed)), {
          onSuccess: () => "done",
          onFailure: ({ _tag }) => _tag
        })
        assert.include(["done", "PresenceNotFound", "PresenceForbidden", "PresenceConflict"], outcome)
      }).pipe(Effect.provide(Client))
    )
  }
})
