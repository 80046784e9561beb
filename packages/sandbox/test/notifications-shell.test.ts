import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { delimiter, dirname } from "node:path"
import { createInterface } from "node:readline"

const page = readFileSync(new URL("../../../docs/28-notifications.md", import.meta.url), "utf8")

const fencesOf = (info: string): ReadonlyArray<string> =>
  Array.from(page.matchAll(new RegExp(`^\`\`\`${info}\\n(.*?)^\`\`\`$`, "gms")), ([, code = ""]) => code)

/** curl before 7.82 does not know `--json`. */
const canRun = spawnSync("sh", ["-c", "curl --json '{}' --version"]).status === 0

const Event = Schema.fromJsonString(Schema.Struct({ eventBody: Schema.Struct({ modifiedDate: Schema.String }) }))

/** One shell for all commands of the page, with the variables that point to the sandbox. */
const makeShell = Effect.gen(function* () {
  const { environment } = yield* Sandbox
  const env = { ...environment, PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter) }
  const shell = yield* Effect.acquireRelease(
    Effect.sync(() => spawn("sh", ["-eu"], { env, stdio: ["pipe", "pipe", "inherit"] })),
    (started) => Effect.sync(() => started.kill())
  )
  const lines = createInterface(shell.stdout)[Symbol.asyncIterator]()
  return {
    run: (commands: string) => Effect.sync(() => shell.stdin.write(commands)),
    line: Effect.promise(async () => String((await lines.next()).value)),
    ended: Effect.promise(async () => {
      const exited = once(shell, "exit")
      shell.stdin.end()
      return await exited
    })
  }
})

describe("the tour of notifications from a shell", () => {
  it.live.skipIf(!canRun)("ends with the event that the page shows", () =>
    Effect.gen(function* () {
      const [start, prepare = "", create = "", subscribe = "", listen = "", change = "", stop = ""] = fencesOf("sh")
      assert.include(start, "npx @genesys-presence/sandbox")
      const { ended, line, run } = yield* makeShell
      yield* run(prepare + create + subscribe + "echo\n" + listen)
      assert.include(yield* line, `"state":"Permitted"`)
      assert.strictEqual(yield* line, "connected")
      yield* run(change)
      const event = yield* line
      yield* run(stop)
      const { eventBody } = yield* Schema.decodeUnknownEffect(Event)(event)
      const [shown = ""] = fencesOf("json")
      const sameDate = shown.replace(/(?<="modifiedDate": ")[^"]*/, eventBody.modifiedDate)
      assert.deepStrictEqual(JSON.parse(event), JSON.parse(sameDate))
      assert.deepStrictEqual(yield* ended, [0, null])
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
