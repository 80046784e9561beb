/**
 * Makes 50,000 calls of a service of which a third of all requests meets a fault, with this client and with the official
 * SDK, and writes what came of them into `docs/13-chaos.md`.
 *
 * `--operations N` makes fewer calls; that run, and one with another `--seed`, is only printed.
 */
import { Effect } from "effect"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { compare, type Row } from "./compared.ts"
import { isClean } from "./judgement.ts"
import { figures } from "./figures.ts"
import { machine, writeIntoPage } from "../support/page.ts"
import { root } from "../support/folders.ts"

const usual = { operations: 50_000, seed: "chaos" }

/** More than a spaced client needs, and less than one that never waits uses up. */
const rateLimit = 30_000

const { values } = parseArgs({ options: { operations: { type: "string" }, seed: { type: "string" } } })
const operations = Number(values.operations ?? usual.operations)
const seed = values.seed ?? usual.seed
if (!Number.isSafeInteger(operations) || operations < 1) throw new Error("--operations takes a number of calls")

const page = join(root, "docs/13-chaos.md")

const reasonsOf = ({ client, failedReadReasons, reasons }: Row): string =>
  `${client}: ${JSON.stringify(reasons)}\n  of reads that should not have failed: ${JSON.stringify(failedReadReasons)}`

const rows = await Effect.runPromise(compare({ operations, rateLimit, seed }))
const text = `${machine}, ${operations.toLocaleString("en-US")} calls.\n\n${figures(rows)}`
process.stdout.write(`${text}\n\nWhy calls failed:\n${rows.map(reasonsOf).join("\n")}\n`)
if (operations === usual.operations && seed === usual.seed) writeIntoPage(page, text)
if (rows.some((row) => row.client === "own" && !isClean(row))) process.exitCode = 1
