import { describe, expect, it } from "vitest"
import { snippetsInSource } from "../src/snippets.ts"
import { pointIntoText } from "../src/typecheck.ts"

describe("what the compiler says about a snippet", () => {
  const snippets = snippetsInSource({
    path: "packages/client/src/Go.ts",
    text: ["", "/**", " * ```ts", " * go()", " * stop()", " * ```", " */"].join("\n")
  })

  it("points to the line and column of the text", () => {
    const module = "packages/docs-check/dist/snippets/packages/client/src/Go.ts/line-3.ts"
    expect(pointIntoText(snippets, `${module}(2,1): error TS2304: Cannot find name 'stop'.\n  More about it.`)).toBe(
      "packages/client/src/Go.ts:5:4: error TS2304: Cannot find name 'stop'.\n  More about it."
    )
  })

  it("is left alone where it is about another file", () => {
    const line = "packages/client/src/Go.ts(2,1): error TS2304: Cannot find name 'stop'."
    expect(pointIntoText(snippets, line)).toBe(line)
  })
})
