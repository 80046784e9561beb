/**
 * Counts what one call of the recommended client takes, and prints it: waits of fibers, timers, and bytes allocated.
 *
 * The counts do not depend on the machine: the transport answers at once, nothing is compiled to machine code (which
 * would leave out some objects, at moments of its choosing), and nothing is collected in between.
 */
import { createHook } from "node:async_hooks"
import { HttpExchange, PresenceClient } from "@genesys-presence/client"
import { Effect, Layer } from "effect"
import { HttpClient, HttpClientResponse } from "effect/http"
import { fixedAnswer } from "../support/fixedAnswer.ts"
import { ownClient } from "../support/ownClient.ts"

const calls = 500
const warmUp = 100

const instant = Layer.provide(
  HttpExchange.layer,
  Layer.succeed(
    HttpClient.HttpClient,
    HttpClient.make((request) =>
      Effect.as(
        Effect.yieldNow,
        HttpClientResponse.fromWeb(request, new Response(fixedAnswer.body, { headers: fixedAnswer.headers }))
      )
    )
  )
)

const started: Record<string, number> = {}
const hook = createHook({
  init: (_id, type) => {
    started[type] = (started[type] ?? 0) + 1
  }
})

const program = Effect.gen(function* () {
  const client = yield* PresenceClient
  const call = client.getUserPresencesPurecloud({ userId: "00000001-0000-4000-8000-000000000001" })
  const many = (count: number) => Effect.replicateEffect(call, count, { discard: true })
  yield* many(warmUp)
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  yield* many(calls)
  const bytes = (process.memoryUsage().heapUsed - before) / calls
  hook.enable()
  yield* many(calls)
  hook.disable()
  yield* Effect.sleep("10 millis")
  process.stdout.write(
    `${JSON.stringify({
      bytesPerCall: bytes,
      waitsPerCall: (started["effect/Fiber"] ?? 0) / calls,
      timersPerCall: (started["Timeout"] ?? 0) / calls
    })}
`
  )
})
await Effect.runPromise(Effect.provide(program, ownClient("http://localhost", "a-token", instant)))
process.exit()
