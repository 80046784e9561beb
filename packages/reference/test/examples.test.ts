import { PresenceClient } from "@genesys-presence/client"
import { Contract, type Operation, PresenceContract } from "@genesys-presence/models"
import { assert, describe, it } from "@effect/vitest"
import { overASocket } from "@genesys-presence/test-support/sandboxClient"
import { Effect } from "effect"
import { argumentOf } from "../src/example.ts"

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
      }).pipe(Effect.provide(overASocket({ users: 1 })))
    )
  }
})
