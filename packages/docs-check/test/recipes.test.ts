import { assert, describe, it } from "@effect/vitest"
import { PresenceClient, PresenceDefinitions, PresenceError, RetryLayer } from "@genesys-presence/client"
import { Sandbox, TestTime } from "@genesys-presence/sandbox"
import { Effect, Layer, Metric } from "effect"
import { markdownFiles } from "../src/repository.ts"
import { isTypeScript, snippetsInMarkdown } from "../src/snippets.ts"
import { inProcess } from "./support/inProcess.ts"
import { definitionIn, snippetFile } from "./support/snippetFile.ts"

/** The code of each recipe, by what it defines. */
const codes = new Map(
  markdownFiles()
    .filter(({ path }) => path === "docs/24-recipes.md")
    .flatMap(snippetsInMarkdown)
    .filter(isTypeScript)
    .map(({ code }) => [/^const (\w+) =/m.exec(code)?.[1] ?? "", code] as const)
)

const tried = new Set<string>()

/** Whatever a recipe defines: the page's readers know its type, the tests what to do with it. */
type Recipe = (...args: ReadonlyArray<unknown>) => Effect.Effect<unknown, unknown, PresenceClient | PresenceDefinitions>

const loaded = (name: string) =>
  Effect.promise(() => {
    tried.add(name)
    const file = snippetFile(`recipe-${name}`, `${codes.get(name) ?? ""}\nexport { ${name} }\n`)
    return definitionIn(file, name)
  })

const run = (name: string, ...args: ReadonlyArray<unknown>) =>
  Effect.flatMap(loaded(name), (recipe) => TestTime.passWhile((recipe as Recipe)(...args)))

const effect = (name: string) =>
  Effect.flatMap(loaded(name), (recipe) => TestTime.passWhile(recipe as ReturnType<Recipe>))

const client = (policies: RetryLayer.PolicyLayer) =>
  PresenceDefinitions.layer().pipe(
    Layer.provideMerge(PresenceClient.layerBare()),
    Layer.provide(policies),
    Layer.provideMerge(inProcess({ users: 3, rateLimit: 300 }))
  )

const Organization = client(RetryLayer.compose())

const ids = Effect.map(Sandbox, ({ users }) => users.map((user) => user.id))
const first = Effect.map(ids, ([id = ""]) => id)

const presenceOf = (userId: string) =>
  TestTime.passWhile(PresenceClient.use((presence) => presence.getUserPresencesPurecloud({ userId })))

const statusOf = (userId: string) =>
  Effect.map(presenceOf(userId), ({ presenceDefinition }) => presenceDefinition?.systemPresence)

const notFound = TestTime.passWhile(
  Effect.flip(PresenceClient.use((presence) => presence.getUserPresencesPurecloud({ userId: "nobody" })))
)

const recipe = <E>(
  name: string,
  what: string,
  test: Effect.Effect<void, E, PresenceClient | PresenceDefinitions | Sandbox>
) => it.effect(`${name}: ${what}`, () => Effect.provide(test, Organization))

const gen = Effect.gen

