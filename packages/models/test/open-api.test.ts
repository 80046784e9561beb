import { Contract, OpenApi, type Operation } from "@genesys-presence/models"
import { assert, describe, it } from "@effect/vitest"
import { Validator } from "@seriousme/openapi-schema-validator"
import { Ajv2020 } from "ajv/dist/2020.js"
import { Effect, Schema } from "effect"
import { models, requestShapes, responseShapes, shapeNamed } from "./support/models.ts"
import { isObject, minimal, runs, wireOf } from "./support/wire.ts"

const document = OpenApi.document()

const methods = ["get", "head", "put", "post", "patch", "delete"] as const

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.flatMap((method) => {
    const operation = item[method]
    return operation === undefined ? [] : [{ method: method.toUpperCase(), path, operation }]
  })
)

const operationNamed = (name: string): OpenApi.Operation => {
  const found = operations.find(({ operation }) => operation.operationId === name)
  if (found === undefined) throw new Error(`The document has no operation ${name}`)
  return found.operation
}

const parameterNamed = (name: string, parameter: string) =>
  operationNamed(name).parameters.find((candidate) => candidate.name === parameter)

const refsIn = (value: unknown): ReadonlyArray<string> => {
  if (Array.isArray(value)) return value.flatMap(refsIn)
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, member]) =>
    key === "$ref" && typeof member === "string" ? [member] : refsIn(member)
  )
}

/** What a reference into the document leads to. */
const target = (ref: string): unknown =>
  ref
    .replace("#/", "")
    .split("/")
    .reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), document)

/** Formats are told to generators and not checked. */
const formats = { int32: true, int64: true, "date-time": true } as const

const ajv = new Ajv2020({ strict: false, formats }).addSchema(document, "document")

const validatorOf = (component: string) => ajv.compile({ $ref: `document#/components/schemas/${component}` })

const table: ReadonlyArray<readonly [name: string, operation: Operation.Any]> = Object.entries(Contract.contract)

describe("the OpenAPI document", () => {
  for (const options of [{}, { serverUrl: "http://127.0.0.1:8080" }]) {
    it.effect(`is valid with ${JSON.stringify(options)}`, () =>
      Effect.gen(function* () {
        const result = yield* Effect.promise(() => new Validator().validate({ ...OpenApi.document(options) }))
        assert.deepStrictEqual(result, { valid: true })
      })
    )
  }

  it("survives JSON", () => {
    assert.deepStrictEqual(JSON.parse(JSON.stringify(document)), document)
  })

  it("has every operation of the contract once, and the request for a token", () => {
    assert.sameDeepMembers(
      operations.map(({ method, operation, path }) => [operation.operationId, method, path]),
      [...table.map(([name, { method, path }]) => [name, method, path]), ["postOauthToken", "POST", "/oauth/token"]]
    )
  })

  it("refers to nothing that is not there", () => {
    const refs = new Set(refsIn(document))
    assert.isAbove(refs.size, 30)
    assert.deepStrictEqual(
      Array.from(refs).filter((ref) => target(ref) === undefined),
      []
    )
  })

  it("has all models that travel, and uses all of them", () => {
    const used = new Set(refsIn(document))
    const names = Object.keys(document.components.schemas)
    assert.deepStrictEqual(
      names.filter((name) => !used.has(`#/components/schemas/${name}`)),
      []
    )
    assert.deepStrictEqual(
      names.filter((name) => !models.has(name)),
      ["AccessToken", "TokenError"]
    )
  })

  it("lists the tags that its operations have", () => {
    assert.sameMembers(
      document.tags.map(({ name }) => name),
      Array.from(new Set(operations.flatMap(({ operation }) => operation.tags)))
    )
  })

  it("sends everything to the server that it is made for", () => {
    const { components, paths, servers } = OpenApi.document({ serverUrl: "http://127.0.0.1:8080/" })
    assert.deepStrictEqual(servers, [{ url: "http://127.0.0.1:8080" }])
    assert.notProperty(paths["/oauth/token"], "servers")
    assert.containsSubset(components.securitySchemes, {
      clientCredentials: { flows: { clientCredentials: { tokenUrl: "http://127.0.0.1:8080/oauth/token" } } }
    })
  })
})

