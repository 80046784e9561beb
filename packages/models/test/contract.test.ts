import { Contract, NotificationsContract, type Operation, PresenceContract } from "@genesys-presence/models"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { suggestionsOf } from "./support/documents.ts"
import { fixture } from "./support/fixtures.ts"
import { modelNamed } from "./support/models.ts"

const QueryFacts = Schema.Struct({
  type: Schema.Literals(["string", "string[]", "number", "boolean"]),
  collectionFormat: Schema.optionalKey(Schema.Literals(["csv", "multi"])),
  default: Schema.optionalKey(Schema.String),
  knownValues: Schema.optionalKey(Schema.Array(Schema.String)),
  maxItems: Schema.optionalKey(Schema.Number)
})

const { errors, operations } = fixture(
  "operations",
  Schema.Struct({
    errors: Schema.Array(Schema.Number),
    operations: Schema.Record(
      Schema.String,
      Schema.Struct({
        method: Schema.String,
        path: Schema.String,
        pathParameters: Schema.Array(Schema.String),
        query: Schema.Record(Schema.String, QueryFacts),
        body: Schema.NullOr(Schema.String),
        answer: Schema.NullOr(Schema.String),
        statuses: Schema.Array(Schema.Number),
        permissions: Schema.NullOr(Schema.Struct({ require: Schema.String, of: Schema.Array(Schema.String) })),
        deprecated: Schema.Boolean
      })
    )
  })
)

const table: ReadonlyMap<string, Operation.Any> = new Map(Object.entries(Contract.contract))

const operationNamed = (name: string): Operation.Any => {
  const operation = table.get(name)
  if (operation === undefined) throw new Error(`The table has no operation ${name}`)
  return operation
}

/** The schema that a type of the facts names: a model, or a list of them. */
const schemaNamed = (type: string) =>
  type.endsWith("[]") ? Schema.Array(modelNamed(type.slice(0, -2))) : modelNamed(type)

const asDocument = (schema: Schema.Top | undefined) => schema && Schema.toJsonSchemaDocument(schema)

const checkParameter = Effect.fnUntraced(function* (
  { codec, collectionFormat, default: assumed }: Operation.QueryParameter<unknown>,
  facts: typeof QueryFacts.Type
) {
  const decode = Schema.decodeEffect(codec)
  const encode = Schema.encodeUnknownEffect(codec)
  assert.strictEqual(assumed, facts.default === undefined ? undefined : yield* decode(facts.default))
  for (const value of facts.knownValues ?? []) {
    assert.strictEqual(yield* decode(value).pipe(Effect.flatMap(encode)), value)
  }
  assert.strictEqual(collectionFormat, facts.collectionFormat)
  const accepts = (value: unknown) => Effect.isSuccess(encode(value))
  if (facts.type === "string[]" && facts.knownValues !== undefined) {
    assert.strictEqual(yield* encode(facts.knownValues), facts.knownValues.join(","))
    assert.isFalse(yield* accepts(["another"]), "takes no other value")
    return
  }
  if (facts.type === "string" && facts.knownValues?.includes("token") === true) {
    assert.isFalse(yield* accepts("another"), "takes no other value")
    return
  }
  const isFlag = facts.type === "boolean" || facts.knownValues?.includes("TRUE") === true
  if (!isFlag && facts.knownValues !== undefined) assert.deepStrictEqual(suggestionsOf(codec), facts.knownValues)
  assert.strictEqual(yield* accepts(["one", "two"]), facts.type === "string[]", "takes a list")
  assert.strictEqual(yield* accepts(2), facts.type === "number", "takes a number")
  assert.strictEqual(yield* accepts(true), isFlag, "takes a boolean")
  if (isFlag) assert.strictEqual(yield* accepts("ALL"), facts.knownValues?.includes("ALL") === true, "takes ALL")
  if (facts.type === "string[]") {
    const ids = Array.from({ length: 51 }, (_, index) => `id-${index}`)
    assert.strictEqual(yield* accepts(ids.slice(1)), true, "takes 50 ids")
    assert.strictEqual(yield* accepts(ids), facts.maxItems !== 50, "takes 51 ids")
  }
})

