/** Makes the calls of a run with one client, from a process of its own, whose memory is that client's. */
import * as Effect from "effect/Effect"
import { ownTask, tellParent, type Task } from "./messages.ts"
import { attempts, outcomesOf, type Perform } from "./outcomes.ts"

/** Only the client that is asked for is loaded. */
const withPerform = <A, E>(
  { baseUrl = "", client }: Task,
  use: (perform: Perform) => Effect.Effect<A, E>
): Effect.Effect<A, unknown> =>
  client === "own"
    ? Effect.flatMap(
        Effect.promise(() => import("./ownClient.ts")),
        ({ overUndici, perform }) => Effect.provide(Effect.flatMap(perform, use), overUndici(baseUrl))
      )
    : Effect.flatMap(
        Effect.promise(() => import("./officialSdk.ts")),
        ({ makePerform }) => use(makePerform(baseUrl, client === "sdk" ? 1 : attempts))
      )

const bytesInKilobyte = 1024

await Effect.gen(function* () {
  const task = yield* ownTask
  yield* withPerform(
    task,
    Effect.fnUntraced(function* (perform) {
      const memoryAtStart = process.memoryUsage.rss()
      const start = performance.now()
      const outcomes = yield* outcomesOf(task, perform)
      yield* tellParent({
        outcomes: outcomes.map((reason) => reason ?? null),
        seconds: (performance.now() - start) / 1000,
        peakMemory: process.resourceUsage().maxRSS * bytesInKilobyte,
        memoryAtStart
      })
    })
  )
}).pipe(Effect.runPromise)
// Connections that stalled may still be open.
process.exit()
