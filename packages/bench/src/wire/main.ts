/**
 * Breaks connections in every way over every transport, and writes what this client says of each into
 * `docs/26-connection-failures.md`. Fails when it says what is not so, or when a write is executed twice.
 *
 * Needs a Linux whose users may make networks of their own.
 */
import { authority, groups, obstacle } from "@genesys-presence/broken-connections"
import { Effect } from "effect"
import { join } from "node:path"
import { setDefaultCACertificates } from "node:tls"
import { writeFormatted } from "../support/page.ts"
import { root } from "../support/folders.ts"
import { observeGroup } from "./observed.ts"
import { page, totals } from "./page.ts"

const missing = (["few file descriptors", "a network of its own"] as const).flatMap((each) => obstacle(each) ?? [])
if (missing.length > 0) throw new Error(`This machine cannot make all connections fail: ${missing.join(", ")}`)

setDefaultCACertificates([authority])

const sections = await Effect.runPromise(
  Effect.forEach(groups, (group) => Effect.map(observeGroup(group), (rows) => ({ group, rows })), {
    concurrency: "unbounded"
  })
)
const text = page(sections)
writeFormatted(join(root, "docs/26-connection-failures.md"), text)
process.stdout.write(`${text}\n`)
const { lies, twice } = totals(sections)
process.exit(lies + twice > 0 ? 1 : 0)
