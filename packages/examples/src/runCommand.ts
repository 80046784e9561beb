import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Console, Effect } from "effect"
import { CliError, Command } from "effect/cli"

/** Runs a command as the program that it is: what goes wrong is one line, and an exit code other than 0. */
export const runCommand = <Name extends string, Input, ContextInput, E extends { readonly message: string }>(
  command: Command.Command<Name, Input, ContextInput, E, NodeServices.NodeServices>
): void =>
  command.pipe(
    Command.run({ version: "0.1.0" }),
    // What is wrong with the command line has been printed with the help.
    Effect.tapError((error) => (CliError.isCliError(error) ? Effect.void : Console.error(error.message))),
    Effect.provide(NodeServices.layer),
    NodeRuntime.runMain({ disableErrorReporting: true })
  )
