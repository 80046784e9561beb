/**
 * Measures what other HTTP clients and this one do after a 429 and after a write that failed, and writes what came of it
 * into `retry-matrix.md`. Fails when a cell of this client is bad.
 *
 * It takes a bit more than the longest wait that is measured, on the real clock.
 */
import { Effect } from "effect"
import { writeFormatted } from "./page.ts"
import { ownFile } from "./places.ts"
import { clients } from "./retry/clients.ts"
import { ours } from "./retry/clients/ours.ts"
import { measure } from "./retry/matrix.ts"
import { badCells, page } from "./retry/page.ts"

const pageFile = ownFile("../retry-matrix.md")

const rows = await Effect.runPromise(measure(clients))
const text = page(rows)
writeFormatted(pageFile, text)
process.stdout.write(`${text}\n`)
if (rows.some((row) => row.client === ours && badCells(row) > 0)) process.exitCode = 1
