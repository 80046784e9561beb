import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { PresenceClient, PresenceDefinitions, PresenceError, RetryLayer, UserPresences } from "@genesys-presence/client"
import { type OrganizationState, Sandbox, TestTime } from "@genesys-presence/sandbox"
import { Effect, Exit, Fiber, Layer, Schema } from "effect"
import { TestClock } from "effect/testing"
import { recordedClient } from "./support/clients.ts"
import { inProcess, overASocket, requestsOf } from "@genesys-presence/test-support/sandboxClient"
import { RecordingServer } from "@genesys-presence/test-support/recordingServer"
import { answer, noAnswer, type Request, ScriptedTransport, status } from "./support/scriptedTransport.ts"

type Definition = NonNullable<OrganizationState.OrganizationState["definitions"]>[number]

const meal = (id: string, en_US: string, rest: Partial<Definition> = {}): Definition => ({
  id,
  systemPresence: "Meal",
  languageLabels: { en_US },
  type: "User",
  divisionId: "*",
  deactivated: false,
  undeclared: {},
  ...rest
})

const onSandbox = PresenceDefinitions.layer().pipe(Layer.provideMerge(inProcess()))

const user = Effect.map(Sandbox, ({ users }) => users[0]?.id ?? "")

const having = (...definitions: ReadonlyArray<Definition>) =>
  Effect.flatMap(Sandbox, (sandbox) => sandbox.importState({ definitions }))

const create = (label: string) =>
  PresenceClient.use((client) =>
    client.postPresenceDefinitions({ body: { languageLabels: { en_US: label }, systemPresence: "Meal" } })
  ).pipe(Effect.map(({ id = "" }) => id))

const deactivate = (definitionId: string) =>
  PresenceClient.use((client) => client.deletePresenceDefinition({ definitionId }))

const presenceOf = (userId: string) => PresenceClient.use((client) => client.getUserPresencesPurecloud({ userId }))

const listReads = requestsOf("getPresenceDefinitions")
const patches = requestsOf("patchUserPresencesPurecloud")

/** Passes what the types forbid, as a program in JavaScript might. */
const untyped = <A>(value: unknown): A => value as A // the point of these tests

