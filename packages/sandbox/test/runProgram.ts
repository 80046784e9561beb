import { Effect, Stream } from "effect"
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

/** Starts the program and reads what it prints: the address and the variables to set. */
export const start = Effect.fnUntraced(function* (...flags: ReadonlyArray<string>) {
  const handle = yield* program(flags)
  const lines = yield* handle.stdout.pipe(Stream.decodeText(), Stream.splitLines, Stream.take(7), Stream.runCollect)
  const variables = new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [[name, value] as const]
    })
  )
  return { handle, lines, variables }
})
