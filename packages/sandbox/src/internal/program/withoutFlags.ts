import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { Sandbox } from "../../Sandbox.ts"
import { announce, teardown, usualShell } from "./running.ts"

Effect.gen(function* () {
  yield* announce(yield* Sandbox, { control: true, shell: usualShell })
  return yield* Effect.never
}).pipe(
  Effect.provide(Sandbox.layer()),
  Effect.tapError(({ message }) => Console.error(message)),
  NodeRuntime.runMain({ teardown, disableErrorReporting: true })
)
