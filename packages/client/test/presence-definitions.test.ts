import { assert, describe, it } from "@effect/vitest"
import {
  type DefinitionQuery,
  Authentication,
  PresenceClient,
  PresenceDefinitions,
  PresenceError,
  type PresenceDefinitionsOptions
} from "@genesys-presence/client"
import { type OrganizationState, Sandbox } from "@genesys-presence/sandbox"
import { Effect, Exit, Fiber, Layer, Redacted, Schema } from "effect"
import { TestClock } from "effect/testing"
import { fakeClient, FakeService } from "./support/fakeService.ts"
import { inProcess, overASocket, requestsOf } from "@genesys-presence/test-support/sandboxClient"
import { answer, ScriptedTransport } from "./support/scriptedTransport.ts"

type Definition = NonNullable<OrganizationState.OrganizationState["definitions"]>[number]

const made = (
  id: string,
  systemPresence: Definition["systemPresence"],
  languageLabels: Definition["languageLabels"],
  rest: Partial<Definition> = {}
): Definition => ({
  id,
  systemPresence,
  languageLabels,
  type: "User",
  divisionId: "*",
  deactivated: false,
  undeclared: {},
  ...rest
})

const find = (query: DefinitionQuery) => PresenceDefinitions.use((definitions) => definitions.find(query))

const idOf = (query: DefinitionQuery) => Effect.map(find(query), ({ id }) => id)

/** Runs on an organisation that has these definitions beside those of the product. */
const having =
  (definitions: ReadonlyArray<Definition>, options?: PresenceDefinitionsOptions) =>
  <A, E>(self: Effect.Effect<A, E, PresenceDefinitions | PresenceClient | Sandbox>) =>
    Effect.gen(function* () {
      const sandbox = yield* Sandbox
      yield* sandbox.importState({ definitions })
      return yield* self
    }).pipe(Effect.provide(PresenceDefinitions.layer(options).pipe(Layer.provideMerge(inProcess()))))

