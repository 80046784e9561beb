import { describe, expect, it } from "vitest"
import { refusal, snippetsInMarkdown, snippetsInSource } from "../src/snippets.ts"

const markdown = (...lines: ReadonlyArray<string>) => snippetsInMarkdown({ path: "a.md", text: lines.join("\n") })
const source = (...lines: ReadonlyArray<string>) => snippetsInSource({ path: "a.ts", text: lines.join("\n") })

describe("the snippets of a Markdown text", () => {
  it("carry the place of their fence", () => {
    expect(markdown("# Title", "", "```ts", "const a = 1", "const b = 2", "```", "after")).toEqual([
      { path: "a.md", info: "ts", code: "const a = 1\nconst b = 2", position: { line: 3, column: 1 } }
    ])
  })

  it("lose the indentation of the list that they stand in, and remember it as their column", () => {
    expect(markdown("1. First:", "", "   ```ts", "   if (ok) {", "     go()", "   }", "   ```")).toEqual([
      { path: "a.md", info: "ts", code: "if (ok) {\n  go()\n}", position: { line: 3, column: 4 } }
    ])
  })

  it("lose the marks of the quote that they stand in", () => {
    expect(markdown("> ```ts", "> go()", "> ```").map(({ code }) => code)).toEqual(["go()"])
  })

  it("do not end at the backticks of a template string", () => {
    expect(markdown("````ts", "const fence = `", "```", "`", "````").map(({ code }) => code)).toEqual([
      "const fence = `\n```\n`"
    ])
  })

  it("do not include what a longer fence shows as text", () => {
    expect(markdown("````md", "```ts", "const wrong: string = 1", "```", "````").map(({ info }) => info)).toEqual([
      "md"
    ])
  })

  it("may stand between tildes", () => {
    expect(markdown("~~~ts", "go()", "~~~").map(({ code }) => code)).toEqual(["go()"])
  })
})

describe("the snippets of a source", () => {
  it("come from comments whose text begins in the first line, or ends in the last", () => {
    expect(source("/** Goes:", " * ```ts", " * go()", " * ``` */", "stop()")).toEqual([
      { path: "a.ts", info: "ts", code: "go()", position: { line: 2, column: 4 } }
    ])
    expect(source("/** Stops. */", "stop()", "/** ```ts", " * go() */").map(({ code }) => code)).toEqual(["go()"])
  })

  it("come from documentation comments, without the stars", () => {
    expect(
      source("/**", " * Goes.", " *", " * ```ts", " * go({", " *   far: true", " * })", " * ```", " */", "go()")
    ).toEqual([{ path: "a.ts", info: "ts", code: "go({\n  far: true\n})", position: { line: 4, column: 4 } }])
  })

  it("come from the comments of members too", () => {
    expect(
      source("interface A {", "  /**", "   * ```ts", "   * go()", "   * ```", "   */", "  readonly go: () => void", "}")
    ).toEqual([{ path: "a.ts", info: "ts", code: "go()", position: { line: 3, column: 6 } }])
  })

  it("do not come from other comments, nor from code", () => {
    expect(
      source("/*", "```ts", "wrong", "```", "*/", "// ```ts", "const text = `", "```ts", "wrong", "```", "`")
    ).toEqual([])
  })

  it("end with their comment, even when the fence is left open", () => {
    expect(source("/**", " * ```ts", " * go()", " */", "stop()").map(({ code }) => code)).toEqual(["go()"])
  })
})

describe("a TypeScript snippet", () => {
  it("is refused when it is marked as one not to check", () => {
    expect(markdown("```ts nocheck", "wrong", "```").map(refusal)).toEqual([
      'a.md:1: the fence says "ts nocheck"; TypeScript is fenced as "ts" alone'
    ])
  })

  it("is refused under another name", () => {
    expect(markdown("```typescript", "go()", "```").map(refusal)).not.toEqual([undefined])
  })

  it("is accepted as it is meant to be", () => {
    expect(markdown("```ts", "go()", "```").map(refusal)).toEqual([undefined])
  })
})
