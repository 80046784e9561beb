import { docCommentsIn } from "./docComments.ts"
import { type Fence, fencesIn, type Position } from "./fences.ts"
import type { TextFile } from "./repository.ts"

/** A fence and the file that it stands in; the position is the file's. */
export interface Snippet extends Fence {
  readonly path: string
}

const snippetsAt = (path: string, origin: Position, markdown: string): ReadonlyArray<Snippet> =>
  fencesIn(markdown).map(({ code, info, position }) => ({
    path,
    info,
    code,
    position: { line: origin.line + position.line - 1, column: origin.column + position.column - 1 }
  }))

/** Its program is of Effect 3, and so it is compiled, run and compared where that is: in `packages/effect3`. */
const ofEffect3 = "docs/30-effect-3.md"

/** The snippets of a Markdown file. */
export const snippetsInMarkdown = ({ path, text }: TextFile): ReadonlyArray<Snippet> =>
  path === ofEffect3 ? [] : snippetsAt(path, { line: 1, column: 1 }, text)

/** The snippets in the documentation comments of a TypeScript file. */
export const snippetsInSource = ({ path, text }: TextFile): ReadonlyArray<Snippet> =>
  docCommentsIn(text).flatMap(({ markdown, position }) => snippetsAt(path, position, markdown))

/** Whether a snippet is TypeScript, whatever its author called it. */
export const isTypeScript = ({ info }: Fence): boolean => /^(ts|tsx|mts|cts|typescript)\b/i.test(info)

/** Says why a TypeScript snippet would escape the check; nothing when it does not. */
export const refusal = ({ info, path, position }: Snippet): string | undefined =>
  info === "ts" ? undefined : `${path}:${position.line}: the fence says "${info}"; TypeScript is fenced as "ts" alone`
