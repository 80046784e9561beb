/** Where things are. */
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"

export const root = join(import.meta.dirname, "../../..")

/** Where the pages go. */
export const referenceFolder = join(root, "docs/reference")

/** The contract as a document, beside the models that it names. */
export const openApiFile = join(root, "packages/models/openapi.json")

export const readSource = (path: string): string => readFileSync(join(root, path), "utf8")

/** The modules that programs may import, by their paths from the root. */
export const publicModules = (): ReadonlyArray<string> =>
  globSync("packages/{models,client,sandbox}/src/*.ts", { cwd: root }).toSorted()
