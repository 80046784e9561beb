import { readFileSync } from "node:fs"
import { join } from "node:path"
import { benchFolder } from "./folders.ts"
import { table } from "./table.ts"

interface Measured {
  readonly name: string
  /** The package whose version is shown. */
  readonly package: string
  /** What was set beyond its defaults. */
  readonly setUp: string
}

const versionOf = (name: string): string => {
  const file = join(benchFolder, "node_modules", name, "package.json")
  // Every manifest has it.
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }
  return version
}

/** Which clients were measured, in which version, and how they were set up. */
export const clientTable = (clients: ReadonlyArray<Measured>): string =>
  table([
    ["Client", "Package", "Version", "Settings"],
    ["---", "---", "---", "---"],
    ...clients.map((client) => [client.name, `\`${client.package}\``, versionOf(client.package), client.setUp])
  ])
