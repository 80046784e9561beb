#!/usr/bin/env node
/**
 * The program `genesys-presence-sandbox`: runs a sandbox until it is stopped.
 *
 * @since 0.1.0
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Cause from "effect/Cause"
import * as CliConfig from "effect/cli/CliConfig"
import * as CliError from "effect/cli/CliError"
import * as CliOutput from "effect/cli/CliOutput"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as GlobalFlag from "effect/cli/GlobalFlag"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FileSystem from "effect/FileSystem"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"
import { fileURLToPath } from "node:url"
import { Sandbox } from "./Sandbox.ts"

const upTo = (maximum: number) =>
  Flag.filter(
    (value: number) => value >= 0 && value <= maximum,
    () => `a whole number from 0 to ${maximum}`
  )

const port = Flag.Int("port").pipe(
  Flag.withDescription("The port to listen on; 0 takes a free one"),
  upTo(65_535),
  Flag.withDefault(0)
)

const users = Flag.Int("users").pipe(
  Flag.withDescription("How many users the organisation has"),
  upTo(100_000),
  Flag.withDefault(50)
)

const announce = Effect.gen(function* () {
  const { baseUrl, defaultClient } = yield* Sandbox
  yield* Console.log(
    [
      `The sandbox listens on ${baseUrl}. Ctrl+C stops it; everything in it is gone then.`,
      "",
      `export GENESYS_CLOUD_API_URL=${baseUrl}`,
      `export GENESYS_CLOUD_LOGIN_URL=${baseUrl}`,
      `export GENESYS_CLOUD_CLIENT_ID=${defaultClient.clientId}`,
      `export GENESYS_CLOUD_CLIENT_SECRET=${Redacted.value(defaultClient.clientSecret)}`
    ].join("\n")
  )
})

const command = Command.make("genesys-presence-sandbox", { port, users }, (options) =>
  Effect.andThen(announce, Effect.never).pipe(
    Effect.provide(Sandbox.layer(options)),
    Effect.mapError((error) => new CliError.UserError({ cause: error, userMessage: error.message }))
  )
).pipe(Command.withDescription("Runs a Genesys Cloud presence service on this machine"))

const packageVersion = Effect.gen(function* () {
  const fileSystem = yield* FileSystem.FileSystem
  const text = yield* fileSystem.readFileString(fileURLToPath(new URL("../package.json", import.meta.url)))
  const decode = Schema.decodeEffect(Schema.fromJsonString(Schema.Struct({ version: Schema.String })))
  return (yield* decode(text)).version
})

/** One line says what is wrong: the whole help would bury it. */
const oneLine = (errors: ReadonlyArray<CliError.CliError>): string =>
  errors.map(({ message }) => message.replace(/\s+/g, " ")).join("; ")

const formatter: CliOutput.Formatter = {
  ...CliOutput.defaultFormatter(),
  formatError: (error) => oneLine([error]),
  formatErrors: oneLine
}

const presenter: CliOutput.Presenter = {
  present: (event) =>
    event._tag === "InvalidInvocation"
      ? Console.error(formatter.formatErrors(event.errors))
      : CliOutput.defaultPresenter.present(event)
}

/** Being stopped from outside is how the program is meant to end. */
const teardown: Runtime.Teardown = (exit, onExit) => {
  onExit(Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause) ? 0 : 1)
}

packageVersion.pipe(
  Effect.flatMap((version) => Command.run(command, { version })),
  Effect.provide(
    Layer.mergeAll(
      NodeServices.layer,
      CliOutput.layer(formatter),
      CliOutput.layerPresenter(presenter),
      CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version] })
    )
  ),
  NodeRuntime.runMain({ teardown })
)