describe("a user's presence", () => {
  it.effect("is set by label, by system presence and by id, with and without a message, over a socket", () =>
    Effect.gen(function* () {
      const userId = yield* user
      yield* having(meal("lunch", "Lunch"))
      const lunch = yield* UserPresences.setConfirmed({ userId, label: "lunch", message: "back at one" })
      assert.deepInclude(lunch, { message: "back at one" })
      assert.strictEqual(lunch.presenceDefinition?.id, "lunch")

      const onQueue = yield* UserPresences.set({ userId, systemPresence: "On Queue" })
      assert.strictEqual(onQueue.presenceDefinition?.systemPresence, "On Queue")
      assert.strictEqual((yield* presenceOf(userId)).message, "back at one")

      yield* UserPresences.set({ userId, definitionId: "lunch", message: "" })
      const last = yield* presenceOf(userId)
      assert.strictEqual(last.presenceDefinition?.id, "lunch")
      assert.strictEqual(last.message, "")
      assert.strictEqual(yield* listReads, 1)
    }).pipe(Effect.provide(PresenceDefinitions.layer().pipe(Layer.provideMerge(overASocket()))))
  )

  it.effect("is set at a custom source, and read back there", () =>
    Effect.gen(function* () {
      const userId = yield* user
      const set = yield* UserPresences.setConfirmed({ userId, systemPresence: "Away", sourceId: "door sensor" })
      assert.strictEqual(set.source, "door sensor")
      assert.strictEqual(set.presenceDefinition?.systemPresence, "Away")
      assert.strictEqual((yield* presenceOf(userId)).presenceDefinition?.systemPresence, "Offline")
    }).pipe(Effect.provide(onSandbox))
  )

  it.effect("by an id needs no definitions, and sends ids only", () =>
    Effect.gen(function* () {
      const server = yield* RecordingServer
      yield* server.replyWith({ status: 200, body: "{}" })
      const options = { userId: "ada", definitionId: "lunch" }
      yield* UserPresences.set(options)
      yield* UserPresences.set({ ...options, message: "back at one", sourceId: "door" })
      assert.deepStrictEqual(
        (yield* server.takeRequests).map(({ body, method, target }) => [method, target, JSON.parse(body)]),
        [
          ["PATCH", "/api/v2/users/ada/presences/purecloud", { presenceDefinition: { id: "lunch" } }],
          ["PATCH", "/api/v2/users/ada/presences/door", { presenceDefinition: { id: "lunch" }, message: "back at one" }]
        ]
      )
    }).pipe(Effect.provide(recordedClient()))
  )

  it.effect("of a division may only be one of its definitions", () =>
    Effect.gen(function* () {
      const userId = yield* user
      yield* having(
        meal("sales", "Lunch", { divisionId: "sales" }),
        meal("support", "Lunch", { divisionId: "support", languageLabels: { de: "Lunch" } })
      )
      const set = yield* UserPresences.set({ userId, label: "Lunch", divisionId: "support" })
      assert.strictEqual(set.presenceDefinition?.id, "support")
      const nobodys = yield* Effect.flip(UserPresences.set({ userId, label: "Lunch", divisionId: "legal" }))
      assert.strictEqual(nobodys._tag, "PresenceDefinitionNotFound")
      const ambiguous = yield* Effect.flip(UserPresences.set({ userId, label: "Lunch" }))
      assert.instanceOf(ambiguous, PresenceError.PresenceDefinitionAmbiguous)
      assert.lengthOf(ambiguous.candidates, 2)
    }).pipe(Effect.provide(onSandbox))
  )

  it.effect("is not set for an unknown user, nor to a definition that is deactivated or not there", () =>
    Effect.gen(function* () {
      const userId = yield* user
      yield* having(meal("old", "Siesta", { deactivated: true }))
      const tagOf = <A, E extends { readonly _tag: string }, R>(set: Effect.Effect<A, E, R>) =>
        Effect.map(Effect.flip(set), ({ _tag }) => _tag)
      const unknown = { userId: "00000009-0000-4000-8000-000000000009" }
      assert.strictEqual(yield* tagOf(UserPresences.set({ ...unknown, systemPresence: "Busy" })), "PresenceNotFound")
      assert.strictEqual(yield* tagOf(UserPresences.set({ userId, definitionId: "old" })), "PresenceBadRequest")
      assert.strictEqual(yield* tagOf(UserPresences.set({ userId, definitionId: "nothing" })), "PresenceBadRequest")
      assert.strictEqual(yield* tagOf(UserPresences.set({ userId, label: "Siesta" })), "PresenceDefinitionNotFound")
      assert.strictEqual((yield* presenceOf(userId)).presenceDefinition?.systemPresence, "Offline")
    }).pipe(Effect.provide(onSandbox))
  )

  describe("by a label that the list does not have yet", () => {
    it.effect("is set after one more read", () =>
      Effect.gen(function* () {
        const userId = yield* user
        yield* UserPresences.set({ userId, systemPresence: "Busy" })
        const id = yield* create("Lunch")
        const set = yield* UserPresences.set({ userId, label: "Lunch" })
        assert.strictEqual(set.presenceDefinition?.id, id)
        assert.strictEqual(yield* listReads, 2)
      }).pipe(Effect.provide(onSandbox))
    )

    it.effect("fails after two more reads, however many ask at the same time", () =>
      Effect.gen(function* () {
        const userId = yield* user
        yield* UserPresences.set({ userId, systemPresence: "Busy" })
        yield* (yield* Sandbox).faults.add({
          operation: "getPresenceDefinitions",
          fault: { kind: "delay", millis: 1000 }
        })
        const fiber = yield* Effect.forkChild(
          Effect.forEach(
            Array.from({ length: 100 }, () => "Lunch"),
            (label) => Effect.flip(UserPresences.set({ userId, label })),
            { concurrency: "unbounded" }
          )
        )
        yield* TestTime.pass("3 seconds")
        const failures = yield* Fiber.join(fiber)
        assert.deepStrictEqual(
          new Set(failures.map(({ _tag }) => _tag)),
          new Set<string>(["PresenceDefinitionNotFound"])
        )
        // The second one began before the others asked, so that it could be behind what they know.
        assert.strictEqual(yield* listReads, 3)
        assert.strictEqual(yield* patches, 1)
      }).pipe(Effect.provide(onSandbox))
    )

    it.effect("fails at once when the list was read for it", () =>
      Effect.gen(function* () {
        yield* Effect.flip(UserPresences.set({ userId: yield* user, label: "Lunch" }))
        assert.strictEqual(yield* listReads, 1)
      }).pipe(Effect.provide(onSandbox))
    )
  })

  it.effect("is that of the definition that has the label now, when another one had it before", () =>
    Effect.gen(function* () {
      const userId = yield* user
      const old = yield* create("Lunch")
      yield* UserPresences.set({ userId, label: "Lunch" })
      yield* deactivate(old)
      const now = yield* create("Lunch")
      const set = yield* UserPresences.set({ userId, label: "Lunch" })
      assert.strictEqual(set.presenceDefinition?.id, now)

      yield* deactivate(now)
      const gone = yield* Effect.flip(UserPresences.set({ userId, label: "Lunch" }))
      assert.strictEqual(gone._tag, "PresenceDefinitionNotFound")
    }).pipe(Effect.provide(onSandbox))
  )

  it.effect("that the service refuses for another reason is sent once", () =>
    Effect.gen(function* () {
      const sandbox = yield* Sandbox
      yield* sandbox.faults.add({
        operation: "patchUserPresencesPurecloud",
        fault: { kind: "errorStatus", status: 400 }
      })
      const error = yield* Effect.flip(UserPresences.set({ userId: yield* user, systemPresence: "Busy" }))
      assert.strictEqual(error._tag, "PresenceBadRequest")
      assert.strictEqual(yield* patches, 1)
    }).pipe(Effect.provide(onSandbox))
  )

  describe("that cannot be sent", () => {
    const cases: ReadonlyArray<readonly [options: unknown, field: string]> = [
      [null, "options"],
      ["Lunch", "options"],
      [{ userId: "ada" }, "label"],
      [{ userId: "ada", label: 7 }, "label"],
      [{ userId: "ada", label: "Lunch", locale: {} }, "locale"],
      [{ userId: "ada", definitionId: 7 }, "body.presenceDefinition.id"],
      [{ userId: "ada", definitionId: "" }, "body.presenceDefinition.id"],
      [{ userId: "", definitionId: "lunch" }, "userId"],
      [{ userId: "ada", definitionId: "lunch", message: 7 }, "body.message"],
      [{ userId: "ada", definitionId: "lunch", sourceId: "" }, "sourceId"]
    ]
    const refusal = Effect.fnUntraced(function* (
      set: Effect.Effect<unknown, { readonly _tag: string }, PresenceClient>
    ) {
      const error = yield* Effect.flip(set)
      assert.instanceOf(error, PresenceError.PresenceInvalidRequest)
      return error.field
    })

    it.effect("is refused by name, before anything is sent", () =>
      Effect.gen(function* () {
        for (const [options, field] of cases) {
          assert.strictEqual(yield* refusal(UserPresences.set(untyped(options))), field)
          assert.strictEqual(yield* refusal(UserPresences.setConfirmed(untyped(options))), field)
        }
        const within = untyped<number>("soon")
        const options = { userId: "ada", definitionId: "lunch", within }
        assert.strictEqual(yield* refusal(UserPresences.setConfirmed(options)), "within")
        assert.deepStrictEqual(yield* (yield* RecordingServer).takeRequests, [])
      }).pipe(Effect.provide(PresenceDefinitions.layer().pipe(Layer.provideMerge(recordedClient()))))
    )
  })

  it("needs definitions only to search for one, and what to search by", () => {
    const userId = "ada"
    const byId = UserPresences.set({ userId, definitionId: "lunch" })
    expectTypeOf<Effect.Services<typeof byId>>().toEqualTypeOf<PresenceClient>()
    expectTypeOf<Effect.Error<typeof byId>>().toEqualTypeOf<UserPresences.SetError>()
    const byLabel = UserPresences.setConfirmed({ userId, label: "Lunch" })
    expectTypeOf<Effect.Services<typeof byLabel>>().toEqualTypeOf<PresenceClient | PresenceDefinitions>()
    expectTypeOf<Effect.Error<typeof byLabel>>().toEqualTypeOf<
      UserPresences.SetError | UserPresences.FindError | PresenceError.PresenceNotConfirmed
    >()
    // @ts-expect-error nothing says which presence
    UserPresences.set({ userId })
    // @ts-expect-error an id needs no label
    UserPresences.set({ userId, definitionId: "lunch", label: "Lunch" })
    // @ts-expect-error a typo
    UserPresences.set({ userId, lable: "Lunch" })
    const body = { presenceDefinition: { systemPresence: "Busy" } } as const
    // @ts-expect-error the service needs the id of the definition
    PresenceClient.use((client) => client.patchUserPresencesPurecloud({ userId, body }))
  })

  describe("under policies", () => {
    const lunch = UserPresences.set({ userId: "ada", definitionId: "lunch" })
    const run = (transport: ScriptedTransport) =>
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(
          Effect.exit(lunch).pipe(Effect.provide(transport.client(RetryLayer.transient())))
        )
        yield* TestClock.adjust("1 minute")
        return yield* Fiber.join(fiber)
      })

    it.effect("is not sent again when it may have been executed", () =>
      Effect.gen(function* () {
        const transport = new ScriptedTransport((request) => noAnswer(request, "unknown"))
        assert.isTrue(Exit.isFailure(yield* run(transport)))
        assert.lengthOf(transport.sentAt, 1)
      })
    )

    it.effect("is sent again when it was not", () =>
      Effect.gen(function* () {
        const transport = new ScriptedTransport((request, index) =>
          index === 0 ? noAnswer(request, "no") : answer({ presenceDefinition: { id: "lunch" } })
        )
        assert.isTrue(Exit.isSuccess(yield* run(transport)))
        assert.lengthOf(transport.sentAt, 2)
      })
    )
  })
})

