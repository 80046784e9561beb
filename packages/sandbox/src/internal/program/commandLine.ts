import * as NodeServices from "@effect/platform-node/NodeServices"
import * as CliConfig from "effect/cli/CliConfig"
import * as CliError from "effect/cli/CliError"
import * as CliOutput from "effect/cli/CliOutput"
import * as Command from "effect/cli/Command"
import * as GlobalFlag from "effect/cli/GlobalFlag"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as ChildProcess from "effect/process/ChildProcess"
import * as ChildProcessSpawner from "effect/process/ChildProcessSpawner"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { fileURLToPath } from "node:url"
import { reader } from "../../OAuthClient.ts"
import { OrganizationState } from "../../OrganizationState.ts"
import type { RequestRecord } from "../../RequestRecord.ts"
import { Sandbox } from "../../Sandbox.ts"
import { FaultRuleInput } from "../faults/faultRuleInput.ts"
import { inputIssues, issuesText } from "../server/inputIssues.ts"
import { programFlags } from "./programFlags.ts"
import { announce, CommandFailed } from "./running.ts"

/** Reads a file that a flag names; what is wrong with it is told in one line with the flag and the file. */
const readJsonFile = Effect.fnUntraced(function* <A>(
  flag: string,
  file: Option.Option<string>,
  schema: Schema.Codec<A, unknown>
): Effect.fn.Return<A | undefined, CliError.UserError, FileSystem.FileSystem> {
  if (Option.isNone(file)) return undefined
  const fileSystem = yield* FileSystem.FileSystem
  const refuse = (why: string) => (cause: unknown) =>
    new CliError.UserError({ cause, userMessage: `--${flag} ${file.value}: ${why}` })
  const text = yield* Effect.mapError(fileSystem.readFileString(file.value), refuse("the file cannot be read"))
  const json = yield* Effect.try({
    try: (): unknown => JSON.parse(text),
    catch: refuse("the file is not JSON")
  })
  return yield* Effect.mapError(Schema.decodeUnknownEffect(schema)(json), (error) =>
    refuse(issuesText(inputIssues(error)))(error)
  )
})

/**
 * Runs a command that has the terminal to itself, with additions to the environment, and answers its exit code. An
 * interruption ends it.
 */
const execCommand = Effect.fnUntraced(
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

const originsOf = (text: string | undefined): "*" | ReadonlyArray<string> | undefined =>
  text === undefined || text === "*" ? text : text.split(",").map((origin) => origin.trim())

const FaultFile = Schema.Array(FaultRuleInput)

const logged = ({ correlationId, fault, method, path, status }: RequestRecord): Effect.Effect<void> =>
  Console.error([status, method, path, correlationId, ...(fault === undefined ? [] : [`fault ${fault}`])].join(" "))

const userError = (error: { readonly message: string }) =>
  new CliError.UserError({ cause: error, userMessage: error.message })

const command = Command.make(
  "genesys-presence-sandbox",
  programFlags,
  Effect.fnUntraced(function* (flags) {
    const seed = yield* readJsonFile("seed", flags.seed, OrganizationState)
    const faults = yield* readJsonFile("faults", flags.faults, FaultFile)
    const [executable, ...args] = flags.command
    if (flags.exec && executable === undefined) return yield* userError(new Error("--exec needs a command after --"))
    if (!flags.exec && executable !== undefined) {
      return yield* userError(new Error(`${executable}: a command needs --exec before it, as in --exec -- npm test`))
    }
    const run = Effect.gen(function* () {
      const sandbox = yield* Sandbox
      if (seed !== undefined) {
        yield* Effect.mapError(sandbox.setInitialState(seed), ({ message }) =>
          userError(new Error(`--seed: ${message}`))
        )
      }
      if (executable === undefined) {
        yield* announce(sandbox, flags)
        return yield* Effect.never
      }
      const code = yield* execCommand(executable, args, sandbox.environment)
      return yield* code === 0 ? Effect.void : Effect.fail(new CommandFailed({ code }))
    })
    return yield* Effect.provide(
      run,
      Layer.catch(
        Sandbox.layer({
          port: flags.port,
          host: flags.host,
          users: flags.users,
          control: flags.control,
          faults,
          clients: [
            {
              clientId: flags.clientId,
              clientSecret: Redacted.make(flags.clientSecret),
              permissions: flags.clientPermissions
            },
            reader
          ],
          rateLimit: Option.getOrUndefined(flags.rateLimit),
          clientRateLimit: Option.getOrUndefined(flags.clientRateLimit),
          allowedOrigins: originsOf(Option.getOrUndefined(flags.cors)),
          latency: Option.getOrUndefined(flags.latency),
          onRequest: flags.log ? logged : undefined
        }),
        (error) => Layer.effectContext(Effect.fail(userError(error)))
      )
    )
  })
).pipe(
  Command.withDescription("Runs a Genesys Cloud presence service on this machine"),
  Command.withExamples([
    { command: "genesys-presence-sandbox --port 8080 --users 1000", description: "Run it for clients of any language" },
    { command: "genesys-presence-sandbox --exec -- npm test", description: "Run the tests of a project against it" }
  ])
)

const packageVersion = Effect.gen(function* () {
  const fileSystem = yield* FileSystem.FileSystem
  const text = yield* fileSystem.readFileString(fileURLToPath(new URL("../../../package.json", import.meta.url)))
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

/** Does what the arguments of the program say. An error of theirs has been told in its line when it fails. */
export const runCommandLine = Effect.fnUntraced(
  function* (args: ReadonlyArray<string>) {
    const version = yield* packageVersion
    yield* Command.runWith(command, { version })(args)
  },
  Effect.provide(
    Layer.mergeAll(
      NodeServices.layer,
      CliOutput.layer(formatter),
      CliOutput.layerPresenter(presenter),
      CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version] })
    )
  )
)
