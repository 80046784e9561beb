/**
 * Checks that the documentation keeps its word: each TypeScript snippet compiles, each link between files leads
 * somewhere.
 */
import { brokenLinks } from "./links.ts"
import { markdownFiles, sourceFiles } from "./repository.ts"
import { isTypeScript, refusal, snippetsInMarkdown, snippetsInSource } from "./snippets.ts"
import { typecheck } from "./typecheck.ts"

const markdown = markdownFiles()
const snippets = [...markdown.flatMap(snippetsInMarkdown), ...sourceFiles().flatMap(snippetsInSource)].filter(
  isTypeScript
)

const complaints = [
  ...snippets.flatMap((snippet) => refusal(snippet) ?? []),
  ...brokenLinks(markdown),
  typecheck(snippets).trimEnd()
].filter((complaint) => complaint !== "")

if (complaints.length > 0) {
  process.stderr.write(`${complaints.join("\n")}\n`)
  process.exitCode = 1
} else {
  process.stdout.write(`${snippets.length} snippets compile; the links of ${markdown.length} Markdown files resolve.\n`)
}
