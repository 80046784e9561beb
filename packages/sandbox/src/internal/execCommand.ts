import * as CliError from "effect/cli/CliError"
import * as Effect from "effect/Effect"
import * as ChildProcess from "effect/process/ChildProcess"
import * as ChildProcessSpawner from "effect/process/ChildProcessSpawner"

/**
 * Runs a command that has the terminal to itself, with additions to the environment, and answers its exit code. An
 * interruption ends it.
 */
export const execCommand = Effect.fnUntraced(
  function* (command: string, args: ReadonlyArray<string>, env: Readonly<Record<string, string>>) {
    const spawner = yield* ChildProcessSpawner.ChildProcessSpawner
    const handle = yield* spawner.spawn(
      ChildProcess.make(command, args, {
        env,
        extendEnv: true,
        stdin: "inherit",
        stdout: "inherit",
        stderr: "inherit"
      })
    )
    return yield* handle.exitCode
  },
  Effect.scoped,
  Effect.mapError(
    (cause) => new CliError.UserError({ cause, userMessage: `The command cannot be run: ${cause.message}` })
  )
)