describe("PresenceDefinitions", () => {
  it.effect("set a user to Busy and back without an id in the program, over a socket", () =>
    Effect.gen(function* () {
      const client = yield* PresenceClient
      const [{ id: userId } = { id: "" }] = (yield* Sandbox).users
      for (const systemPresence of ["Busy", "On Queue", "AVAILABLE"]) {
        const { id } = yield* find({ systemPresence })
        yield* client.patchUserPresencesPurecloud({ userId, body: { presenceDefinition: { id } } })
        const { presenceDefinition } = yield* client.getUserPresencesPurecloud({ userId })
        assert.strictEqual(presenceDefinition?.id, id)
      }
    }).pipe(Effect.provide(PresenceDefinitions.layer().pipe(Layer.provideMerge(overASocket()))))
  )

  describe("by system presence", () => {
    it.effect("takes any spelling", () =>
      Effect.gen(function* () {
        const ids = yield* Effect.forEach(["OnQueue", "On Queue", "ON_QUEUE", "on-queue"], (systemPresence) =>
          idOf({ systemPresence })
        )
        assert.deepStrictEqual(new Set(ids), new Set(["e08eaf1b-ee47-4fa9-a231-1200e284798f"]))
        // The id of this one is not a valid UUID.
        assert.strictEqual(yield* idOf({ systemPresence: "Training" }), "d2390a99-8546-bad9-8f0a-219548e8aeb0")
      }).pipe(having([]))
    )

    it.effect("means the definition of the product, however many others there are", () =>
      Effect.gen(function* () {
        const meal = yield* find({ systemPresence: "Meal" })
        assert.strictEqual(meal.type, "System")
        assert.deepStrictEqual(meal.languageLabels, { en_US: "Meal", de: "Essen" })
      }).pipe(having([made("lunch", "Meal", { en_US: "Lunch" }), made("dinner", "Meal", { en_US: "Dinner" })]))
    )

    const away = { ...made("5e5c5c66-ea97-4e7f-ac41-6424784829f2", "Away", { en_US: "Away" }), deactivated: true }

    it.effect("means the only one where the product's is not there", () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* idOf({ systemPresence: "AWAY" }), "walk")
      }).pipe(having([away, made("walk", "Away", { en_US: "Walk" })]))
    )

    it.effect("lists the candidates when it cannot tell", () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(find({ systemPresence: "away" }))
        assert.instanceOf(error, PresenceError.PresenceDefinitionAmbiguous)
        assert.deepStrictEqual(
          error.candidates.map(({ id }) => id),
          ["walk", "errand"]
        )
        assert.strictEqual(
          error.message,
          '2 presence definitions with the system presence "away" (Walk: walk, Errand: errand). Search by label'
        )
      }).pipe(having([away, made("walk", "Away", { en_US: "Walk" }), made("errand", "Away", { de: "Errand" })]))
    )

    it.effect("lists what there is when there is none", () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(find({ systemPresence: "Coffee" }))
        assert.instanceOf(error, PresenceError.PresenceDefinitionNotFound)
        assert.lengthOf(error.available, 10)
        assert.notInclude(error.message, "\n")
        assert.include(error.message, 'no presence definition with the system presence "Coffee" (there are Available')
        assert.include(error.message, error.hint)
        const decoded = yield* Schema.decodeUnknownEffect(PresenceError.PresenceDefinitionNotFound)(
          JSON.parse(JSON.stringify(yield* Schema.encodeEffect(PresenceError.PresenceDefinitionNotFound)(error)))
        )
        assert.deepStrictEqual(decoded.available, error.available)
      }).pipe(having([]))
    )
  })

  describe("by label", () => {
    const definitions = [
      made("lunch", "Meal", { en_US: "Lunch", de: "Mittag", fr: "De\u0301jeuner" }),
      made("LUNCH", "Break", { en_US: "LUNCH" }),
      made("mittag", "Break", { en_US: "Noon", nl: "Mittag", "pt-BR": "Meio-dia" }),
      made("old", "Break", { en_US: "Siesta" }, { deactivated: true })
    ]

    const cases: ReadonlyArray<readonly [what: string, query: DefinitionQuery, id: string]> = [
      ["in any locale", { label: "Noon" }, "mittag"],
      ["in one locale, where another has the same label", { label: "Mittag", locale: "de" }, "lunch"],
      ["in a locale in any spelling", { label: "Meio-dia", locale: "pt_br" }, "mittag"],
      ["as it is spelled, where another differs by case", { label: "LUNCH" }, "LUNCH"],
      ["in any case and with spaces around it", { label: " noon " }, "mittag"],
      ["whose accents are written in another way", { label: "D\u00e9jeuner" }, "lunch"],
      ["of a kind, where several have it", { label: "mittag", systemPresence: "MEAL" }, "lunch"]
    ]
    for (const [what, query, id] of cases) {
      it.effect(`finds the one ${what}`, () =>
        Effect.gen(function* () {
          assert.strictEqual(yield* idOf(query), id)
        }).pipe(having(definitions))
      )
    }

    it.effect("does not choose between definitions that fit equally well", () =>
      Effect.gen(function* () {
        for (const [label, ids] of [
          ["Mittag", ["lunch", "mittag"]],
          ["lunch", ["lunch", "LUNCH"]]
        ] as const) {
          const error = yield* Effect.flip(find({ label }))
          assert.instanceOf(error, PresenceError.PresenceDefinitionAmbiguous)
          assert.deepStrictEqual<ReadonlyArray<string>>(
            error.candidates.map(({ id }) => id),
            ids
          )
        }
      }).pipe(having(definitions))
    )

    const absent: ReadonlyArray<readonly [what: string, query: DefinitionQuery, message: string]> = [
      ["a deactivated one", { label: "Siesta" }, 'with the label "Siesta" ('],
      ["that of another locale", { label: "Noon", locale: "de" }, 'with the label "Noon" in de ('],
      ["that of a language for that of a country", { label: "Noon", locale: "en" }, 'with the label "Noon" in en ('],
      [
        "one of another kind",
        { label: "Noon", systemPresence: "Meal" },
        'with the label "Noon" and the system presence "Meal" ('
      ]
    ]
    for (const [what, query, message] of absent) {
      it.effect(`never finds ${what}`, () =>
        Effect.gen(function* () {
          const error = yield* Effect.flip(find(query))
          assert.instanceOf(error, PresenceError.PresenceDefinitionNotFound)
          assert.include(error.message, message)
          assert.notInclude(
            error.available.map(({ id }) => id),
            "old"
          )
        }).pipe(having(definitions))
      )
    }
  })

  it.effect("of one division are its own and those of all divisions", () =>
    Effect.gen(function* () {
      const label = "Lunch"
      assert.strictEqual(yield* idOf({ label, divisionId: "sales" }), "lunch-sales")
      assert.strictEqual(yield* idOf({ label, divisionId: "SUPPORT" }), "lunch-support")
      assert.strictEqual(yield* idOf({ label: "Tea", divisionId: "support" }), "tea")
      assert.instanceOf(yield* Effect.flip(find({ label })), PresenceError.PresenceDefinitionAmbiguous)
      const error = yield* Effect.flip(find({ label, divisionId: "legal" }))
      assert.include(error.message, 'with the label "Lunch" and the division legal')
      assert.strictEqual((yield* find({ systemPresence: "Meal", divisionId: "legal" })).divisionId, "*")
    }).pipe(
      having([
        made("lunch-sales", "Meal", { en_US: "Lunch" }, { divisionId: "sales" }),
        made("lunch-support", "Meal", { de: "Lunch" }, { divisionId: "support" }),
        made("tea", "Break", { en_US: "Tea" })
      ])
    )
  )

  it.effect("are none that no user can be given, whatever the service lists", () =>
    Effect.gen(function* () {
      const service = yield* FakeService
      const busy = { systemPresence: "Busy", type: "System", languageLabels: { en_US: "Busy" } }
      const entities = [busy, { ...busy, id: "gone", deactivated: true }, { ...busy, id: "busy", deactivated: null }]
      service.onApi(() => Effect.sync(() => Response.json({ entities })))
      const { invalidate, list } = yield* PresenceDefinitions
      assert.strictEqual((yield* find({ systemPresence: "Busy" })).id, "busy")
      assert.lengthOf(yield* list, 1)
      service.onApi(() => Effect.sync(() => Response.json({})))
      yield* invalidate
      const error = yield* Effect.flip(find({ label: "Busy" }))
      assert.include(error.message, 'no presence definition with the label "Busy" (the organisation shows none)')
    }).pipe(
      Effect.provide(
        PresenceDefinitions.layer().pipe(
          Layer.provideMerge(fakeClient(Authentication.layerToken(Redacted.make("fixed"))))
        )
      )
    )
  )

  describe("with one that is not what the API documents", () => {
    const answering = <A, E>(entities: ReadonlyArray<object>, self: Effect.Effect<A, E, PresenceDefinitions>) =>
      self.pipe(
        Effect.provide(
          PresenceDefinitions.layer().pipe(Layer.provide(new ScriptedTransport(() => answer({ entities })).client()))
        )
      )
    const lunch = { id: "lunch", languageLabels: { en_US: "Lunch", de: null } }
    const odd = { id: "odd", languageLabels: { en_US: 7 } }

    it.effect("find the others, also one whose label in a locale is null", () =>
      Effect.gen(function* () {
        const found = yield* answering([odd, lunch], find({ label: "lunch" }))
        assert.deepStrictEqual(found, { id: "lunch", languageLabels: { en_US: "Lunch" } })
        const list = PresenceDefinitions.use((definitions) => definitions.list)
        assert.deepStrictEqual(
          (yield* answering([odd, lunch], list)).map(({ id }) => id),
          ["lunch"]
        )
      })
    )

    it.effect("do not say that there is none, since it may be the one", () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(answering([odd, lunch], find({ label: "Tea" })))
        assert.isTrue(error._tag === "PresenceDecodeError" && error.text === JSON.stringify(odd))
      })
    )
  })

  describe("reads the list", () => {
    const reads = requestsOf("getPresenceDefinitions")
    const busy = idOf({ systemPresence: "Busy" })

    it.effect("once for all searches, until it is five minutes old", () =>
      Effect.gen(function* () {
        yield* Effect.all(
          Array.from({ length: 100 }, () => busy),
          { concurrency: "unbounded" }
        )
        yield* TestClock.adjust("299 seconds")
        yield* busy
        assert.strictEqual(yield* reads, 1)
        yield* TestClock.adjust("1 second")
        yield* busy
        assert.strictEqual(yield* reads, 2)
      }).pipe(having([]))
    )

    it.effect("again once it was invalidated: a deactivated definition is not found any more", () =>
      Effect.gen(function* () {
        const client = yield* PresenceClient
        const { invalidate, list } = yield* PresenceDefinitions
        const before = (yield* list).length
        const { id: definitionId = "" } = yield* client.postPresenceDefinitions({
          body: { languageLabels: { en_US: "Lunch" }, systemPresence: "Meal" }
        })
        yield* invalidate
        const lunch = idOf({ label: "Lunch" })
        assert.strictEqual(yield* lunch, definitionId)
        assert.strictEqual((yield* list).length, before + 1)
        yield* client.deletePresenceDefinition({ definitionId })
        assert.strictEqual(yield* lunch, definitionId)
        yield* invalidate
        assert.instanceOf(yield* Effect.flip(lunch), PresenceError.PresenceDefinitionNotFound)
        assert.strictEqual(yield* reads, 3)
      }).pipe(having([]))
    )

    it.effect("again before a search fails: a definition that was made meanwhile is found", () =>
      Effect.gen(function* () {
        const client = yield* PresenceClient
        yield* busy
        const body = { languageLabels: { en_US: "Lunch" }, systemPresence: "Meal" }
        const { id: definitionId } = yield* client.postPresenceDefinitions({ body })
        assert.strictEqual(yield* idOf({ label: "Lunch" }), definitionId)
        assert.strictEqual(yield* reads, 2)
        assert.instanceOf(yield* Effect.flip(idOf({ label: "Tea" })), PresenceError.PresenceDefinitionNotFound)
        assert.strictEqual(yield* reads, 3)
      }).pipe(having([]))
    )

    it.effect("again before a search fails, whose error is that of the read when it fails", () =>
      Effect.gen(function* () {
        const sandbox = yield* Sandbox
        yield* busy
        yield* sandbox.faults.add({
          operation: "getPresenceDefinitions",
          fault: { kind: "errorStatus", status: 503 },
          times: 1
        })
        assert.strictEqual((yield* Effect.flip(idOf({ label: "Lunch" })))._tag, "PresenceServiceUnavailable")
      }).pipe(having([]))
    )

    it.effect("for every search when it is not kept", () =>
      Effect.gen(function* () {
        yield* busy
        yield* busy
        assert.strictEqual(yield* reads, 2)
      }).pipe(having([], { timeToLive: 0 }))
    )

    it.effect("again after a read that failed, whose error is that of the search", () =>
      Effect.gen(function* () {
        const sandbox = yield* Sandbox
        yield* sandbox.faults.add({
          operation: "getPresenceDefinitions",
          fault: { kind: "errorStatus", status: 503 },
          times: 1
        })
        assert.strictEqual((yield* Effect.flip(busy))._tag, "PresenceServiceUnavailable")
        yield* busy
      }).pipe(having([]))
    )

    it.effect("to the end when the one who asked first is interrupted", () =>
      Effect.gen(function* () {
        const sandbox = yield* Sandbox
        yield* sandbox.faults.add({ operation: "getPresenceDefinitions", fault: { kind: "delay", millis: 1000 } })
        const first = yield* Effect.forkChild(busy)
        const second = yield* Effect.forkChild(busy)
        yield* TestClock.adjust("500 millis")
        yield* Fiber.interrupt(first)
        yield* TestClock.adjust("500 millis")
        assert.isTrue(Exit.isSuccess(yield* Fiber.await(second)))
        assert.strictEqual(yield* reads, 1)
      }).pipe(having([]))
    )
  })

  it.effect("of two tenants stay apart, though they share a layer in a constant", () => {
    const shared = PresenceDefinitions.layer()
    const only = Effect.map(
      PresenceDefinitions.use(({ list }) => list),
      (definitions) => definitions.filter(({ type }) => type === "User").map(({ id }) => id)
    )
    const tenant =
      (id: string) =>
      <A, E>(self: Effect.Effect<A, E, PresenceDefinitions | Sandbox>) =>
        Effect.gen(function* () {
          yield* (yield* Sandbox).importState({ definitions: [made(id, "Meal", { en_US: id })] })
          return yield* self
        }).pipe(Effect.provide(shared.pipe(Layer.provideMerge(inProcess()))))
    return Effect.gen(function* () {
      assert.deepStrictEqual(yield* only, ["outer"])
      assert.deepStrictEqual(yield* only.pipe(tenant("inner")), ["inner"])
    }).pipe(tenant("outer"))
  })
})
