import type { Position } from "./fences.ts"

/** The Markdown of a documentation comment, without the frame of stars. */
export interface DocComment {
  readonly markdown: string
  /** Where the first character of the Markdown stands in the source. */
  readonly position: Position
}

const opening = /^(\s*)\/\*\*(?!.*\*\/)(.*)$/
const closing = /\s*\*\/.*$/
const frame = /^\s*\* ?/

/**
 * The documentation comments of a TypeScript source that span several lines, wherever their text begins; shorter ones have
 * no room for a fence.
 */
export const docCommentsIn = (source: string): ReadonlyArray<DocComment> => {
  const comments: Array<DocComment> = []
  const lines = source.split("\n")
  let index = 0
  while (index < lines.length) {
    const start = opening.exec(lines[index] ?? "")
    index += 1
    if (start === null) continue
    const text = (start[2] ?? "").trim()
    const first = index
    while (index < lines.length && !closing.test(lines[index] ?? "")) index += 1
    comments.push({
      markdown: [
        text,
        ...lines.slice(first, index + 1).map((line) => line.replace(closing, "").replace(frame, ""))
      ].join("\n"),
      position: { line: first, column: (start[1] ?? "").length + " * ".length + 1 }
    })
  }
  return comments
}
