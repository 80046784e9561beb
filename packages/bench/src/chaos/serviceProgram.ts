/** Serves the sandbox of a run from a process of its own: says where it is, and, when asked, what it saw. */
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect } from "effect"
import { ownTask, tellParent } from "./messages.ts"
import { makeService } from "./service.ts"

const question = Effect.callback<void>((resume) => void process.once("message", () => resume(Effect.void)))

await Effect.gen(function* () {
  const task = yield* ownTask
  const { layer, seen } = makeService(task, { rateLimit: task.rateLimit })
  yield* Effect.gen(function* () {
    yield* tellParent((yield* Sandbox).baseUrl)
    yield* question
    yield* tellParent(yield* seen)
  }).pipe(Effect.provide(layer))
  process.disconnect()
}).pipe(Effect.runPromise)
