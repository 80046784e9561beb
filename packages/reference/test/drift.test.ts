import { assert, describe, it } from "@effect/vitest"
import { Contract, OpenApi } from "@genesys-presence/models"
import { Effect } from "effect"
import { readFileSync } from "node:fs"
import { difference } from "../src/drift/difference.ts"
import { surfaceOf } from "../src/drift/swagger.ts"

/** A document of the kind that Genesys Cloud publishes, cut down to what is about presence. */
const document = readFileSync(new URL("fixtures/swagger.json", import.meta.url), "utf8")

/** The lines about a document in which something was replaced. */
const after = (...replacements: ReadonlyArray<readonly [search: string, by: string]>) =>
  Effect.gen(function* () {
    const changed = replacements.reduce(
      (text, [search, by]) => {
        assert.include(text, search)
        return text.replace(search, by)
      },
      JSON.stringify(JSON.parse(document))
    )
    return difference(yield* surfaceOf(JSON.parse(document)), yield* surfaceOf(JSON.parse(changed)))
  })

describe("drift", () => {
  for (const [name, replacements, lines] of [
    ["nothing", [], []],
    [
      "a field that came",
      [
        [
          '"UcUserPresence":{"type":"object","properties":{',
          '"UcUserPresence":{"type":"object","properties":{"mood":{"type":"string"},'
        ]
      ],
      ['+ UcUserPresence, mood: {"type":"string","required":false,"readOnly":false}']
    ],
    [
      "a field that went",
      [['"requestingOffQueueEnabled":{"type":"boolean"},', ""]],
      ['- PresenceSettings, requestingOffQueueEnabled: {"type":"boolean","required":false,"readOnly":false}']
    ],
    [
      "a field of another type",
      [['"requestingOffQueueEnabled":{"type":"boolean"}', '"requestingOffQueueEnabled":{"type":"string"}']],
      ["~ PresenceSettings, requestingOffQueueEnabled, type: boolean is now string"]
    ],
    [
      "a value of an enumeration that came",
      [['"enum":["System","User"]', '"enum":["System","User","Imported"]']],
      ["+ OrganizationPresenceDefinition, type, values: Imported"]
    ],
    [
      "a field that became required",
      [['"required":["languageLabels"]', '"required":["languageLabels","name"]']],
      ["~ OrganizationPresence, name, required: false is now true"]
    ],
    [
      "a status that came",
      [['"429":{', '"422":{"description":"422"},"429":{']],
      ["+ DELETE /api/v2/presencedefinitions/{presenceId}, responses, 422: nothing"]
    ],
    [
      "an operation that came",
      [
        [
          '"/api/v2/systempresences":{',
          '"/api/v2/presence/teams":{"get":{"responses":{"200":{}}}},"/api/v2/systempresences":{'
        ]
      ],
      [
        '+ GET /api/v2/presence/teams: {"deprecated":false,"body":"nothing","parameters":{},"responses":{"200":"nothing"}}'
      ]
    ],
    [
      "an operation that moved",
      [['"/api/v2/systempresences"', '"/api/v2/presence/system"']],
      ["+ GET /api/v2/presence/system", "- GET /api/v2/systempresences"]
    ],
    [
      "a deprecation",
      [['"operationId":"getSystempresences"', '"operationId":"getSystempresences","deprecated":true']],
      ["~ GET /api/v2/systempresences, deprecated: false is now true"]
    ],
    [
      "a parameter that came, and a permission",
      [
        [
          '"operationId":"getPresenceSettings","parameters":[',
          '"operationId":"getPresenceSettings","parameters":[{"name":"expand","in":"query","type":"string","enum":["all"]}'
        ],
        ['"permissions":["presence:settings:view"]', '"permissions":["presence:settings:view","presence:settings:all"]']
      ],
      [
        '+ GET /api/v2/presence/settings, parameters, expand: {"type":"string","values":["all"],"in":"query","required":false}',
        "+ GET /api/v2/presence/settings, permissions, permissions: presence:settings:all"
      ]
    ],
    [
      "something elsewhere on the platform",
      [['"/api/v2/systempresences":{', '"/api/v2/routing/queues":{"get":{}},"/api/v2/systempresences":{']],
      []
    ]
  ] as ReadonlyArray<readonly [string, ReadonlyArray<readonly [string, string]>, ReadonlyArray<string>]>) {
    it.effect(`shows ${name}`, () =>
      Effect.gen(function* () {
        const found = yield* after(...replacements)
        assert.lengthOf(found, lines.length)
        for (const line of lines)
          assert.isTrue(
            found.some((one) => one.startsWith(line)),
            found.join("\n")
          )
      })
    )
  }

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
      const { operations } = yield* surfaceOf(JSON.parse(document))
      assert.hasAllKeys(
        operations,
        Object.values(Contract.contract).map(({ method, path }) => `${method} ${path}`)
      )
      for (const { method, pathParameters, path, permissions, query, replacement } of Object.values(
        Contract.contract
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
      const { models } = yield* surfaceOf(JSON.parse(document))
      const { schemas } = OpenApi.document().components
      for (const [name, fields] of Object.entries(models)) {
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
})
