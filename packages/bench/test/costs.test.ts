import { assert, describe, it } from "@effect/vitest"
import { excesses } from "../src/costs/limits.ts"

describe("the gate for sizes and costs", () => {
  it("passes what is as large as allowed", () => {
    assert.deepStrictEqual(excesses({ size: 100, timers: 2 }, { size: 100, timers: 2 }), [])
  })

  it("names what has grown, and by how much", () => {
    assert.deepStrictEqual(excesses({ size: 101.4, timers: 2 }, { size: 100, timers: 2 }), [
      "size is 101, and may be 100 at most"
    ])
  })

  it("does not take a figure that could not be measured for a small one", () => {
    assert.lengthOf(excesses({ size: Number.NaN }, { size: 100 }), 1)
  })

  it("misses no limit", () => {
    assert.lengthOf(excesses({ size: 1 }, {}), 1)
    assert.lengthOf(excesses({}, { size: 1 }), 1)
    assert.lengthOf(excesses({ size: 1 }, null), 1)
  })
})
