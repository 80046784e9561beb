/** A server of Redis on a socket of its own, which keeps nothing. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { run } from "./program.ts"

export interface RedisServer {
  /** Where it listens. */
  readonly path: string
  readonly stop: () => Promise<void>
}

export const startRedis = async (): Promise<RedisServer> => {
  const folder = mkdtempSync(join(tmpdir(), "bench-redis-"))
  const path = join(folder, "socket")
  const args = ["--port", "0", "--unixsocket", path, "--dir", folder, "--save", "", "--appendonly", "no"]
  const { stop } = await run(args, { command: "redis-server", ready: /ready to accept connections/i })
  return {
    path,
    stop: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
