/** The versions of the packages that are measured. */
import { readFileSync } from "node:fs"
import { ownFile } from "./places.ts"

export const versionOf = (name: string): string => {
  // Every manifest has it.
  const manifest = JSON.parse(readFileSync(ownFile(`../node_modules/${name}/package.json`), "utf8")) as {
    readonly version: string
  }
  return manifest.version
}
