import { assert, describe, it } from "@effect/vitest"
import { PresenceContract, OpenApi } from "@genesys-presence/models"
import { Effect } from "effect"
import { readFileSync } from "node:fs"
import { difference } from "../src/drift/difference.ts"
import { presencePart, surfaceOf } from "../src/drift/swagger.ts"

const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"))

/** What the packages know: a document of the kind that Genesys Cloud publishes, cut down to what is about presence. */
const known = readJson("../known.json")

const isFields = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The value with another one at a place; `undefined` takes away what is there. */
const changed = (value: unknown, [key, ...rest]: ReadonlyArray<string | number>, by: unknown): unknown => {
  if (key === undefined) return by
  if (Array.isArray(value)) {
    const items: ReadonlyArray<unknown> = value
    return key === items.length ? [...items, by] : items.map((item, i) => (i === key ? changed(item, rest, by) : item))
  }
  const fields = isFields(value) ? value : {}
  return { ...fields, [key]: changed(fields[key], rest, by) }
}

type Change = readonly [at: ReadonlyArray<string | number>, by: unknown]

/** The lines about a document in which something was replaced. */
const after = (changes: ReadonlyArray<Change>) =>
  Effect.gen(function* () {
    const newer = changes.reduce((document, [at, by]) => changed(document, at, by), known)
    return difference(yield* surfaceOf(known), yield* surfaceOf(JSON.parse(JSON.stringify(newer))))
  })

const inOperation = (method: string, path: string, ...at: ReadonlyArray<string | number>) => [
  "paths",
  `/api/v2${path}`,
  method,
  ...at
]

const inModel = (model: string, name: string, ...at: ReadonlyArray<string>) => [
  "definitions",
  model,
  "properties",
  name,
  ...at
]

const teams = { operationId: "getTeams", parameters: [], responses: { 200: { description: "OK" } } }

