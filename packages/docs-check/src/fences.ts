import { fromMarkdown } from "mdast-util-from-markdown"
import { visit } from "unist-util-visit"

/** A place in a text; both count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A block of code between fences. */
export interface Fence {
  /** All that follows the opening backticks. */
  readonly info: string
  readonly code: string
  /** Where the opening backticks stand; the code starts a line below, in the same column. */
  readonly position: Position
}

/** The fences of a Markdown text, those in lists and quotes included, but not those that a longer fence shows as text. */
export const fencesIn = (markdown: string): ReadonlyArray<Fence> => {
  const fences: Array<Fence> = []
  visit(fromMarkdown(markdown), "code", ({ lang, meta, position, value }) => {
    // A block without a language is no snippet, and an indented one cannot have any.
    if (typeof lang !== "string" || position === undefined) return
    fences.push({
      info: typeof meta === "string" ? `${lang} ${meta}` : lang,
      code: value,
      position: { line: position.start.line, column: position.start.column }
    })
  })
  return fences
}
