import { assert, describe, it } from "@effect/vitest"
import { judgeHerd, judgeTooLongWait, judgeWait, judgeWrite } from "../src/retry/judgement.ts"
import type { Observation } from "../src/retry/observation.ts"

const observed = (part: Partial<Observation>): Observation => ({
  requests: 1 + (part.gaps?.length ?? 0),
  gaps: [],
  keys: [undefined],
  ended: 5,
  ...part
})

const sentAgain = (keys: Observation["keys"]) => observed({ gaps: [500, 1500], keys })

describe("the retry matrix says of a client", () => {
  it("that it kept a wait, also when its timer fired a moment too soon", () => {
    assert.deepStrictEqual(judgeWait(observed({ gaps: [40_020], ended: 40_025 }), 40), { text: "40.02 s" })
    assert.deepStrictEqual(judgeWait(observed({ gaps: [39_996], ended: 40_000 }), 40), { text: "40.00 s" })
  })

  it("that it came early", () => {
    assert.deepStrictEqual(judgeWait(observed({ gaps: [39_000], ended: 39_005 }), 40), {
      fault: "early",
      text: "39.00 s"
    })
  })

  it("that it gave up, or never came to an end", () => {
    assert.deepStrictEqual(judgeWait(observed({}), 40), { text: "gives up" })
    assert.deepStrictEqual(judgeWait(observed({ ended: undefined }), 40), { fault: "hangs", text: "no end" })
  })

  it("how it takes a wait that is longer than its limit", () => {
    assert.deepStrictEqual(judgeTooLongWait(observed({}), 3600), { text: "fails at once" })
    assert.deepStrictEqual(judgeTooLongWait(observed({ ended: 10_001 }), 3600), { fault: "in vain", text: "10.00 s" })
    assert.deepStrictEqual(judgeTooLongWait(observed({ ended: undefined }), 3600), { fault: "hangs", text: "no end" })
    assert.deepStrictEqual(judgeTooLongWait(observed({ gaps: [500], ended: undefined }), 3600), {
      fault: "early",
      text: "0.50 s"
    })
  })

  it("that it sent a write once", () => {
    assert.deepStrictEqual(judgeWrite(observed({})), { text: "sent once" })
  })

  it("that it sent a write again, which is bad unless one key or the operation makes that harmless", () => {
    const byKey = { by: "key", header: "idempotency-key" } as const
    const bad = { fault: "replayed", text: "sent 3 times" } as const
    assert.deepStrictEqual(judgeWrite(sentAgain([undefined])), bad)
    assert.deepStrictEqual(judgeWrite(sentAgain(["a"])), bad)
    assert.deepStrictEqual(judgeWrite(sentAgain([undefined]), byKey), bad)
    assert.deepStrictEqual(judgeWrite(sentAgain(["a", "b"]), byKey), bad)
    assert.deepStrictEqual(judgeWrite(sentAgain(["a", undefined]), byKey), bad)
    assert.deepStrictEqual(judgeWrite(sentAgain(["a"]), byKey), { text: "sent 3 times, one `idempotency-key`" })
    assert.deepStrictEqual(judgeWrite(sentAgain([undefined]), { by: "reading", operation: "Get" }), {
      text: "sent 3 times, but `Get` only reads"
    })
  })

  it("that a write never came to an end", () => {
    assert.deepStrictEqual(judgeWrite(observed({ ended: undefined })), { fault: "hangs", text: "no end" })
  })

  it("how many of its callers came back in one burst", () => {
    assert.deepStrictEqual(judgeHerd(observed({ gaps: [2000, 2049, 2050, 2300] }), 2), {
      text: "2 of 4 within 50 ms"
    })
    assert.deepStrictEqual(judgeHerd(observed({ gaps: [2900, 1000, 2910] }), 2), { fault: "early", text: "1.00 s" })
    assert.deepStrictEqual(judgeHerd(observed({}), 2), { text: "gives up" })
    assert.deepStrictEqual(judgeHerd(observed({ ended: undefined }), 2), { fault: "hangs", text: "no end" })
  })
})