const cases: ReadonlyArray<readonly [name: string, changes: ReadonlyArray<Change>, lines: ReadonlyArray<string>]> = [
  ["nothing", [], []],
  [
    "a field that came",
    [[inModel("UcUserPresence", "mood"), { type: "string" }]],
    ['+ UcUserPresence, mood: {"type":"string","required":false,"readOnly":false}']
  ],
  [
    "a field that went",
    [[inModel("PresenceSettings", "requestingOffQueueEnabled"), undefined]],
    ['- PresenceSettings, requestingOffQueueEnabled: {"type":"boolean","required":false,"readOnly":false}']
  ],
  [
    "a field of another type",
    [[inModel("PresenceSettings", "requestingOffQueueEnabled", "type"), "string"]],
    ["~ PresenceSettings, requestingOffQueueEnabled, type: boolean is now string"]
  ],
  [
    "a number of another size",
    [[inModel("SourceEntityListing", "total", "format"), "int32"]],
    ["~ SourceEntityListing, total, type: int64 is now int32"]
  ],
  [
    "a map to something else",
    [[inModel("Source", "description"), { type: "object", additionalProperties: { type: "integer" } }]],
    ["~ Source, description, type: string is now map to integer"]
  ],
  [
    "a value of an enumeration that came",
    [[inModel("OrganizationPresenceDefinition", "type", "enum"), ["System", "User", "Imported"]]],
    ["+ OrganizationPresenceDefinition, type, enum: Imported"]
  ],
  [
    "a field that became required",
    [
      [
        ["definitions", "OrganizationPresence", "required"],
        ["languageLabels", "name"]
      ]
    ],
    ["~ OrganizationPresence, name, required: false is now true"]
  ],
  [
    "a field that only the service sets now",
    [[inModel("Source", "name", "readOnly"), true]],
    ["~ Source, name, readOnly: false is now true"]
  ],
  [
    "a limit and a default of a field",
    [
      [inModel("Source", "name", "maxLength"), 20],
      [inModel("Source", "deactivated", "default"), false]
    ],
    ["+ Source, name, maxLength: 20", "+ Source, deactivated, default: false"]
  ],
  [
    "a status that came",
    [[inOperation("get", "/systempresences", "responses", "422"), { description: "422" }]],
    ["+ GET /api/v2/systempresences, responses, 422: nothing"]
  ],
  [
    "another model in an answer",
    [[inOperation("get", "/systempresences", "responses", "200", "schema", "items", "$ref"), "#/definitions/Source"]],
    ["~ GET /api/v2/systempresences, responses, 200: list of SystemPresence is now list of Source", "- SystemPresence"]
  ],
  [
    "an operation that came under a path that is known",
    [[inOperation("head", "/systempresences"), teams]],
    ["+ HEAD /api/v2/systempresences"]
  ],
  ["an operation that came", [[inOperation("get", "/presence/teams"), teams]], ["+ GET /api/v2/presence/teams"]],
  [
    "operations under other paths",
    [
      [inOperation("get", "/teams/{teamId}/presences"), teams],
      [inOperation("get", "/teams/a"), { ...teams, tags: ["Presence"] }],
      [inOperation("get", "/teams/b"), { ...teams, operationId: "getTeamPresence" }]
    ],
    ["+ GET /api/v2/teams/{teamId}/presences", "+ GET /api/v2/teams/a", "+ GET /api/v2/teams/b"]
  ],
  [
    "an operation that went",
    [[["paths", "/api/v2/systempresences"], {}]],
    ["- GET /api/v2/systempresences", "- SystemPresence"]
  ],
  [
    "a deprecation",
    [[inOperation("get", "/systempresences", "deprecated"), true]],
    ["~ GET /api/v2/systempresences, deprecated: false is now true"]
  ],
  [
    "a parameter that came",
    [
      [
        inOperation("get", "/presence/settings", "parameters", 0),
        { name: "expand", in: "query", type: "string", enum: ["all"] }
      ]
    ],
    [
      '+ GET /api/v2/presence/settings, parameters, expand: {"type":"string","enum":["all"],"in":"query","required":false}'
    ]
  ],
  [
    "a parameter of all operations of a path",
    [[["paths", "/api/v2/systempresences", "parameters"], [{ name: "expand", in: "query", type: "string" }]]],
    ['+ GET /api/v2/systempresences, parameters, expand: {"type":"string","in":"query","required":false}']
  ],
  [
    "a parameter that is referred to",
    [
      [["parameters"], { expand: { name: "expand", in: "query", type: "string" } }],
      [["paths", "/api/v2/systempresences", "parameters"], [{ $ref: "#/parameters/expand" }]]
    ],
    ['+ GET /api/v2/systempresences, parameters, expand: {"type":"string","in":"query","required":false}']
  ],
  [
    "a parameter that became required",
    [[inOperation("get", "/presence/sources", "parameters", 0, "required"), true]],
    ["~ GET /api/v2/presence/sources, parameters, deactivated, required: false is now true"]
  ],
  [
    "another default",
    [[inOperation("get", "/presencedefinitions", "parameters", 1, "default"), 50]],
    ["~ GET /api/v2/presencedefinitions, parameters, pageSize, default: 25 is now 50"]
  ],
  [
    "a default that went",
    [[inOperation("get", "/presence/sources", "parameters", 0, "default"), undefined]],
    ["- GET /api/v2/presence/sources, parameters, deactivated, default: false"]
  ],
  [
    "another way to write a list, and another longest one",
    [
      [inOperation("get", "/users/presences/purecloud/bulk", "parameters", 0, "collectionFormat"), "csv"],
      [inOperation("get", "/users/presences/purecloud/bulk", "parameters", 0, "maxItems"), 100]
    ],
    [
      "~ GET /api/v2/users/presences/purecloud/bulk, parameters, id, collectionFormat: multi is now csv",
      "~ GET /api/v2/users/presences/purecloud/bulk, parameters, id, maxItems: 50 is now 100"
    ]
  ],
  [
    "a longest list that went, while another is still there",
    [[inOperation("get", "/users/presences/purecloud/bulk", "parameters", 0, "maxItems"), undefined]],
    ["- GET /api/v2/users/presences/purecloud/bulk, parameters, id, maxItems: 50"]
  ],
  [
    "a body that may be left out",
    [[inOperation("post", "/presence/sources", "parameters", 0, "required"), false]],
    ["~ POST /api/v2/presence/sources, body, required: true is now false"]
  ],
  [
    "a body where there was none",
    [
      [
        inOperation("get", "/presence/settings", "parameters", 0),
        { name: "body", in: "body", schema: { $ref: "#/definitions/Source" } }
      ]
    ],
    ['+ GET /api/v2/presence/settings, body: {"type":"Source","required":false}']
  ],
  [
    "a permission",
    [
      [
        inOperation("get", "/presence/settings", "x-inin-requires-permissions"),
        { type: "ANY", permissions: ["presence:settings:view", "presence:settings:all"] }
      ]
    ],
    [
      "~ GET /api/v2/presence/settings, permissions, type: ALL is now ANY",
      "+ GET /api/v2/presence/settings, permissions, permissions: presence:settings:all"
    ]
  ],
  [
    "a permission where there was none",
    [
      [
        inOperation("get", "/systempresences", "x-inin-requires-permissions"),
        { type: "ALL", permissions: ["presence:system:view"] }
      ]
    ],
    ['+ GET /api/v2/systempresences, permissions: {"type":"ALL","permissions":["presence:system:view"]}']
  ],
  [
    "an OAuth scope",
    [[inOperation("put", "/presence/settings", "security"), [{ "PureCloud OAuth": ["presence:admin"] }]]],
    ["+ PUT /api/v2/presence/settings, scopes: presence:admin", "- PUT /api/v2/presence/settings, scopes: presence"]
  ],
  [
    "something elsewhere on the platform",
    [
      [inOperation("get", "/routing/queues"), { ...teams, tags: ["Routing"] }],
      [inModel("User", "shoeSize"), { type: "integer", format: "int32" }]
    ],
    []
  ]
]

