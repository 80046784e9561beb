import { assert, describe, it } from "@effect/vitest"
import { PresenceClient } from "@genesys-presence/client"
import { Contract, type Operation } from "@genesys-presence/models"
import { Effect } from "effect"
import { call, sampleCall } from "@genesys-presence/test-support/sampleCalls"
import { answer, ScriptedTransport } from "./support/scriptedTransport.ts"

/** What a call is refused for; where it is sent, its target. */
const targetOf = (name: Contract.OperationName, parameters: object) => {
  const transport = new ScriptedTransport(() => answer({}))
  return Effect.gen(function* () {
    const exit = yield* Effect.result(call(name, { ...sampleCall(name).parameters, ...parameters }))
    if (transport.targets[0] !== undefined) return transport.targets[0]
    assert.isTrue(exit._tag === "Failure" && exit.failure._tag === "PresenceInvalidRequest")
    return exit._tag === "Failure" && exit.failure._tag === "PresenceInvalidRequest"
      ? `${exit.failure.field}: ${exit.failure.issue}`
      : ""
  }).pipe(Effect.provide(transport.client()))
}

const isParameter = (segment: string | undefined) => segment?.startsWith("{") === true

const segmentsOf = (name: Contract.OperationName) => Contract.contract[name].path.split("/")

/** Whether a template has a path among those that it stands for. */
const matches = (template: ReadonlyArray<string>, path: ReadonlyArray<string>) =>
  template.length === path.length && template.every((part, index) => isParameter(part) || part === path[index])

describe("the target of a request", () => {
  const literals = new Set(["u", ...Contract.operationNames.flatMap(segmentsOf).filter((part) => !isParameter(part))])
  literals.delete("")

  for (const name of Contract.operationNames) {
    const definition: Operation.Any = Contract.contract[name]
    const own = segmentsOf(name)
    const [first, second] = definition.pathParameters
    if (first === undefined) continue

    it.effect(`${name}: is never that of another operation, whatever the ids are`, () =>
      Effect.gen(function* () {
        for (const one of literals) {
          for (const two of second === undefined ? ["u"] : literals) {
            const ids: Readonly<Record<string, string>> = {
              [first]: one,
              ...(second !== undefined && { [second]: two })
            }
            const path = own.map((part) => (isParameter(part) ? (ids[part.slice(1, -1)] ?? "") : part))
            const others = Contract.operationNames.filter((other) => {
              const theirs = segmentsOf(other)
              return (
                other !== name &&
                Contract.contract[other].method === definition.method &&
                matches(theirs, path) &&
                // Of two templates one of which is a special case of the other, both are the same resource.
                !matches(own, theirs) &&
                !matches(theirs, own)
              )
            })
            const target = (yield* targetOf(name, ids)).split("?")[0] ?? ""
            if (others.length === 0) assert.strictEqual(target, path.join("/"))
            else
              assert.include(
                others.map((other) => `would reach ${other} instead`),
                target.split(": ")[1]
              )
          }
        }
      })
    )

    it.effect(`${name}: escapes an id, and has none that is missing`, () =>
      Effect.gen(function* () {
        for (const [id, escaped] of [
          ["a b/ü?", "a%20b%2F%C3%BC%3F"],
          ["?ü/b a", "%3F%C3%BC%2Fb%20a"]
        ] as const) {
          const target = yield* targetOf(name, { [first]: id })
          assert.isTrue(target.startsWith(definition.path.split("{")[0] + escaped), target)
        }
        for (const value of [undefined, null]) {
          assert.strictEqual(yield* targetOf(name, { [first]: value }), `${first}: Missing`)
        }
      })
    )
  }

  it.effect("has all parameters of the query, with commas as they are", () =>
    Effect.gen(function* () {
      assert.strictEqual(
        yield* targetOf("getPresenceDefinitions", { deactivated: true, divisionId: ["a", "b"], localeCode: "en_US" }),
        "/api/v2/presence/definitions?deactivated=TRUE&divisionId=a,b&localeCode=en_US"
      )
      assert.match(yield* targetOf("getUsersPresencesPurecloudBulk", { id: ["a", "b"] }), /\?id=a,b$/)
    })
  )
})

describe("a body that is refused", () => {
  it.effect("is named with the entry that cannot be sent, unless it is the whole", () =>
    Effect.gen(function* () {
      const refused = (body: unknown) => targetOf("putUsersPresencesBulk", { body })
      const entry = { id: "u" }
      assert.strictEqual(yield* refused(undefined), "body: Missing")
      for (const place of [0, 1]) {
        const body = [entry, entry]
        body[place] = Object.assign({ added: 1n }, entry)
        assert.strictEqual(yield* refused(body), `body[${place}]: holds a value that JSON cannot express`)
      }
    })
  )
})

describe("a header", () => {
  it.effect("is refused when it has no text, or a name of more than 200 characters", () =>
    Effect.gen(function* () {
      const refused = (name: string, value: unknown) => {
        const transport = new ScriptedTransport(() => answer([]))
        const headers = { [name]: value } as Readonly<Record<string, string>> // as a program without types may pass it
        return PresenceClient.use((client) => client.getSystempresences()).pipe(
          PresenceClient.withHeaders(headers),
          Effect.match({
            onFailure: (error) => ("field" in error ? error.field : error._tag),
            onSuccess: () => "sent"
          }),
          Effect.provide(transport.client())
        )
      }
      for (const value of [undefined, 7]) assert.strictEqual(yield* refused("x-a", value), "headers.x-a")
      assert.strictEqual(yield* refused("x".repeat(200), "two words"), "sent")
      assert.strictEqual(yield* refused("x".repeat(201), "v"), "headers")
    })
  )
})
