import { assert, describe, layer } from "@effect/vitest"
import { Effect } from "effect"
import { spawn, spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Sandbox } from "./support/sandbox.ts"

/** The example as somebody would start it, and where it listens. */
const backend = Effect.flatMap(Sandbox, ({ settings }) =>
  Effect.flatMap(
    Effect.acquireRelease(
      Effect.sync(() =>
        spawn(process.execPath, [join(import.meta.dirname, "../example/backend.ts")], {
          env: { ...process.env, ...Object.fromEntries(settings), PORT: "0" },
          stdio: ["ignore", "pipe", "inherit"]
        })
      ),
      (running) => Effect.sync(() => running.kill())
    ),
    (child) =>
      Effect.async<string>((resume) => {
        child.on("exit", (code) => resume(Effect.dieMessage(`the backend ended with ${code}`)))
        let text = ""
        child.stdout.on("data", (chunk: Buffer) => {
          text += chunk.toString()
          const port = /Listening on \S*:(\d+)/.exec(text)?.[1]
          if (port !== undefined) resume(Effect.succeed(`http://127.0.0.1:${port}`))
        })
      })
  )
)

const root = join(import.meta.dirname, "../../..")

const read = (path: string): string => readFileSync(join(root, path), "utf8")

const page = read("docs/30-effect-3.md")

describe("the example", () => {
  layer(Sandbox.Default, { excludeTestServices: true })((it) => {
    it("of a tenant on the page is the program beside it", () => {
      assert.include(page, `\`\`\`ts\n${read("packages/effect3/example/tenant.ts")}\`\`\``)
    })

    it.effect("of the page is the program beside it, and prints what the page says", () =>
      Effect.gen(function* () {
        const { settings } = yield* Sandbox
        const program = "packages/effect3/example/quickstart.ts"
        assert.include(page, `\`\`\`ts\n${read(program)}\`\`\``)
        const { stdout } = spawnSync(process.execPath, [join(root, program)], {
          env: { ...process.env, ...Object.fromEntries(settings) },
          encoding: "utf8"
        })
        // The correlation id counts the requests of the sandbox.
        const masked = (text: string) => text.replaceAll(/id [0-9a-f-]{36}/g, "id …")
        assert.include(masked(page), `\`\`\`text\n${masked(stdout)}\`\`\``)
      })
    )

    it.scoped("sets a status, and answers with errors of its own", () =>
      Effect.gen(function* () {
        const { userIds } = yield* Sandbox
        const url = yield* backend
        const put = (agentId: string, status: string) =>
          Effect.promise(async () => {
            const response = await fetch(`${url}/agents/${agentId}/status`, {
              method: "PUT",
              body: JSON.stringify({ status }),
              headers: { "content-type": "application/json" }
            })
            return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> }
          })
        const [agent = ""] = userIds
        assert.deepStrictEqual(yield* put(agent, "On Queue"), { status: 200, body: { status: "On Queue" } })
        assert.deepStrictEqual(yield* put("nobody", "Busy"), {
          status: 404,
          body: { _tag: "NoSuchAgent", agentId: "nobody" }
        })
        const unknown = yield* put(agent, "Lunch")
        assert.strictEqual(unknown.status, 422)
        assert.deepInclude(unknown.body, { _tag: "UnknownStatus", status: "Lunch" })
      })
    )
  })
})
