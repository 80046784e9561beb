import { SystemPresenceName } from "@genesys-presence/models"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { runs } from "./support/wire.ts"

const { equals, known, normalize } = SystemPresenceName

/** The ways in which endpoints spell one kind: `OnQueue`, `On Queue`, `ON_QUEUE`, … */
const spellings = (kind: string): ReadonlyArray<string> => {
  const words = kind.split(/(?<=[a-z])(?=[A-Z])/)
  return [" ", "_", "-", ""].flatMap((gap) => {
    const joined = words.join(gap)
    return [joined, joined.toUpperCase(), joined.toLowerCase()]
  })
}

/** One of the spellings of a known kind, or any text. */
const name = Schema.Union([Schema.Literals(known.flatMap(spellings)), Schema.String])

describe("system presence names", () => {
  for (const kind of known) {
    it(`knows ${kind} in every spelling`, () => {
      for (const spelling of spellings(kind)) {
        assert.strictEqual(normalize(spelling), kind)
        for (const other of known) assert.strictEqual(equals(spelling, other), other === kind, `${spelling}, ${other}`)
      }
    })
  }

  it("covers the spellings that are on record", () => {
    assert.includeMembers([...spellings("OnQueue")], ["OnQueue", "On Queue", "ON_QUEUE"])
  })

  it("leaves an unknown name as it came", () => {
    for (const unknown of ["Coffee break", "toString", "", "On Queue 2"]) {
      assert.strictEqual(normalize(unknown), unknown)
    }
    assert.isTrue(equals("Coffee break", "COFFEE_BREAK"))
    assert.isFalse(equals("Coffee break", "Break"))
  })

  it.prop(
    "normalises once and for all, to an equal name",
    [name],
    ([some]) => {
      assert.strictEqual(normalize(normalize(some)), normalize(some))
      assert.isTrue(equals(some, normalize(some)))
    },
    runs
  )

  it.prop(
    "tells the same kinds apart by equals as by normalize",
    [Schema.Literals(known), name],
    ([kind, some]) => {
      assert.strictEqual(equals(kind, some), normalize(kind) === normalize(some))
    },
    runs
  )

  it.prop(
    "compares the same both ways",
    [name, name],
    ([one, other]) => {
      assert.strictEqual(equals(one, other), equals(other, one))
      assert.isTrue(equals(one, one))
    },
    runs
  )
})