describe("a presence that is confirmed", () => {
  const busy = "31fe3bac-dea6-44b7-bed7-47f91660a1a0"

  it.effect("is read until it shows", () =>
    Effect.gen(function* () {
      const userId = yield* user
      yield* (yield* Sandbox).faults.add({
        operation: "patchUserPresencesPurecloud",
        fault: { kind: "staleReads", reads: 3 }
      })
      const fiber = yield* Effect.forkChild(
        UserPresences.setConfirmed({ userId, systemPresence: "Busy", message: "calling" })
      )
      yield* TestTime.pass("10 seconds")
      const presence = yield* Fiber.join(fiber)
      assert.strictEqual(presence.presenceDefinition?.systemPresence, "Busy")
      assert.strictEqual(presence.message, "calling")
      assert.strictEqual(yield* requestsOf("getUserPresencesPurecloud"), 4)
      assert.strictEqual(yield* patches, 1)
    }).pipe(Effect.provide(onSandbox))
  )

  /** Sets Busy where reads answer what `reply` says, and lets a minute pass. */
  const setBusy = (reply: ConstructorParameters<typeof ScriptedTransport>[0], message?: string) => {
    const transport = new ScriptedTransport((request, index) =>
      request.operation === "patchUserPresencesPurecloud" ? answer({}) : reply(request, index)
    )
    return Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(
        Effect.result(UserPresences.setConfirmed({ userId: "ada", definitionId: busy, message })).pipe(
          Effect.provide(transport.client())
        )
      )
      yield* TestClock.adjust("1 minute")
      const result = yield* Fiber.join(fiber)
      return { sentAt: transport.sentAt, ...(result._tag === "Failure" && { error: result.failure }) }
    })
  }

  const notConfirmed = (error: unknown): PresenceError.PresenceNotConfirmed => {
    assert.instanceOf(error, PresenceError.PresenceNotConfirmed)
    return error
  }

  const onQueue = { presenceDefinition: { id: "on-queue", systemPresence: "On Queue" }, message: "private" }

  it.effect("and does not show within 10 seconds fails with what was read", () =>
    Effect.gen(function* () {
      const { error, sentAt } = yield* setBusy(() => answer(onQueue))
      const failure = notConfirmed(error)
      assert.deepStrictEqual(failure.read, onQueue)
      assert.strictEqual(
        failure.message,
        "patchUserPresencesPurecloud: accepted, and not shown after 10s (8 reads, last shown as On Queue). " +
          "Read it again later, or set it again: the outcome is the same"
      )
      assert.deepStrictEqual(sentAt.slice(1), [0, 250, 750, 1750, 3750, 5750, 7750, 9750])
      const decoded = yield* Schema.decodeUnknownEffect(PresenceError.PresenceNotConfirmed)(
        JSON.parse(JSON.stringify(yield* Schema.encodeEffect(PresenceError.PresenceNotConfirmed)(failure)))
      )
      assert.deepStrictEqual(decoded.read, failure.read)
    })
  )

  it.effect("with another message is not the one that was set", () =>
    Effect.gen(function* () {
      const shown = answer({ presenceDefinition: { id: busy }, message: "private" })
      const { message } = notConfirmed((yield* setBusy(() => shown, "calling")).error)
      assert.include(message, "last shown with another message")
      assert.notInclude(message, "private")
      assert.isUndefined((yield* setBusy(() => shown)).error)
    })
  )

  it.effect("once the user leaves the queue is named as such", () =>
    Effect.gen(function* () {
      const { error } = yield* setBusy(() => answer({ ...onQueue, futurePresenceDefinition: { id: busy } }))
      assert.include(notConfirmed(error).message, "The service has it as the user's future presence")
    })
  )

  it.effect("outlives reads that fail for a while, and waits as they ask", () =>
    Effect.gen(function* () {
      const script = [
        (request: Request) => status(request, 503),
        (request: Request) => status(request, 404),
        (request: Request) => status(request, 429, "3 seconds"),
        () => answer({ presenceDefinition: { id: busy.toUpperCase() } })
      ]
      const { error, sentAt } = yield* setBusy((request, index) => script[index - 1]?.(request) ?? answer({}))
      assert.isUndefined(error)
      assert.deepStrictEqual(sentAt.slice(1), [0, 250, 750, 4750])
    })
  )

  it.effect("ends with a read that will never succeed, and says that the write was accepted", () =>
    Effect.gen(function* () {
      const { error, sentAt } = yield* setBusy((request) => status(request, 403))
      const { message, reason } = notConfirmed(error)
      assert.strictEqual(reason?._tag, "PresenceForbidden")
      assert.include(message, "patchUserPresencesPurecloud: accepted, and not shown")
      assert.lengthOf(sentAt, 2)
    })
  )
})