describe("recipes", () => {
  recipe(
    "onQueue",
    "the user is on queue",
    gen(function* () {
      yield* run("onQueue", yield* first)
      assert.strictEqual(yield* statusOf(yield* first), "On Queue")
    })
  )
  recipe(
    "lunchMessage",
    "the message changes and the status does not",
    gen(function* () {
      const before = yield* statusOf(yield* first)
      yield* run("lunchMessage", yield* first)
      const { message, presenceDefinition } = yield* presenceOf(yield* first)
      assert.deepStrictEqual([message, presenceDefinition?.systemPresence], ["lunch, back at one", before])
    })
  )
  recipe(
    "noMessage",
    "there is none afterwards",
    gen(function* () {
      yield* run("lunchMessage", yield* first)
      yield* run("noMessage", yield* first)
      assert.isTrue(["", undefined].includes((yield* presenceOf(yield* first)).message))
    })
  )
  recipe(
    "setByLabel",
    "whatever the case",
    gen(function* () {
      yield* run("setByLabel", yield* first, "meeting")
      assert.strictEqual(yield* statusOf(yield* first), "Meeting")
    })
  )
  recipe(
    "allBusy",
    "all of them, with one request",
    gen(function* () {
      assert.strictEqual(yield* run("allBusy", yield* ids), 3)
      const writes = (yield* (yield* Sandbox).requests).filter(({ method }) => method === "PUT")
      assert.lengthOf(writes, 1)
    })
  )
  recipe(
    "atTheDoor",
    "the source says so",
    gen(function* () {
      assert.deepInclude(yield* run("atTheDoor", yield* first), { source: "door sensor" })
    })
  )
  recipe(
    "primary",
    "the source counts",
    gen(function* () {
      const sourceId = yield* run("newSource", "Calendar")
      assert.deepInclude(yield* run("primary", yield* first, sourceId), { sourceId })
    })
  )
  it.effect("repeated: it is sent again after it may have been executed", () =>
    gen(function* () {
      yield* (yield* Sandbox).faults.add({
        operation: "patchUserPresencesPurecloud",
        fault: { kind: "resetAfterHandling" },
        times: 1
      })
      yield* run("repeated", yield* first)
      const [write] = yield* (yield* Sandbox).ledger
      assert.strictEqual(write?.applied, 2)
    }).pipe(Effect.provide(client(RetryLayer.recommended())))
  )
  recipe(
    "available",
    "those who are, and no others",
    gen(function* () {
      const [, second = ""] = yield* ids
      yield* run("setByLabel", second, "Available")
      assert.deepStrictEqual(yield* run("available", yield* ids), [second])
    })
  )
  recipe(
    "statusOrNothing",
    "no error for nobody",
    gen(function* () {
      assert.isString(yield* run("statusOrNothing", yield* first))
      assert.isUndefined(yield* run("statusOrNothing", "nobody"))
    })
  )
  recipe(
    "oneByOne",
    "one request for all",
    gen(function* () {
      assert.lengthOf((yield* run("oneByOne", yield* ids)) as ReadonlyArray<unknown>, 3)
      const reads = (yield* (yield* Sandbox).requests).filter(({ operation }) => operation?.endsWith("Bulk") === true)
      assert.lengthOf(reads, 1)
    })
  )
  recipe(
    "byStatus",
    "each is counted once",
    gen(function* () {
      assert.deepStrictEqual(yield* run("byStatus", yield* ids), new Map([["Offline", 3]]))
    })
  )
  recipe(
    "firstFree",
    "it is the one who is free",
    gen(function* () {
      const [, , third = ""] = yield* ids
      yield* run("setByLabel", third, "Available")
      assert.deepStrictEqual(JSON.parse(JSON.stringify(yield* run("firstFree", yield* ids))), {
        _id: "Option",
        _tag: "Some",
        value: third
      })
    })
  )
  recipe(
    "inGerman",
    "it has a name there",
    gen(function* () {
      assert.isString(yield* run("inGerman", yield* first))
    })
  )
  recipe(
    "everyName",
    "pages are put together",
    gen(function* () {
      assert.isAtLeast(((yield* effect("everyName")) as ReadonlyArray<unknown>).length, 10)
    })
  )
  recipe(
    "kinds",
    "ten of them",
    gen(function* () {
      const kinds = (yield* effect("kinds")) as ReadonlyArray<string>
      assert.includeMembers([...kinds], ["Available", "On Queue"])
    })
  )
  recipe(
    "ensureStatus",
    "twice makes one",
    gen(function* () {
      const made = (yield* run("ensureStatus", "Siesta")) as { readonly id: string }
      yield* PresenceDefinitions.use(({ invalidate }) => invalidate)
      const found = (yield* run("ensureStatus", "Siesta")) as { readonly id: string }
      assert.strictEqual(found.id, made.id)
    })
  )
  recipe(
    "allowOffQueue",
    "that setting and no other",
    gen(function* () {
      const read = TestTime.passWhile(PresenceClient.use((presence) => presence.getPresenceSettings()))
      const before = yield* read
      yield* effect("allowOffQueue")
      assert.deepStrictEqual(yield* read, { ...before, requestingOffQueueEnabled: true })
    })
  )
  recipe(
    "newSource",
    "it has an id",
    gen(function* () {
      assert.isString(yield* run("newSource", "Calendar"))
    })
  )
  recipe(
    "withoutSource",
    "it is switched off",
    gen(function* () {
      const sourceId = (yield* run("newSource", "Calendar")) as string
      yield* run("withoutSource", sourceId)
      const { deactivated } = yield* TestTime.passWhile(
        PresenceClient.use((presence) => presence.getPresenceSource({ sourceId }))
      )
      assert.isTrue(deactivated)
    })
  )
  recipe(
    "httpStatus",
    "404 for nobody",
    gen(function* () {
      const httpStatus = (yield* loaded("httpStatus")) as (error: PresenceError.PresenceError) => number
      assert.strictEqual(httpStatus(yield* notFound), 404)
    })
  )
  recipe(
    "within",
    "two seconds and no more",
    gen(function* () {
      yield* (yield* Sandbox).faults.add({ operation: "*", fault: { kind: "noAnswer" }, times: "always" })
      const within = (yield* loaded("within")) as Recipe
      const call = PresenceClient.use((presence) => presence.getSystempresences())
      const error = yield* TestTime.passWhile(Effect.flip(within(call)))
      assert.isTrue(PresenceError.isPresenceError(error) && error._tag === "PresenceTimeout" && error.scope === "call")
    })
  )
  recipe(
    "correlationOf",
    "the one of the answer",
    gen(function* () {
      const call = PresenceClient.use((presence) => presence.getUserPresencesPurecloud({ userId: "nobody" }))
      assert.isString(yield* run("correlationOf", call))
      assert.isUndefined(
        yield* run(
          "correlationOf",
          PresenceClient.use((presence) => presence.getSystempresences())
        )
      )
    })
  )
  recipe(
    "secondsToWait",
    "as many as the service says",
    gen(function* () {
      yield* (yield* Sandbox).faults.add({
        operation: "getUserPresencesPurecloud",
        fault: { kind: "errorStatus", status: 429, retryAfter: "7" },
        times: 1
      })
      const secondsToWait = (yield* loaded("secondsToWait")) as (error: PresenceError.PresenceError) => number
      assert.strictEqual(secondsToWait(yield* notFound), 7)
      assert.isUndefined(secondsToWait(yield* notFound))
    })
  )
  recipe(
    "throughJson",
    "it is the same error",
    gen(function* () {
      const error = yield* notFound
      const back = yield* run("throughJson", error)
      assert.isTrue(PresenceError.isPresenceError(back))
      assert.strictEqual(String(back), String(error))
    })
  )
  recipe(
    "forGateway",
    "the call is made",
    gen(function* () {
      assert.isObject(yield* effect("forGateway"))
    })
  )
  recipe(
    "remaining",
    "with its headers",
    gen(function* () {
      assert.deepInclude(yield* effect("remaining"), { attempts: 1, status: 200, used: "1" })
    })
  )
  recipe(
    "callsSoFar",
    "one call, by its outcome",
    Effect.suspend(() =>
      gen(function* () {
        yield* notFound
        assert.deepStrictEqual(yield* effect("callsSoFar"), [["PresenceNotFound", 1]])
      }).pipe(Effect.provideService(Metric.MetricRegistry, new Map()))
    )
  )
  it.effect("modest: a minute for 60 calls", () =>
    gen(function* () {
      const modest = (yield* loaded("modest")) as RetryLayer.PolicyLayer
      yield* TestTime.passWhile(
        Effect.replicateEffect(
          PresenceClient.use((presence) => presence.getSystempresences()),
          63,
          { discard: true }
        )
      ).pipe(Effect.provide(client(modest)))
      assert.isAtLeast(yield* Effect.clockWith((clock) => clock.currentTimeMillis), 58_000)
    })
  )

  it("are all tried", () => {
    assert.sameMembers(Array.from(tried), Array.from(codes.keys()))
    assert.isAtLeast(codes.size, 25)
  })
})
