import { assert, describe, it } from "@effect/vitest"
import { Authentication, Modify, PresenceClient, PresenceError } from "@genesys-presence/client"
import type { PresenceSettings } from "@genesys-presence/models"
import { type FaultRule, Sandbox } from "@genesys-presence/sandbox"
import { Arbitrary, Clock, Data, Effect, Exit, Fiber, Latch, Redacted, Schema, Semaphore } from "effect"
import { fakeClient, FakeService } from "./support/fakeService.ts"
import { inProcess, overASocket, requestsOf } from "@genesys-presence/test-support/sandboxClient"
import { drawing, inAnHour, withEarlyTimers } from "./support/runs.ts"

const conflict = (
  operation: FaultRule.Target,
  times: number | "always",
  fault: { readonly retryAfter?: string } = {}
): FaultRule.FaultRule => ({ operation, fault: { kind: "errorStatus", status: 409, ...fault }, times })

const requesting = (requestingOffQueueEnabled: boolean) => (settings: PresenceSettings.PresenceSettings) => ({
  ...settings,
  requestingOffQueueEnabled
})

const madeDefinition = Effect.gen(function* () {
  const client = yield* PresenceClient
  const { id = "" } = yield* client.postPresenceDefinitions({
    body: { languageLabels: { en_US: "Lunch", de: "Mittag" }, systemPresence: "Meal" }
  })
  return id
})

const madeSource = Effect.gen(function* () {
  const client = yield* PresenceClient
  const { id = "" } = yield* client.postPresenceSources({ body: { name: "Door sensor" } })
  return id
})

class NotNow extends Data.TaggedError("NotNow")<{}> {}

