import { Sandbox } from "@genesys-presence/sandbox"
import { Duration, Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { sandboxClient } from "./sandboxClient.ts"

/** A client of a sandbox in its own process, on the clock of the test; and the sandbox. */
export const inProcess = (options?: Parameters<typeof Sandbox.layerInProcess>[0]) =>
  sandboxClient().pipe(Layer.provideMerge(Sandbox.layerInProcess(options)))

/** Lets everything go on that does not wait for the clock: what reads a body does not wait for it. */
const turn = Effect.callback<void>((resume) => {
  const immediate = setImmediate(() => resume(Effect.void))
  return Effect.sync(() => clearImmediate(immediate))
})

const step = Duration.millis(100)

/** Lets time pass in short steps, each of which is over when nothing of it is left to do. */
export const pass = (duration: Duration.Input): Effect.Effect<void> =>
  Effect.repeat(Effect.andThen(TestClock.adjust(step), turn), {
    times: Math.ceil(Duration.toMillis(Duration.fromInputUnsafe(duration)) / Duration.toMillis(step)) - 1
  }).pipe(Effect.asVoid)
