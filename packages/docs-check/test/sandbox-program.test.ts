import { assert, describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { markdownFiles } from "../src/repository.ts"
import { snippetsInMarkdown } from "../src/snippets.ts"
import { outputOf } from "./support/sandboxProgram.ts"

const runsSandbox = /^npx (@genesys-presence\/sandbox|genesys-presence-sandbox)( |$)/

/** The lines that run the sandbox, and what the page says that they print: the next of its fences, when it is of text. */
const lines = markdownFiles().flatMap((file) => {
  const fences = snippetsInMarkdown(file)
  return fences.flatMap(({ code, info }, index) => {
    const next = fences[index + 1]
    const promised = next?.info === "text" ? next.code : undefined
    return info === "sh"
      ? code
          .split("\n")
          .filter((line) => runsSandbox.test(line))
          .map((line) => ({ line, path: file.path, promised }))
      : []
  })
})

describe("the lines that run the sandbox", () => {
  it.live("print what their record says, and what their page says", () =>
    Effect.gen(function* () {
      const outputs = yield* Effect.forEach(
        lines,
        ({ line, path, promised }) =>
          Effect.map(outputOf(line), (output) => {
            if (promised !== undefined) assert.include(output, `${promised}\n`, line)
            return `# ${path}\n$ ${line}\n${output}`
          }),
        { concurrency: "unbounded" }
      )
      yield* Effect.promise(() => expect(outputs.join("\n")).toMatchFileSnapshot("records/sandbox-program.txt"))
    })
  )
})