describe("drift", () => {
  for (const [name, changes, lines] of cases) {
    it.effect(`shows ${name}`, () =>
      Effect.gen(function* () {
        const found = yield* after(changes)
        assert.lengthOf(found, lines.length, found.join("\n"))
        for (const line of lines)
          assert.isTrue(
            found.some((one) => one.startsWith(line)),
            found.join("\n")
          )
      })
    )
  }

  it.effect("shows nothing of a document that says the same in other words", () =>
    Effect.gen(function* () {
      const other = yield* surfaceOf(readJson("fixtures/sameInOtherWords.json"))
      assert.deepStrictEqual(difference(yield* surfaceOf(known), other), [])
      assert.deepStrictEqual(difference(other, yield* surfaceOf(known)), [])
    })
  )

  it.effect("keeps of a document what is about presence", () =>
    Effect.gen(function* () {
      const whole = readJson("fixtures/sameInOtherWords.json")
      const kept = yield* presencePart(whole)
      assert.deepStrictEqual(difference(yield* surfaceOf(whole), yield* surfaceOf(kept)), [])
      assert.notInclude(JSON.stringify(kept), "getRoutingQueues")
      assert.notInclude(JSON.stringify(kept), "thirdpartypresences")
    })
  )

  for (const [name, other] of [
    ["an OpenAPI 3 document", { openapi: "3.1.0", paths: {} }],
    ["a document without a word on presence", { swagger: "2.0", paths: {}, definitions: {} }],
    ["no object", "swagger"]
  ] as const) {
    it.effect(`refuses ${name}`, () =>
      Effect.gen(function* () {
        assert.strictEqual((yield* Effect.flip(surfaceOf(other)))._tag, "NoSwaggerDocument")
      })
    )
  }
})

describe("what the packages know of the public document", () => {
  it.effect("is what the contract says: operations, parameters, permissions, deprecations", () =>
    Effect.gen(function* () {
      const { operations } = yield* surfaceOf(known)
      assert.hasAllKeys(
        operations,
        Object.values(PresenceContract.contract).map(({ method, path }) => `${method} ${path}`)
      )
      for (const { method, pathParameters, path, permissions, query, replacement } of Object.values(
        PresenceContract.contract
      )) {
        const operation = operations[`${method} ${path}`]
        assert.hasAllKeys({ ...operation?.parameters, none: 1 }, [...pathParameters, ...Object.keys(query), "none"])
        assert.strictEqual(operation?.deprecated, replacement !== undefined)
        assert.sameMembers([...(operation?.permissions?.permissions ?? [])], [...(permissions?.of ?? [])])
      }
    })
  )

  it.effect("has no field that the models lack", () =>
    Effect.gen(function* () {
      const { models } = yield* surfaceOf(known)
      const { schemas } = OpenApi.document().components
      for (const [name, fields] of Object.entries(models)) {
        // Of a user the models name what an author is shown by; all else survives unnamed.
        if (name === "User") continue
        const read = schemas[name]
        // What is only sent has no fields that the service alone sets.
        const ours = read ?? schemas[`${name}Request`]
        const theirs = Object.entries(fields).filter(([, { readOnly }]) => read !== undefined || !readOnly)
        assert.includeMembers(
          Object.keys(Object(ours?.["properties"])),
          theirs.map(([field]) => field),
          name
        )
      }
    })
  )

  it.effect("has numbers of the same size", () =>
    Effect.gen(function* () {
      const { models } = yield* surfaceOf(known)
      const { schemas } = OpenApi.document().components
      for (const [name, fields] of Object.entries(models)) {
        for (const [field, { type }] of Object.entries(fields)) {
          const ours: unknown = Object(Object(schemas[name]?.["properties"])[field])
          if (type.startsWith("int") && isFields(ours) && "type" in ours) {
            assert.strictEqual(ours["format"], type, `${name}.${field}`)
          }
        }
      }
    })
  )
})
