import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Member } from "./support/fleetMember.ts"
import { RecordingServer } from "@genesys-presence/test-support/recordingServer"
import { isMissing, RedisServer } from "@genesys-presence/test-support/redisServer"

const program = fileURLToPath(new URL("support/fleetMember.ts", import.meta.url))

/** A process of its own that is ready to begin. */
const startMember = (member: typeof Member.Type) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const child = spawn(process.execPath, [program, JSON.stringify(member)], { stdio: ["pipe", "pipe", "inherit"] })
      await Promise.race([once(child.stdout, "data"), once(child, "exit")])
      return child
    }),
    (child) => Effect.sync(() => child.kill("SIGKILL"))
  )

const presence = JSON.stringify({ presenceDefinition: { id: "busy", systemPresence: "Busy" } })

const limit = 60
const windowMillis = 1000
const burst = 3
const callsEach = 40

// Node starts two processes, which takes its time on a busy machine.
describe.skipIf(isMissing)("two processes with a limit in Redis", { timeout: 30_000 }, () => {
  it.live("send as much as one may, and take turns", () =>
    Effect.gen(function* () {
      const redis = yield* RedisServer
      yield* redis.start
      const server = yield* RecordingServer
      const arrivals: Array<{ readonly after: number; readonly member: string }> = []
      const members = yield* Effect.forEach(
        ["one", "other"],
        (userId) =>
          startMember({ userId, url: server.url, redisPath: redis.socket.path, calls: callsEach, limit, windowMillis }),
        { concurrency: "unbounded" }
      )
      const begin = performance.now()
      yield* server.replyWith(({ target }) => {
        arrivals.push({ after: performance.now() - begin, member: target.includes("/one/") ? "one" : "other" })
        return { status: 200, headers: { "content-type": "application/json" }, body: presence }
      })
      yield* Effect.promise(() =>
        Promise.all(
          members.map(async (member) => {
            const ended = once(member, "exit")
            member.stdin.write("begin\n")
            assert.deepStrictEqual(await ended, [0, null])
          })
        )
      )
      assert.lengthOf(arrivals, 2 * callsEach)
      // A request that is late on its way makes this no smaller: however busy the machine is, it holds. The one more is for
      // a process that asked first and was counted second: its turn comes as much earlier.
      for (const [index, { after }] of arrivals.entries()) {
        assert.isAtMost(index, burst + (after * (limit - burst)) / windowMillis)
      }
      // Neither is done before the other has had its turns.
      const firstDone = ["one", "other"].map((name) => arrivals.findLastIndex(({ member }) => member === name))
      assert.isAtLeast(Math.min(...firstDone) + 1, 1.5 * callsEach)
    }).pipe(Effect.scoped, Effect.provide([RedisServer.layer, RecordingServer.layer]))
  )
})
