import { Context, Effect, Layer } from "effect"
import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import type { Readable } from "node:stream"

const isInstalled = spawnSync("redis-server", ["--version"]).status === 0

/** A developer's machine may lack it. Where all must be checked nothing is left out: there the start fails. */
export const isMissing = !isInstalled && process.env["CI"] !== "true"

const start = async (folder: string, path: string): Promise<ChildProcessByStdio<null, Readable, null>> => {
  if (!isInstalled) throw new Error("redis-server is not on the PATH: install Redis")
  const server = spawn(
    "redis-server",
    ["--port", "0", "--unixsocket", path, "--dir", folder, "--save", "", "--appendonly", "no"],
    { stdio: ["ignore", "pipe", "inherit"] }
  )
  for await (const line of createInterface(server.stdout)) {
    if (/ready to accept connections/i.test(line)) {
      server.stdout.resume()
      return server
    }
  }
  throw new Error("redis-server ended before it was ready")
}

/** A server of Redis on a socket in a folder of its own, which can be away. It keeps nothing from one start to the next. */
export class RedisServer extends Context.Service<
  RedisServer,
  {
    /** Where it listens while it runs. */
    readonly socket: { readonly path: string; readonly tls: false }
    readonly start: Effect.Effect<void>
    /** Ends it without a farewell. */
    readonly kill: Effect.Effect<void>
    /** Lets it accept requests without answering any, until it is resumed. */
    readonly pause: Effect.Effect<void>
    readonly resume: Effect.Effect<void>
  }
>()("test/RedisServer") {
  static readonly layer = Layer.effect(
    RedisServer,
    Effect.gen(function* () {
      const folder = yield* Effect.acquireRelease(
        Effect.sync(() => mkdtempSync(join(tmpdir(), "redis-"))),
        (made) => Effect.sync(() => rmSync(made, { recursive: true }))
      )
      const path = join(folder, "socket")
      let server: ChildProcessByStdio<null, Readable, null> | undefined
      const kill = Effect.promise(async () => {
        if (server === undefined) return
        const ended = once(server, "exit")
        server.kill("SIGKILL")
        server = undefined
        await ended
      })
      yield* Effect.addFinalizer(() => kill)
      return {
        socket: { path, tls: false },
        start: Effect.promise(async () => {
          server = await start(folder, path)
        }),
        kill,
        pause: Effect.sync(() => server?.kill("SIGSTOP")),
        resume: Effect.sync(() => server?.kill("SIGCONT"))
      }
    })
  )
}
