import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** The folder that holds the whole repository. */
export const root = join(import.meta.dirname, "../../..")

/** A text file of the repository; its path starts at the root. */
export interface TextFile {
  readonly path: string
  readonly text: string
}

const read = (...patterns: ReadonlyArray<string>): ReadonlyArray<TextFile> =>
  globSync([...patterns], { cwd: root, exclude: ["**/node_modules/**", "**/dist/**"] })
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))

/** What people read: the Markdown at the root, in `.github` and `docs`, and beside each package. */
export const markdownFiles = (): ReadonlyArray<TextFile> =>
  read("*.md", ".github/**/*.md", "docs/**/*.md", "packages/*/*.md")

/** What editors show: the sources of the published packages. */
export const sourceFiles = (): ReadonlyArray<TextFile> => read("packages/{models,client,sandbox}/src/**/*.ts")
