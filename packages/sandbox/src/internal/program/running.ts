import * as Cause from "effect/Cause"
import * as Console from "effect/Console"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
import type * as Runtime from "effect/Runtime"
import type { Sandbox } from "../../Sandbox.ts"
import { environmentLines, type Shell } from "../server/environment.ts"

/** The shell that a person most likely has. */
export const usualShell: Shell = process.platform === "win32" ? "powershell" : "bash"

/** Tells a person where the sandbox is, and how to send a client to it. */
export const announce = Effect.fnUntraced(function* (
  sandbox: Sandbox["Service"],
  { control, shell }: { readonly control: boolean; readonly shell: Shell }
) {
  const { baseUrl, controlToken } = sandbox
  const token = controlToken === undefined ? "" : `/#token=${Redacted.value(controlToken)}`
  yield* Console.log(
    [
      `The sandbox listens on ${baseUrl}. Ctrl+C stops it; everything in it is gone then.`,
      ...(control ? [`The page for people is ${baseUrl}${token}, the reference ${baseUrl}/docs.`] : []),
      ...(control && controlToken !== undefined ? [`The control token is ${Redacted.value(controlToken)}`] : []),
      "",
      ...environmentLines(shell, sandbox.environment)
    ].join("\n")
  )
})

/** The command that was run has failed; the program ends as it did. */
export class CommandFailed extends Data.TaggedError("CommandFailed")<{ readonly code: number }> {}

/** Being stopped from outside is how the program is meant to end; a command that was run decides for itself. */
export const teardown: Runtime.Teardown = (exit, onExit) => {
  if (Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause)) return onExit(0)
  const error = Cause.squash(exit.cause)
  return onExit(error instanceof CommandFailed ? error.code : 1)
}
