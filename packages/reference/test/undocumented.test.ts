import { assert, describe, it } from "@effect/vitest"
import { undocumentedIn } from "../src/undocumented.ts"

const complaints = (source: string) => undocumentedIn("module.ts", source)

const tags = " *\n * @category models\n * @since 0.1.0\n */"

describe("the check for documentation", () => {
  it("passes what is described, dated and sorted", () => {
    assert.deepStrictEqual(complaints(`/**\n * Reads.\n${tags}\nexport const read = 1\n`), [])
  })

  it("names an export without any", () => {
    for (const declaration of [
      "export const read = 1",
      "export function read() {}",
      "export class read {}",
      "export interface read {}",
      "export type read = 1"
    ]) {
      assert.deepStrictEqual(complaints(`/** The module. */\nconst own = 1\n${declaration}`), [
        "module.ts:3: read has no documentation"
      ])
    }
  })

  it("finds what is exported apart from its declaration, under the name that programs see", () => {
    assert.deepStrictEqual(complaints("const own = 1\ninterface Own {}\nexport { own as read, type Own }"), [
      "module.ts:1: read has no documentation",
      "module.ts:2: Own has no documentation"
    ])
  })

  it("does not take the comment of something else for it", () => {
    assert.lengthOf(complaints(`/**\n * Another.\n${tags}\nconst other = 1\nexport const read = other\n`), 1)
  })

  it("asks for a description and for both tags", () => {
    assert.deepStrictEqual(complaints("/**\n * @since 0.1.0\n */\nexport const read = 1"), [
      "module.ts:4: read has no description",
      "module.ts:4: read has no @category"
    ])
  })

  it("asks for a word on each option", () => {
    const options = tags.replace("models", "options")
    assert.deepStrictEqual(
      complaints(
        `/**\n * Limits.\n${options}\nexport interface Options {\n  /** How many; 3 by default. */\n  a: number\n  b: number\n}`
      ),
      ["module.ts:10: Options.b has no documentation"]
    )
  })

  it("leaves alone what is not exported, or only handed on", () => {
    const source =
      'import { b } from "./b.ts"\nconst own = 1\nexport { b }\nexport { c } from "./c.ts"\nexport * from "./d.ts"'
    assert.deepStrictEqual(complaints(source), [])
  })
})
