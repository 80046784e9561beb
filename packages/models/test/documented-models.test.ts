import { SystemPresenceName } from "@genesys-presence/models"
import { assert, describe, it } from "@effect/vitest"
import { documentedKeys } from "./support/documents.ts"
import { modelNamed, models, requestShapes, responseShapes } from "./support/models.ts"

const shapes = [...responseShapes, ...requestShapes]

/** What the types of the facts are in JSON Schema; the rest are the names of models. */
const kinds: { readonly [type: string]: string } = {
  string: "string",
  filled: "string",
  date: "string",
  boolean: "boolean",
  integer: "number",
  any: "anything",
  secret: "string",
  map: "object",
  labels: "object"
}

describe("documented models", () => {
  it("are all exported, and no others", () => {
    assert.sameMembers(
      [...models.keys()],
      shapes.map(({ name }) => name)
    )
  })

  for (const shape of shapes) {
    const documented = documentedKeys(modelNamed(shape.name))

    it(`${shape.name} has the documented keys, of the documented types`, () => {
      const expected = Array.from(shape.fields, ([key, type]) => {
        const kind = kinds[type] ?? type
        return [key, shape.required.includes(key) ? kind : `${kind} or null`] as const
      })
      // A whole number is an `integer` where the model insists on it, and a `number` where it does not.
      const found = Object.entries(documented.kinds).map(([key, kind]) => [key, kind.replace("integer", "number")])
      assert.deepStrictEqual<unknown>(Object.fromEntries(found), Object.fromEntries(expected))
    })

    it(`${shape.name} requires the documented keys`, () => {
      assert.sameMembers([...documented.required], [...shape.required])
    })

    for (const [key, values] of shape.knownValues) {
      it(`${shape.name}.${key} suggests the known values`, () => {
        assert.deepStrictEqual(documented.values[key], values)
      })
    }
  }

  it("suggest the same kinds of presence in the older shapes", () => {
    for (const name of ["PresenceDefinition", "OrganizationPresence"]) {
      assert.deepStrictEqual(documentedKeys(modelNamed(name)).values["systemPresence"], SystemPresenceName.known)
    }
  })
})
