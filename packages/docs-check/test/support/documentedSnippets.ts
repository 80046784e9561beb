import { markdownFiles, sourceFiles } from "../../src/repository.ts"
import { isTypeScript, type Snippet, snippetsInMarkdown, snippetsInSource } from "../../src/snippets.ts"

/** The TypeScript of the whole documentation, in the order of files and lines. */
export const documentedSnippets: ReadonlyArray<Snippet> = [
  ...markdownFiles().flatMap(snippetsInMarkdown),
  ...sourceFiles().flatMap(snippetsInSource)
].filter(isTypeScript)

/** Programs run to their end, tests are run as such, and the rest says what it defines. */
export const kindOf = ({ code }: Snippet): "program" | "test" | "definitions" =>
  /\brunMain\(/.test(code) ? "program" : /\bit\.(effect|live|prop)\(/.test(code) ? "test" : "definitions"

/** Where a snippet stands, as editors write it. */
export const place = ({ path, position }: Snippet): string => `${path}:${position.line}`
