import { runCommandLine } from "@genesys-presence/sandbox/internal/program/commandLine"
import { teardown } from "@genesys-presence/sandbox/internal/program/running"
import { Console, Deferred, Effect, Stream } from "effect"
import { ChildProcess } from "effect/process"
import { fileURLToPath } from "node:url"

const file = fileURLToPath(new URL("../src/bin.ts", import.meta.url))

const program = (flags: ReadonlyArray<string>, ofNode: ReadonlyArray<string> = []) =>
  ChildProcess.make(process.execPath, [...ofNode, file, ...flags])

const textOf = <E>(stream: Stream.Stream<Uint8Array, E>) => Stream.mkString(Stream.decodeText(stream))

/** Runs the program to its end; `ofNode` are flags of the runtime. */
export const run = Effect.fnUntraced(function* (flags: ReadonlyArray<string>, ofNode?: ReadonlyArray<string>) {
  const handle = yield* program(flags, ofNode)
  const [stdout, stderr, exitCode] = yield* Effect.all(
    [textOf(handle.stdout), textOf(handle.stderr), handle.exitCode],
    { concurrency: "unbounded" }
  )
  return { stdout, stderr, exitCode: Number(exitCode) }
}, Effect.scoped)

/** The variables to set, in what the program prints. */
const variablesIn = (lines: ReadonlyArray<string>): ReadonlyMap<string, string> =>
  new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [[name, value] as const]
    })
  )

/** Starts the program and reads what it prints: the address and the variables to set. */
export const start = Effect.fnUntraced(function* (...flags: ReadonlyArray<string>) {
  const handle = yield* program(flags)
  const lines = yield* handle.stdout.pipe(Stream.decodeText(), Stream.splitLines, Stream.take(7), Stream.runCollect)
  return { handle, variables: variablesIn(lines) }
})

/** Runs the program with its flags in this process, to its end: what it prints, and the exit code it would have. */
export const runHere = Effect.fnUntraced(function* (...flags: ReadonlyArray<string>) {
  const stdout: Array<string> = []
  const stderr: Array<string> = []
  const exit = yield* runCommandLine(flags).pipe(
    Effect.provideService(Console.Console, {
      ...globalThis.console,
      log: (line: string) => void stdout.push(line),
      error: (line: string) => void stderr.push(line)
    }),
    Effect.exit
  )
  let exitCode = -1
  teardown(exit, (code) => {
    exitCode = code
  })
  return { exitCode, stderr: stderr.join("\n"), stdout: stdout.join("\n") }
})

/** Starts the program with its flags in this process, for as long as the scope is open, and reads what it prints first. */
export const startHere = Effect.fnUntraced(function* (...flags: ReadonlyArray<string>) {
  const printed = yield* Deferred.make<string>()
  const running = runCommandLine(flags).pipe(
    Effect.provideService(Console.Console, {
      ...globalThis.console,
      log: (text: string) => void Deferred.doneUnsafe(printed, Effect.succeed(text))
    })
  )
  yield* Effect.forkScoped(running)
  const lines = (yield* Deferred.await(printed)).split("\n")
  return { lines, variables: variablesIn(lines) }
})