describe("an operation of the document", () => {
  for (const [name, row] of table) {
    it(`${name} says what the contract says`, () => {
      const operation = operationNamed(name)
      const documented = Object.keys(operation.responses)
      const successes = row.success.statuses.length === 0 ? ["2XX"] : row.success.statuses.map(String)
      assert.sameMembers(documented, [...successes, ...row.errors.map(String)])
      for (const status of successes) {
        assert.strictEqual("content" in (operation.responses[status] ?? {}), row.success.body !== undefined)
      }
      assert.strictEqual(operation.requestBody !== undefined, row.body !== undefined)
      assert.strictEqual(operation.deprecated ?? false, row.replacement !== undefined)
      assert.strictEqual(operation["x-replaced-by"], row.replacement)
      assert.strictEqual(operation["x-repeatable"], row.repeatable)
      assert.deepStrictEqual(operation["x-inin-requires-permissions"]?.permissions, row.permissions?.of)
      assert.deepStrictEqual(operation["x-undocumented-permissions"]?.permissions, row.undocumentedPermissions?.of)
      assert.deepStrictEqual(
        operation.parameters.map((parameter) => [parameter.in, parameter.name, parameter.required]),
        [
          ...row.pathParameters.map((parameter) => ["path", parameter, true]),
          ...Object.keys(row.query).map((parameter) => ["query", parameter, false])
        ]
      )
    })
  }

  it("tells all permissions from any of them", () => {
    assert.deepStrictEqual(operationNamed("getPresenceSources")["x-inin-requires-permissions"], {
      type: "ALL",
      permissions: ["presence:source:view"]
    })
    assert.deepStrictEqual(operationNamed("deletePresenceSource")["x-inin-requires-permissions"], {
      type: "ANY",
      permissions: ["presence:source:delete", "presence:source:edit"]
    })
  })

  it("describes what the facts imply", () => {
    assert.strictEqual(
      operationNamed("postPresencedefinitions").description,
      "Deprecated: use `postPresenceDefinitions`. Needs `presence:presenceDefinition:add`. Not repeatable."
    )
  })
})

describe("a parameter of the document", () => {
  it("that is a list is one value with commas, of so many ids", () => {
    assert.deepStrictEqual(parameterNamed("getUsersPresencesPurecloudBulk", "id"), {
      name: "id",
      in: "query",
      required: false,
      style: "form",
      explode: false,
      schema: { type: "array", items: { type: "string", minLength: 1 }, minItems: 1, maxItems: 50 }
    })
  })

  it("that is a flag names its spellings and its default", () => {
    assert.deepStrictEqual(parameterNamed("getPresencedefinitions", "deleted")?.schema, {
      type: "string",
      enum: ["TRUE", "FALSE", "ALL", "true", "false", "all"],
      default: "false"
    })
  })

  it("that counts has its default", () => {
    assert.containsSubset(parameterNamed("getPresencedefinitions", "pageSize")?.schema, {
      type: "integer",
      format: "int32",
      minimum: 1,
      default: 25
    })
  })

  it("that names a locale takes any, and shows those that are known", () => {
    const schema = parameterNamed("getPresenceDefinition", "localeCode")?.schema
    assert.containsSubset(schema, { type: "string", minLength: 1 })
    assert.includeMembers<unknown>(schema === undefined ? [] : [schema["examples"]].flat(), ["ALL", "en_US", "zh_TW"])
  })
})

describe("a schema of the document", () => {
  const components = Object.keys(document.components.schemas)

  for (const shape of [...responseShapes, ...requestShapes].filter(({ name }) => components.includes(name))) {
    const validate = validatorOf(shape.name)

    it.effect.prop(
      `${shape.name} accepts whatever its model accepts`,
      { wire: wireOf(shape) },
      ({ wire }) =>
        Effect.sync(() => {
          const codec = models.get(shape.name)
          assert.isTrue(codec !== undefined && Schema.is(Schema.toEncoded(codec))(wire))
          assert.isTrue(validate(wire), ajv.errorsText(validate.errors))
        }),
      runs
    )
  }

  it("is a schema of JSON Schema 2020-12", () => {
    for (const name of components) {
      assert.isTrue(ajv.validateSchema({ ...document.components.schemas[name] }), `${name}: ${ajv.errorsText()}`)
    }
  })

  const documented = [...responseShapes, ...requestShapes].filter(({ name }) => components.includes(name))
  const fieldsOf = (type: string) =>
    documented.flatMap((shape) =>
      Array.from(shape.fields).flatMap(([field, of]) => (of === type ? [{ shape, field }] : []))
    )

  for (const { field, shape } of fieldsOf("integer")) {
    it(`has ${shape.name}.${field} as a whole number of so many bits`, () => {
      const validate = validatorOf(shape.name)
      assert.isTrue(validate({ ...minimal(shape), [field]: 7 }))
      assert.isFalse(validate({ ...minimal(shape), [field]: 7.5 }))
      assert.include(
        ["int32", "int64"],
        Object(target(`#/components/schemas/${shape.name}/properties/${field}`)).format
      )
    })
  }

  for (const { field, shape } of fieldsOf("labels")) {
    it(`has ${shape.name}.${field} as a map to text`, () => {
      const validate = validatorOf(shape.name)
      assert.isTrue(validate({ ...minimal(shape), [field]: { en_US: "Lunch" } }))
      assert.isFalse(validate({ ...minimal(shape), [field]: { en_US: 7 } }))
    })
  }

  it("requires what is required, and refuses other types", () => {
    const validate = validatorOf("SourceRequest")
    assert.isTrue(validate(minimal(shapeNamed("SourceRequest"))))
    assert.isFalse(validate({}))
    assert.isFalse(validate({ name: 7 }))
    assert.isFalse(validate({ name: "Zoom", deactivated: "no" }))
  })

  it("takes null for a key that the service leaves out, and not for one that it is sent", () => {
    assert.isTrue(validatorOf("Source")({ name: "Zoom", description: null }))
    assert.isFalse(validatorOf("SourceRequest")({ name: "Zoom", description: null }))
  })
})
