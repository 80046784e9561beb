/**
 * Generates two clients from the OpenAPI document, compiles a program on each, and runs it on a sandbox. Fails when a
 * generator, the compiler or a program does.
 */
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Sandbox } from "@genesys-presence/sandbox"
import { Console, Data, Effect, FileSystem, Redacted, Stream } from "effect"
import { ChildProcess } from "effect/process"
import { join } from "node:path"

const folder = join(import.meta.dirname, "..")
const document = join(folder, "../models/openapi.json")

/** In `dist`, which no other tool looks at, beside the dependencies of the programs. */
const workplace = join(folder, "dist")

class ProgramFailed extends Data.TaggedError("ProgramFailed")<{ readonly command: string; readonly output: string }> {
  override get message(): string {
    return `${this.command} failed:\n${this.output}`
  }
}

const run = Effect.fnUntraced(function* (
  command: string,
  args: ReadonlyArray<string>,
  env: Readonly<Record<string, string>> = {}
) {
  const handle = yield* ChildProcess.make(command, args, { cwd: workplace, env, extendEnv: true, stdin: "ignore" })
  const [output, status] = yield* Effect.all([Stream.mkString(Stream.decodeText(handle.all)), handle.exitCode], {
    concurrency: "unbounded"
  })
  if (status !== 0) yield* new ProgramFailed({ command: [command, ...args].join(" "), output })
})

const installed = (name: string): string => join(folder, "node_modules/.bin", name)

const compilerOptions = {
  target: "ES2022",
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  module: "NodeNext",
  strict: true,
  exactOptionalPropertyTypes: false,
  skipLibCheck: true,
  rewriteRelativeImportExtensions: true,
  types: ["node"],
  outDir: "out"
}

const programs = ["heyApi", "openapiFetch"] as const

const check = Effect.gen(function* () {
  const files = yield* FileSystem.FileSystem
  yield* files.remove(workplace, { recursive: true, force: true })
  yield* files.copy(join(folder, "programs"), workplace)
  yield* files.writeFileString(join(workplace, "package.json"), JSON.stringify({ type: "module" }))
  yield* files.writeFileString(join(workplace, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }))
  yield* Effect.all(
    [
      run(installed("openapi-ts"), ["-f", "openapi-ts.config.mjs", "-i", document]),
      run(installed("openapi-typescript"), [document, "-o", "openapi.d.ts"])
    ],
    { concurrency: "unbounded" }
  )
  yield* run(installed("tsc"), ["-p", "tsconfig.json"])
  const { baseUrl, defaultClient } = yield* Sandbox
  yield* Effect.forEach(programs, (program) =>
    run(process.execPath, [join("out", `${program}.js`)], {
      BASE_URL: `${baseUrl}/scopes/${program}`,
      CLIENT_ID: defaultClient.clientId,
      CLIENT_SECRET: Redacted.value(defaultClient.clientSecret)
    })
  )
  yield* Console.log(`Clients of ${programs.length} generators compile and work.`)
})

NodeRuntime.runMain(
  check.pipe(Effect.scoped, Effect.provide(Sandbox.layer({ users: 2 })), Effect.provide(NodeServices.layer))
)