describe("Modify", () => {
  for (const [where, client] of [
    ["in one process", inProcess()],
    ["over a socket", overASocket()]
  ] as const) {
    it.effect(`changes settings, definitions and sources ${where}`, () =>
      Effect.gen(function* () {
        const settings = yield* Modify.presenceSettings(requesting(false))
        assert.isFalse(settings.requestingOffQueueEnabled)
        assert.isTrue(settings.restorePresenceSettings?.enabled)

        const definition = yield* Modify.presenceDefinition(yield* madeDefinition, (read) => ({
          ...read,
          languageLabels: { ...read.languageLabels, fr: "Déjeuner" }
        }))
        assert.deepStrictEqual(definition.languageLabels, { en_US: "Lunch", de: "Mittag", fr: "Déjeuner" })

        const source = yield* Modify.presenceSource(yield* madeSource, (read) =>
          Effect.succeed({ ...read, description: "Second floor" })
        )
        assert.strictEqual(source.name, "Door sensor")
        assert.strictEqual(source.description, "Second floor")
      }).pipe(Effect.provide(client))
    )
  }

  /** As it comes off the wire, which knows no -0, and without the keys that no model hands on. */
  const onTheWire = (value: Schema.Json): Schema.Json =>
    JSON.parse(JSON.stringify(value), (key, member: unknown) =>
      key === "__proto__" || key === "constructor" ? undefined : member
    )

  const anyMembers = Arbitrary.schema(Schema.Record(Schema.String, Schema.Json)).pipe(
    // The prefix keeps them apart from what is declared.
    Arbitrary.map((members) =>
      Object.fromEntries(Object.entries(members).map(([key, value]) => [`new ${key}`, onTheWire(value)]))
    )
  )

  it.effect.prop(
    "writes back what it does not know, at every depth",
    [anyMembers, anyMembers],
    ([outer, inner]) =>
      Effect.gen(function* () {
        const sandbox = yield* Sandbox
        const restore = { enabled: true, restoreTimeMilliseconds: 1, restoreOnQueueEnabled: true }
        const owned = { type: "User" as const, deactivated: false, undeclared: { ...outer, nested: [inner] } }
        const before = {
          settings: { name: "first", ...outer, restorePresenceSettings: { ...restore, ...inner } },
          definition: { id: "lunch", systemPresence: "Meal" as const, divisionId: "*", ...owned },
          source: { id: "door", name: "Door", ...owned }
        }
        const languageLabels = { en_US: "Lunch", de: "Mittag" }
        yield* sandbox.importState({
          settings: before.settings,
          definitions: [{ ...before.definition, languageLabels }],
          sources: [before.source]
        })

        yield* Modify.presenceSettings((settings) => ({ ...settings, name: "second" }))
        yield* Modify.presenceDefinition("lunch", (read) => ({ ...read, name: "second" }))
        yield* Modify.presenceSource("door", (read) => ({ ...read, description: "second" }))

        const after = yield* sandbox.exportState
        assert.deepStrictEqual<unknown>(after.settings, { ...before.settings, name: "second" })
        const definition = after.definitions?.find(({ id }) => id === "lunch")
        assert.deepStrictEqual(definition?.undeclared, before.definition.undeclared)
        assert.deepStrictEqual(definition?.languageLabels, languageLabels)
        assert.strictEqual(definition?.name, "second")
        const source = after.sources?.find(({ id }) => id === "door")
        assert.deepStrictEqual(source?.undeclared, before.source.undeclared)
        assert.strictEqual(source?.description, "second")
      }).pipe(Effect.provide(inProcess({ users: 1 }))),
    { arbitrary: { runs: 50, seed: 20260401 } }
  )

  it.effect("writes nothing when nothing is to change", () =>
    Effect.gen(function* () {
      const id = yield* madeDefinition
      const before = yield* PresenceClient.use((client) => client.getPresenceSettings())
      const unchanged = [
        Modify.presenceSettings(() => undefined),
        Modify.presenceSettings(() => Effect.undefined),
        Modify.presenceSettings((settings) => settings),
        Modify.presenceSettings((settings) => structuredClone(settings)),
        // Absent already.
        Modify.presenceSettings((settings) => ({ ...settings, name: undefined })),
        // Not sent anyway.
        Modify.presenceSettings(({ id: _id, selfUri: _selfUri, ...settings }) => settings)
      ]
      for (const each of unchanged) assert.deepStrictEqual(yield* each, before)
      yield* Modify.presenceDefinition(id, ({ languageLabels: { de = "", en_US = "" }, ...rest }) => ({
        ...rest,
        languageLabels: { de, en_US }
      }))
      assert.strictEqual(yield* requestsOf("putPresenceSettings"), 0)
      assert.strictEqual(yield* requestsOf("putPresenceDefinition"), 0)
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("applies the change to what another writer stored when the service says 409", () =>
    Effect.gen(function* () {
      const client = yield* PresenceClient
      const sandbox = yield* Sandbox
      let runs = 0
      const stored = yield* Modify.presenceSettings((settings) =>
        Effect.gen(function* () {
          runs += 1
          if (runs === 1) {
            yield* client.putPresenceSettings({ body: requesting(false)(settings) })
            yield* sandbox.faults.add(conflict("putPresenceSettings", 1))
          }
          return { ...settings, name: "ours" }
        })
      ).pipe(inAnHour)
      assert.strictEqual(runs, 2)
      assert.strictEqual(stored.name, "ours")
      assert.isFalse(stored.requestingOffQueueEnabled)
      assert.deepStrictEqual(yield* client.getPresenceSettings(), stored)
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("writes nothing after a 409 when the other writer made the same change", () =>
    Effect.gen(function* () {
      const client = yield* PresenceClient
      const sandbox = yield* Sandbox
      const sourceId = yield* madeSource
      let runs = 0
      yield* Modify.presenceSource(sourceId, (source) =>
        Effect.gen(function* () {
          runs += 1
          const body = { ...source, description: "Second floor" }
          if (runs === 1) {
            yield* client.putPresenceSource({ sourceId, body })
            yield* sandbox.faults.add(conflict("putPresenceSource", 1))
          }
          return body
        })
      ).pipe(inAnHour)
      assert.strictEqual(runs, 2)
      // The other writer's, and the one that met the 409.
      assert.strictEqual(yield* requestsOf("putPresenceSource"), 2)
    }).pipe(Effect.provide(inProcess()))
  )

  for (const [times, options] of [
    [3, undefined],
    [0, { times: 0 }],
    [7, { times: 7 }]
  ] as const) {
    it.effect(`retries ${times} times and fails with the last 409, with ${JSON.stringify(options)}`, () =>
      Effect.gen(function* () {
        const error = yield* Modify.presenceSettings(requesting(false), options).pipe(Effect.flip, inAnHour)
        assert.instanceOf(error, PresenceError.PresenceConflict)
        assert.strictEqual(error.operation, "putPresenceSettings")
        assert.strictEqual(yield* requestsOf("getPresenceSettings"), times + 1)
        assert.strictEqual(yield* requestsOf("putPresenceSettings"), times + 1)
        const sandbox = yield* Sandbox
        assert.strictEqual((yield* sandbox.requests).at(-1)?.correlationId, error.correlationId)
      }).pipe(Effect.provide(inProcess({ faults: [conflict("putPresenceSettings", "always")] })))
    )
  }

  it.effect("says which label is taken, with the service's own error", () =>
    Effect.gen(function* () {
      const definitionId = yield* madeDefinition
      const error = yield* Modify.presenceDefinition(definitionId, (read) => ({
        ...read,
        languageLabels: { ...read.languageLabels, en_US: "Busy" }
      })).pipe(Effect.flip, inAnHour)
      assert.instanceOf(error, PresenceError.PresenceConflict)
      assert.include(error.message, '"Busy"')
    }).pipe(Effect.provide(inProcess()))
  )

  describe("waits between its tries", () => {
    /** When the function ran, in milliseconds since the start. */
    const moments = (share: number, options?: Modify.Options) =>
      Effect.gen(function* () {
        const at: Array<number> = []
        const exit = yield* Modify.presenceSettings(
          (settings) =>
            Effect.map(Clock.currentTimeMillis, (now) => {
              at.push(now)
              return requesting(false)(settings)
            }),
          options
        ).pipe(drawing(share), Effect.exit, inAnHour)
        assert.isTrue(Exit.isFailure(exit))
        return at
      })

    it.effect("up to twice as long each time, and not longer than allowed", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(
          yield* moments(0.5, { times: 6, maxWait: "1 second" }),
          [0, 100, 300, 700, 1500, 2500, 3500]
        )
      }).pipe(Effect.provide(inProcess({ faults: [conflict("putPresenceSettings", "always")] })))
    )

    it.effect("never less than Retry-After", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* moments(0), [0, 7000, 14_000, 21_000])
      }).pipe(Effect.provide(inProcess({ faults: [conflict("putPresenceSettings", "always", { retryAfter: "7" })] })))
    )

    it.effect("never less than Retry-After, though timers are early", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* withEarlyTimers(moments(0)), [0, 7000, 14_000, 21_000])
      }).pipe(Effect.provide(inProcess({ faults: [conflict("putPresenceSettings", "always", { retryAfter: "7" })] })))
    )

    it.effect("but not for a Retry-After that is longer than allowed", () =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* moments(0), [0])
      }).pipe(Effect.provide(inProcess({ faults: [conflict("putPresenceSettings", "always", { retryAfter: "11" })] })))
    )
  })

  it.effect("leaves every other error as it is, and tries nothing again", () =>
    Effect.gen(function* () {
      const client = yield* PresenceClient
      const sandbox = yield* Sandbox
      const tagOf = <A, R>(self: Effect.Effect<A, { readonly _tag: string }, R>) =>
        Effect.map(Effect.flip(self), ({ _tag }) => _tag)

      assert.strictEqual(yield* tagOf(Modify.presenceSource("nowhere", (read) => read)), "PresenceNotFound")
      assert.strictEqual(yield* tagOf(Modify.presenceSettings(() => new NotNow())), "NotNow")
      const unsendable = Modify.presenceSettings(() => ({ name: 1 as never })) // what no compiler has seen
      assert.strictEqual(yield* tagOf(unsendable), "PresenceInvalidRequest")
      assert.strictEqual(yield* requestsOf("putPresenceSettings"), 0)

      // A conflict of a call that the function makes is not one of this write, and neither is one of the read.
      yield* madeSource
      const before = yield* requestsOf("getPresenceSettings")
      const inside = Modify.presenceSettings(() =>
        Effect.as(client.postPresenceSources({ body: { name: "Door sensor" } }), {})
      )
      assert.strictEqual(yield* tagOf(inside), "PresenceConflict")
      yield* sandbox.faults.add(conflict("getPresenceSettings", 1))
      assert.strictEqual(yield* tagOf(Modify.presenceSettings(requesting(false))), "PresenceConflict")
      assert.strictEqual(yield* requestsOf("getPresenceSettings"), before + 2)

      yield* sandbox.faults.add({
        operation: "putPresenceSettings",
        fault: { kind: "errorStatus", status: 503 },
        times: 1
      })
      assert.strictEqual(yield* tagOf(Modify.presenceSettings(requesting(false))), "PresenceServiceUnavailable")
      assert.strictEqual(yield* requestsOf("putPresenceSettings"), 1)
    }).pipe(Effect.provide(inProcess()))
  )

  describe("does not write what it has not read", () => {
    const refusal = (field: string, issue: string) => (error: unknown) => {
      assert.instanceOf(error, PresenceError.PresenceInvalidRequest)
      assert.strictEqual(error.field, field)
      assert.include(error.issue, issue)
      assert.include(error.message, "nothing was sent")
      assert.isTrue(PresenceError.wasNotExecuted(error))
    }

    it.effect("such as JSON of a gateway, which the function does not see either", () =>
      Effect.gen(function* () {
        const service = yield* FakeService
        for (const settings of [{}, { service: "gateway", healthy: true }, { name: null, trace: "abc" }]) {
          service.onApi(() => Effect.sync(() => Response.json(settings)))
          const requests = service.apiTokens().length
          let runs = 0
          const error = yield* Effect.flip(
            Modify.presenceSettings((read) => {
              runs += 1
              return { ...read, requestingOffQueueEnabled: true }
            })
          )
          refusal("body", "what was read has none of the fields name, restorePresenceSettings")(error)
          assert.strictEqual(runs, 0)
          assert.lengthOf(service.apiTokens(), requests + 1)
        }
      }).pipe(Effect.provide(fakeClient(Authentication.layerToken(Redacted.make("fixed")))))
    )

    it.effect("such as anything else that the function returns", () =>
      Effect.gen(function* () {
        const before = yield* PresenceClient.use((client) => client.getPresenceSettings())
        // What no compiler has seen, such as an `async` function.
        for (const answer of [{}, { foo: 1 }, { name: undefined }, Promise.resolve(before)]) {
          const error = yield* Effect.flip(Modify.presenceSettings(() => answer as PresenceSettings.PresenceSettings))
          refusal("body", "what the function returned has none of the fields")(error)
        }
        for (const answer of [null, "settings", [1]]) {
          const error = yield* Effect.flip(Modify.presenceSettings(() => answer as never))
          assert.strictEqual(error._tag, "PresenceInvalidRequest")
        }
        assert.strictEqual(yield* requestsOf("putPresenceSettings"), 0)
        assert.deepStrictEqual(yield* PresenceClient.use((client) => client.getPresenceSettings()), before)
      }).pipe(Effect.provide(inProcess()))
    )

    it.effect("such as an object with another id: settings, definitions and sources", () =>
      Effect.gen(function* () {
        const definitionId = yield* madeDefinition
        const sourceId = yield* madeSource
        for (const name of ["id", "selfUri"] as const) {
          const other = <A>(read: A) => ({ ...read, [name]: "other" })
          for (const modify of [
            Effect.flip(Modify.presenceSettings(other)),
            Effect.flip(Modify.presenceDefinition(definitionId, other)),
            Effect.flip(Modify.presenceSource(sourceId, (read) => Effect.succeed(other(read))))
          ]) {
            refusal(`body.${name}`, "differs from what was read")(yield* modify)
          }
        }
        for (const operation of ["putPresenceSettings", "putPresenceDefinition", "putPresenceSource"]) {
          assert.strictEqual(yield* requestsOf(operation), 0)
        }
      }).pipe(Effect.provide(inProcess()))
    )
  })

  describe("two writers at the same time", () => {
    const labels = Array.from({ length: 20 }, (_, index) => `l${index}`)
    const labelling = (definitionId: string) => (locale: string) =>
      Modify.presenceDefinition(definitionId, (read) =>
        Effect.as(Effect.yieldNow, { ...read, languageLabels: { ...read.languageLabels, [locale]: locale } })
      )

    it.effect("lose nothing behind one semaphore", () =>
      Effect.gen(function* () {
        const definitionId = yield* madeDefinition
        const oneAtATime = (yield* Semaphore.make(1)).withPermits(1)
        const label = labelling(definitionId)
        yield* Effect.forEach(labels, (locale) => oneAtATime(label(locale)), { concurrency: "unbounded" })
        const read = yield* PresenceClient.use((client) =>
          client.getPresenceDefinition({ definitionId, localeCode: "ALL" })
        )
        assert.hasAllKeys(read.languageLabels, ["en_US", "de", ...labels])
      }).pipe(Effect.provide(inProcess()))
    )

    it.effect("undo each other's change when the service does not object, as the documentation says", () =>
      Effect.gen(function* () {
        const bothHaveRead = yield* Latch.make()
        const slow = yield* Effect.forkChild(
          Modify.presenceSettings((settings) => Effect.as(bothHaveRead.await, { ...settings, name: "slow" }))
        )
        while ((yield* requestsOf("getPresenceSettings")) === 0) yield* Effect.yieldNow
        yield* Modify.presenceSettings(requesting(false))
        yield* bothHaveRead.open
        yield* Fiber.join(slow)
        const stored = yield* PresenceClient.use((client) => client.getPresenceSettings())
        assert.strictEqual(stored.name, "slow")
        assert.isTrue(stored.requestingOffQueueEnabled)
      }).pipe(Effect.provide(inProcess()))
    )
  })
})
