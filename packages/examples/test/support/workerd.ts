import { Effect, type Scope } from "effect"
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"

const { default: program } = createRequire(import.meta.url)("workerd") as { readonly default: string } // its main export

const bundle = async (file: string): Promise<string> => {
  const build = await rolldown({ input: fileURLToPath(new URL(file, import.meta.url)), platform: "browser" })
  try {
    const { output } = await build.generate({ format: "esm" })
    return output[0].code
  } finally {
    await build.close()
  }
}

/** Texts of Cap'n Proto are written as those of JSON. */
const text = (value: string): string => JSON.stringify(value)

const configuration = (env: Readonly<Record<string, string>>): string => {
  const bindings = Object.entries(env).map(([name, value]) => `(name = ${text(name)}, text = ${text(value)})`)
  return `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "internet", network = (allow = ["local"]))
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")]
);

const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "2026-07-01",
  bindings = [${bindings.join(", ")}]
);
`
}

/** The port that workerd says it listens on, or what it printed when it ended instead. */
const portOf = (child: ReturnType<typeof start>) =>
  Effect.callback<number>((resume) => {
    let printed = ""
    child.stderr?.on("data", (data) => {
      printed += String(data)
    })
    child.stdio[3]?.on("data", (data) => {
      const port = /"port":(\d+)/.exec(String(data))?.[1]
      if (port !== undefined) resume(Effect.succeed(Number(port)))
    })
    child.on("exit", () => resume(Effect.die(new Error(`workerd ended:\n${printed}`))))
  })

const start = (folder: string) =>
  spawn(program, ["serve", "--control-fd=3", join(folder, "config.capnp")], {
    stdio: ["ignore", "ignore", "pipe", "pipe"]
  })

/** Runs a worker in workerd with the given variables until the scope closes; where it is reached. */
export const serveWorker = (
  file: string,
  env: Readonly<Record<string, string>>
): Effect.Effect<string, never, Scope.Scope> =>
  Effect.gen(function* () {
    const folder = yield* Effect.acquireRelease(
      Effect.sync(() => mkdtempSync(join(tmpdir(), "worker-"))),
      (made) => Effect.sync(() => rmSync(made, { recursive: true, force: true }))
    )
    writeFileSync(join(folder, "worker.js"), yield* Effect.promise(() => bundle(file)))
    writeFileSync(join(folder, "config.capnp"), configuration(env))
    const child = yield* Effect.acquireRelease(
      Effect.sync(() => start(folder)),
      (started) => Effect.sync(() => started.kill())
    )
    return `http://127.0.0.1:${yield* portOf(child)}`
  })