describe("contract", () => {
  it("has the 27 operations of the Presence API, the 8 of the Notifications API, and no other", () => {
    assert.sameMembers([...table.keys()], Object.keys(operations))
    assert.sameMembers([...Contract.operationNames], Object.keys(operations))
    assert.strictEqual(new Set(PresenceContract.operationNames).size, 27)
    assert.strictEqual(new Set(NotificationsContract.operationNames).size, 8)
  })

  for (const [name, facts] of Object.entries(operations)) {
    describe(name, () => {
      const operation = operationNamed(name)

      it("has the documented method, path, statuses and permissions", () => {
        const { body: _body, answer: _answer, query, deprecated: _deprecated, ...rest } = facts
        assert.deepStrictEqual(
          {
            method: operation.method,
            path: operation.path,
            pathParameters: operation.pathParameters,
            statuses: operation.success.statuses,
            permissions: operation.permissions ?? null
          },
          rest
        )
        assert.deepStrictEqual([...operation.errors], [...errors])
        assert.sameMembers(Object.keys(operation.query), Object.keys(query))
      })

      it("sends and answers the documented models", () => {
        const sent = facts.body?.replace(/(\[\])?$/, "Request$1")
        assert.deepStrictEqual(asDocument(operation.body), asDocument(sent === undefined ? sent : schemaNamed(sent)))
        assert.deepStrictEqual(
          asDocument(operation.success.body),
          asDocument(facts.answer === null ? undefined : schemaNamed(facts.answer))
        )
      })

      it("is repeatable unless it creates or changes in part", () => {
        const isRepeatable = ["GET", "HEAD", "PUT", "DELETE"].includes(facts.method)
        // A topic that is there already stays there once.
        assert.strictEqual(operation.repeatable, isRepeatable || name === "postNotificationsChannelSubscriptions")
      })

      it("names its replacement when it is deprecated", () => {
        assert.strictEqual(operation.replacement !== undefined, facts.deprecated)
        if (operation.replacement === undefined) return
        const { deprecated, method } = operations[operation.replacement] ?? {}
        assert.deepStrictEqual({ deprecated, method }, { deprecated: false, method: facts.method })
      })

      for (const [parameter, query] of Object.entries(facts.query)) {
        it.effect(
          `takes ${parameter} as documented`,
          Effect.fnUntraced(function* () {
            const found = operation.query[parameter]
            assert.isDefined(found)
            if (found !== undefined) yield* checkParameter(found, query)
          })
        )
      }
    })
  }

  it("has no two operations with the same method and path", () => {
    const requests = Array.from(table.values(), ({ method, path }) => `${method} ${path}`)
    assert.strictEqual(new Set(requests).size, table.size)
  })

  it("keeps the five pairs of names apart that differ by case only", () => {
    const deprecated = Object.keys(operations).filter((name) => operations[name]?.deprecated)
    assert.strictEqual(deprecated.length, 5)
    for (const name of deprecated) {
      const { path, replacement = "" } = operationNamed(name)
      assert.notStrictEqual(replacement, name)
      assert.strictEqual(replacement.toLowerCase(), name.toLowerCase())
      assert.notStrictEqual(operationNamed(replacement).path, path)
    }
  })

  it("knows of the permission that a change of another user's presence needs", () => {
    const undocumented = Array.from(table).filter(([, operation]) => operation.undocumentedPermissions !== undefined)
    assert.sameMembers(
      undocumented.map(([name]) => name),
      ["patchUserPresence", "patchUserPresencesPurecloud"]
    )
    for (const [, { undocumentedPermissions }] of undocumented) {
      assert.deepStrictEqual(undocumentedPermissions, { require: "all", of: ["presence:userPresence:edit"] })
    }
  })
})
