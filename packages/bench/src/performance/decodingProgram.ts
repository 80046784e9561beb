/**
 * Reads an answer of 50 presences again and again, by `JSON.parse` alone and as our models, and prints how long each
 * takes in microseconds; beside it, what it takes to copy what was parsed and to put dates into the copy, by hand and
 * without a look at anything else. With `compiled`, Effect's schema compiler is enabled as an application would do it.
 */
import { strictEqual } from "node:assert"
import { median } from "../support/statistics.ts"

if (process.argv[2] === "compiled") await import("effect/schema/SchemaJITCompiler/enable")
const { UcUserPresence } = await import("@genesys-presence/models")
const { DateTime, Schema } = await import("effect")

const id = (number: number): string => `${String(number).padStart(8, "0")}-0000-4000-8000-000000000001`

/** The answer of the bulk read for 50 users. */
const fiftyPresences = JSON.stringify(
  Array.from({ length: 50 }, (_, index) => ({
    userId: id(index),
    source: "PURECLOUD",
    presenceDefinition: {
      id: "6a3af858-942f-489d-9700-5f9bcdcdae9b",
      systemPresence: index % 3 === 0 ? "Busy" : "Available",
      selfUri: "/api/v2/presencedefinitions/6a3af858-942f-489d-9700-5f9bcdcdae9b"
    },
    message: "back at two",
    modifiedDate: new Date(Date.UTC(2026, 10, (index % 28) + 1, 10, 15, index, 123)).toISOString()
  }))
)

const schema = Schema.Array(UcUserPresence.UcUserPresence)
const decode = Schema.decodeUnknownSync(schema)
strictEqual(
  JSON.stringify(Schema.encodeUnknownSync(schema)(decode(JSON.parse(fiftyPresences)))),
  fiftyPresences,
  "something is lost"
)

interface Written {
  readonly modifiedDate: string
  readonly presenceDefinition: object
}

const copyByHand = (): unknown =>
  // That is what the text holds.
  (JSON.parse(fiftyPresences) as ReadonlyArray<Written>).map((presence) => ({
    ...presence,
    presenceDefinition: { ...presence.presenceDefinition },
    modifiedDate: DateTime.fromDateUnsafe(new Date(presence.modifiedDate))
  }))

const rounds = 15
const runs = 1000

/** Microseconds of one run. */
const time = (run: () => unknown): number => {
  const start = performance.now()
  for (let i = 0; i < runs; i++) run()
  return ((performance.now() - start) * 1000) / runs
}

const tasks = {
  parsed: () => JSON.parse(fiftyPresences) as unknown,
  decoded: () => decode(JSON.parse(fiftyPresences)),
  byHand: copyByHand
}
const measured = Object.entries(tasks).map(([name, run]) => [name, run, [] as Array<number>] as const)
for (let round = 0; round < rounds; round++) for (const [, run, times] of measured) times.push(time(run))
// In the first rounds they get warm.
const kept = measured.map(([name, , times]) => [name, median(times.slice(3))])
process.stdout.write(`${JSON.stringify(Object.fromEntries(kept))}\n`)
