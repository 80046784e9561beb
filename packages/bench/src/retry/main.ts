/**
 * Measures what other HTTP clients and this one do after a 429 and after a write that failed, and writes what came of it
 * into `retry-matrix.md`. Fails when a cell of this client is bad.
 *
 * It takes a bit more than the longest wait that is measured, on the real clock.
 */
import { Effect } from "effect"
import { join } from "node:path"
import { writeFormatted } from "../support/page.ts"
import { benchFolder } from "../support/folders.ts"
import { clients } from "./clients.ts"
import { ours } from "./clients/ours.ts"
import { measure } from "./matrix.ts"
import { badCells, page } from "./page.ts"

const pageFile = join(benchFolder, "retry-matrix.md")

const rows = await Effect.runPromise(measure(clients))
const text = page(rows)
writeFormatted(pageFile, text)
process.stdout.write(`${text}\n`)
if (rows.some((row) => row.client === ours && badCells(row) > 0)) process.exitCode = 1
