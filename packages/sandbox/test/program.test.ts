import { assert, describe, it } from "@effect/vitest"
import { NodeServices } from "@effect/platform-node"
import { ChannelFault, Fault } from "@genesys-presence/sandbox"
import { Effect } from "effect"
import { run, runHere, start, startHere } from "./runProgram.ts"

// Some start a process, which takes its time on a busy machine.
describe("the program", { timeout: 30_000 }, () => {
  for (const [signal, ...flags] of [["SIGINT", "--users", "3"], ["SIGTERM"]] as const) {
    it.live(`serves what it announces until ${signal} stops it, ${flags.length === 0 ? "without" : "with"} flags`, () =>
      Effect.gen(function* () {
        const { handle, variables } = yield* start(...flags)
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
      const { variables } = yield* startHere()
      const port = new URL(variables.get("GENESYS_CLOUD_API_URL") ?? "").port
      const { exitCode, stderr, stdout } = yield* runHere("--port", port)
      assert.strictEqual(exitCode, 1)
      assert.strictEqual(stderr, `The port ${port} of 127.0.0.1 is already taken`)
      assert.strictEqual(stdout, "")
    }).pipe(Effect.scoped)
  )

  it.live("says in one line what is wrong with --prot 1", () =>
    Effect.gen(function* () {
      const { exitCode, stderr, stdout } = yield* run(["--prot", "1"])
      assert.strictEqual(exitCode, 1)
      assert.match(stderr, /^.*--prot.*\n$/)
      assert.strictEqual(stdout, "")
    }).pipe(Effect.provide(NodeServices.layer))
  )

  for (const flags of [["--port", "abc"], ["--port", "70000"], ["--users", "-1"], ["extra"]]) {
    it.live(`says in one line what is wrong with ${flags.join(" ")}`, () =>
      Effect.gen(function* () {
        const { exitCode, stderr } = yield* runHere(...flags)
        assert.strictEqual(exitCode, 1)
        assert.match(stderr, /^.+$/)
        assert.include(stderr, flags[0] ?? "")
      })
    )
  }

  it.live("says in one line that it cannot run on an older Node", () =>
    Effect.gen(function* () {
      const older = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "22.18.0" } })`
      const { exitCode, stderr } = yield* run([], ["--import", `data:text/javascript,${encodeURIComponent(older)}`])
      assert.strictEqual(exitCode, 1)
      assert.strictEqual(stderr, "The sandbox needs Node 22.19 or later; this is 22.18.0.\n")
    }).pipe(Effect.provide(NodeServices.layer))
  )

  it.live("explains its flags, with the default of each and the kinds of faults", () =>
    Effect.gen(function* () {
      const { exitCode, stdout } = yield* runHere("--help")
      assert.strictEqual(exitCode, 0)
      const flags = stdout.split("\n").filter((line) => /^ +--(?!help|version)/.test(line))
      assert.include(flags.join(), "--port")
      for (const flag of flags) assert.match(flag, /\(default: [^)]+\)/)
      for (const kind of [...Fault.kinds, ...ChannelFault.kinds]) assert.include(stdout, kind)
    })
  )
})
