import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** Writes a module to where programs find the packages that the documentation speaks of; returns where. */
export const snippetFile = (name: string, code: string): string => {
  const folder = join(import.meta.dirname, "../../dist/snippets")
  const file = join(folder, `${name}.ts`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, code)
  return file
}

/** What a module defines under a name. */
export const definitionIn = async (file: string, name: string): Promise<unknown> => {
  const module: { readonly [name: string]: unknown } = await import(file)
  return module[name]
}
