/** Makes many calls, and prints how much heap there is after the first 50,000 of them and after all, in bytes. */
import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
import { PresenceClient } from "@genesys-presence/client"
import { Effect } from "effect"
import { ownClient } from "../support/ownClient.ts"

const warmUp = 50_000
const fibers = 64
const [baseUrl = "", calls = ""] = process.argv.slice(2)

const userId = "00000001-0000-4000-8000-000000000001"

/** The heap once everything that can be collected is. */
const settledHeap = Effect.gen(function* () {
  for (let i = 0; i < 5; i++) {
    yield* Effect.sleep("100 millis")
    globalThis.gc?.()
  }
  return process.memoryUsage().heapUsed
})

const program = Effect.gen(function* () {
  const client = yield* PresenceClient
  const many = (count: number) => {
    let left = count
    const one = Effect.whileLoop({
      while: () => left-- > 0,
      body: () => client.getUserPresencesPurecloud({ userId }),
      step: () => {}
    })
    return Effect.replicateEffect(one, fibers, { concurrency: "unbounded", discard: true })
  }
  yield* many(warmUp)
  const before = yield* settledHeap
  yield* many(Number(calls) - warmUp)
  const after = yield* settledHeap
  process.stdout.write(`${JSON.stringify({ before, after })}\n`)
})

await Effect.runPromise(Effect.provide(program, ownClient(baseUrl, "a-token", UndiciHttpExchange.layer())))
process.exit()
