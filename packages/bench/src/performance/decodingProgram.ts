/**
 * Reads an answer of 50 presences again and again, by `JSON.parse` alone and as our models, and prints how long each
 * takes in microseconds. With `compiled`, Effect's schema compiler is enabled as an application would do it.
 */
import { strictEqual } from "node:assert"
import { median } from "../statistics.ts"
import { fiftyPresences } from "./fixedAnswer.ts"

if (process.argv[2] === "compiled") await import("effect/schema/SchemaJITCompiler/enable")
const { UcUserPresence } = await import("@genesys-presence/models")
const { Schema } = await import("effect")

const schema = Schema.Array(UcUserPresence.UcUserPresence)
const decode = Schema.decodeUnknownSync(schema)
strictEqual(
  JSON.stringify(Schema.encodeUnknownSync(schema)(decode(JSON.parse(fiftyPresences)))),
  fiftyPresences,
  "something is lost"
)

const rounds = 15
const runs = 1000

/** Microseconds of one run. */
const time = (run: () => unknown): number => {
  const start = performance.now()
  for (let i = 0; i < runs; i++) run()
  return ((performance.now() - start) * 1000) / runs
}

const parsed: Array<number> = []
const decoded: Array<number> = []
for (let round = 0; round < rounds; round++) {
  parsed.push(time(() => JSON.parse(fiftyPresences)))
  decoded.push(time(() => decode(JSON.parse(fiftyPresences))))
}
// In the first rounds they get warm.
const kept = (all: ReadonlyArray<number>) => median(all.slice(3))
process.stdout.write(`${JSON.stringify({ parsed: kept(parsed), decoded: kept(decoded) })}\n`)
