import { NodeHttpClient } from "@effect/platform-node"
import { NotificationsClient, PresenceClient } from "@genesys-presence/client"
import { Contract, type Operation } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Result } from "effect"
import { argumentOf } from "../src/example.ts"

/** A sandbox with the organisation's own status that the examples are about. */
const Organization = Layer.tap(Sandbox.layer({ users: 1 }), (context) =>
  Effect.gen(function* () {
    const { exportState, importState } = yield* Sandbox
    const { definitionId } = argumentOf("getPresenceDefinition", ["definitionId"])
    const state = yield* exportState
    yield* importState({
      ...state,
      definitions: [
        ...(state.definitions ?? []),
        {
          id: String(definitionId),
          type: "User",
          systemPresence: "Meal",
          languageLabels: { en_US: "Late lunch" },
          divisionId: "*",
          deactivated: false,
          undeclared: {}
        }
      ]
    })
  }).pipe(Effect.provide(context))
)

const Client = PresenceClient.layerFromConfig().pipe(
  Layer.provide(NodeHttpClient.layerUndici),
  Layer.provideMerge(Organization)
)

type Values = Readonly<Record<string, unknown>>
type Call = (values: Values) => Effect.Effect<unknown, { readonly _tag: string }>

/** Makes a call on a sandbox of its own. */
const outcomeOf = (name: Contract.OperationName, values: Values) =>
  Effect.gen(function* () {
    const notifications = yield* NotificationsClient
    const methods: { readonly [name in Contract.OperationName]: unknown } = {
      ...notifications,
      ...(yield* PresenceClient)
    }
    // The contract gives each operation its own parameters; here they are known by name only.
    const call = methods[name] as Call
    if (values["channelId"] === undefined) return yield* Effect.result(call(values))
    // The ids of channels are drawn: the example's stands for one that was made.
    const { id: channelId } = yield* notifications.postNotificationsChannels()
    return yield* Effect.result(call({ ...values, channelId }))
  }).pipe(Effect.provide(Layer.fresh(Client)))

const id = /[0-9a-f]{8}-[0-9a-f-]{27}/g

/** The same with other ids, which nothing has. */
const withOtherIds = (values: Values): Values =>
  JSON.parse(JSON.stringify(values).replaceAll(id, "no-such-id")) as Values

describe("the examples of the reference", () => {
  for (const name of Contract.operationNames) {
    const { body, pathParameters, query }: Operation.Any = Contract.contract[name]
    const needed = [
      ...pathParameters,
      ...Object.keys(query).filter((parameter) => parameter === "id"),
      ...(body === undefined ? [] : ["body"])
    ]
    const values = argumentOf(name, needed)

    it.live(`${name} succeeds`, () =>
      Effect.gen(function* () {
        const outcome = yield* outcomeOf(name, values)
        assert.isTrue(Result.isSuccess(outcome), JSON.stringify(outcome))
      })
    )

    if (JSON.stringify(values) === JSON.stringify(withOtherIds(values))) continue
    it.live(`${name} does nothing for ids that nothing has`, () =>
      Effect.gen(function* () {
        const outcome = yield* outcomeOf(name, withOtherIds(values))
        // Bulk reads leave out users who do not exist.
        if (Result.isSuccess(outcome)) assert.deepStrictEqual(outcome.success, [])
        else assert.include(["PresenceNotFound", "PresenceBadRequest"], outcome.failure._tag)
      })
    )
  }

  for (const name of ["getUsersPresenceBulk", "getUsersPresencesPurecloudBulk"] as const) {
    it.live(`${name} answers somebody`, () =>
      Effect.gen(function* () {
        const outcome = yield* outcomeOf(name, argumentOf(name, ["sourceId", "id"]))
        assert.lengthOf(Result.getOrThrow(outcome) as ReadonlyArray<unknown>, 1)
      })
    )
  }
})
