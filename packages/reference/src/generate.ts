/** Everything that follows from the contract and is kept as a file: the pages of the reference, and the document. */
import { OpenApi } from "@genesys-presence/models"
import { join } from "node:path"
import { modelPages } from "./modelPages.ts"
import { operationPages } from "./operationPages.ts"
import type { Page } from "./page.ts"
import { openApiFile, referenceFolder } from "./repository.ts"

const index = (operations: ReadonlyArray<Page>, models: ReadonlyArray<Page>): Page => ({
  path: "README.md",
  title: "Reference",
  text: [
    "# Reference",
    "",
    "Made from the contract and the sources. `npx -y pnpm@12 reference` writes it anew.",
    "",
    "## Operations",
    "",
    ...operations.map(({ path, title }) => `- [${title.replace("Operations on ", "")}](${path})`),
    "",
    "## Models",
    "",
    ...models.map(({ path, title }) => `- [${title}](${path})`),
    "",
    "The same as an OpenAPI 3.1 document: [openapi.json](../../packages/models/openapi.json).",
    ""
  ].join("\n")
})

/** The files, by where they belong. */
export const generate = (): ReadonlyMap<string, string> => {
  const operations = operationPages()
  const models = modelPages()
  const pages = [index(operations, models), ...operations, ...models]
  return new Map([
    ...pages.map(({ path, text }) => [join(referenceFolder, path), text] as const),
    [openApiFile, `${JSON.stringify(OpenApi.document(), undefined, 2)}\n`] as const
  ])
}
