import { assert, describe, it } from "@effect/vitest"
import { NodeServices } from "@effect/platform-node"
import { Effect, Stream } from "effect"
import { ChildProcess } from "effect/process"
import { fileURLToPath } from "node:url"

const program = (...flags: ReadonlyArray<string>) =>
  ChildProcess.make(process.execPath, [fileURLToPath(new URL("../src/bin.ts", import.meta.url)), ...flags])

const textOf = <E>(stream: Stream.Stream<Uint8Array, E>) => Stream.mkString(Stream.decodeText(stream))

/** Runs the program to its end. */
const run = Effect.fnUntraced(function* (flags: ReadonlyArray<string>) {
  const handle = yield* program(...flags)
  const [stdout, stderr, exitCode] = yield* Effect.all(
    [textOf(handle.stdout), textOf(handle.stderr), handle.exitCode],
    { concurrency: "unbounded" }
  )
  return { stdout, stderr, exitCode: Number(exitCode) }
}, Effect.scoped)

/** Starts the program and reads what it prints: the address and the variables to set. */
const start = Effect.fnUntraced(function* (...flags: ReadonlyArray<string>) {
  const handle = yield* program(...flags)
  const lines = yield* handle.stdout.pipe(Stream.decodeText(), Stream.splitLines, Stream.take(6), Stream.runCollect)
  const variables = new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [[name, value] as const]
    })
  )
  return { handle, variables }
})

// Each test starts a process or two, which takes its time on a busy machine.
describe("the program", { timeout: 30_000 }, () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it.live(`serves what it announces until ${signal} stops it`, () =>
      Effect.gen(function* () {
        const { handle, variables } = yield* start("--users", "3")
        assert.deepStrictEqual(Array.from(variables.keys()), [
          "GENESYS_CLOUD_API_URL",
          "GENESYS_CLOUD_LOGIN_URL",
          "GENESYS_CLOUD_CLIENT_ID",
          "GENESYS_CLOUD_CLIENT_SECRET"
        ])
        const response = yield* Effect.promise(() =>
          fetch(`${variables.get("GENESYS_CLOUD_LOGIN_URL")}/oauth/token`, {
            method: "POST",
            body: new URLSearchParams({
              grant_type: "client_credentials",
              client_id: variables.get("GENESYS_CLOUD_CLIENT_ID") ?? "",
              client_secret: variables.get("GENESYS_CLOUD_CLIENT_SECRET") ?? ""
            })
          })
        )
        assert.strictEqual(response.status, 200)
        yield* handle.kill({ killSignal: signal })
        assert.strictEqual(Number(yield* handle.exitCode), 0)
      }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))
    )
  }

  it.live("says in one line that its port is taken", () =>
    Effect.gen(function* () {
      const { variables } = yield* start()
      const port = new URL(variables.get("GENESYS_CLOUD_API_URL") ?? "").port
      const { exitCode, stderr, stdout } = yield* run(["--port", port])
      assert.strictEqual(exitCode, 1)
      assert.strictEqual(stderr, `The port ${port} of 127.0.0.1 is already taken\n`)
      assert.strictEqual(stdout, "")
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))
  )

  for (const flags of [["--prot", "1"], ["--port", "abc"], ["--port", "70000"], ["--users", "-1"], ["extra"]]) {
    it.live(`says in one line what is wrong with ${flags.join(" ")}`, () =>
      Effect.gen(function* () {
        const { exitCode, stderr } = yield* run(flags)
        assert.strictEqual(exitCode, 1)
        assert.match(stderr, /^.+\n$/)
        assert.include(stderr, flags[0] ?? "")
      }).pipe(Effect.provide(NodeServices.layer))
    )
  }

  it.live("explains its flags", () =>
    Effect.gen(function* () {
      const { exitCode, stdout } = yield* run(["--help"])
      assert.strictEqual(exitCode, 0)
      assert.include(stdout, "--port")
      assert.include(stdout, "--users")
    }).pipe(Effect.provide(NodeServices.layer))
  )
})
