import { documentedSnippets, kindOf } from "./support/documentedSnippets.ts"
import { snippetFile } from "./support/snippetFile.ts"

// The tests of the documentation are registered, with what they assert, where they are imported.
for (const [index, { code }] of documentedSnippets.filter((snippet) => kindOf(snippet) === "test").entries()) {
  // oxlint-disable-next-line no-await-in-loop -- one after the other, so that each is in its place
  await import(snippetFile(`test-${index}`, `${code}\nexport {}\n`))
}
