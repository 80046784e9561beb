import { table } from "./table.ts"
import { versionOf } from "./versionOf.ts"

interface Measured {
  readonly name: string
  /** The package whose version is shown. */
  readonly package: string
  /** What was set beyond its defaults. */
  readonly setUp: string
}

/** Which clients were measured, in which version, and how they were set up. */
export const clientTable = (clients: ReadonlyArray<Measured>): string =>
  table([
    ["Client", "Package", "Version", "Settings"],
    ["---", "---", "---", "---"],
    ...clients.map((client) => [client.name, `\`${client.package}\``, versionOf(client.package), client.setUp])
  ])
