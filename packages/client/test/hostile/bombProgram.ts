/**
 * Calls a server of bombs over one transport, in a process of its own, and prints what became of the calls, by how many
 * bytes the memory of the process grew at most with one of them, and how many the errors of forty pages keep.
 */
import { Authentication, GenesysCloud, PresenceClient, PresenceTransport } from "@genesys-presence/client"
import { Effect, Layer, Redacted } from "effect"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { transports } from "../support/clients.ts"

const [transport, url = "", paths = ""] = process.argv.slice(2)
const http = transports.find(([name]) => name === transport)?.[1]
if (http === undefined) throw new Error(`there is no transport ${transport}`)

const Client = PresenceClient.layerBare().pipe(
  Layer.provide(PresenceTransport.layer()),
  Layer.provide(Authentication.layerToken(Redacted.make("token"))),
  Layer.provide(GenesysCloud.layer({ apiUrl: url, loginUrl: url })),
  Layer.provide(http)
)

/** The memory of the process in bytes, now or at its peak. Where there is no such file, the peak is that since the start. */
const memory = (what: "VmRSS" | "VmHWM"): number => {
  const file = "/proc/self/status"
  const kilobytes = existsSync(file)
    ? new RegExp(`${what}:\\s*(\\d+)`).exec(readFileSync(file, "utf8"))?.[1]
    : process.resourceUsage().maxRSS
  return Number(kilobytes) * 1024
}

/** Lets the peak begin anew, where the system can. */
const forgetPeak = () => {
  if (existsSync("/proc/self/clear_refs")) writeFileSync("/proc/self/clear_refs", "5")
}

const heap = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

const program = Effect.gen(function* () {
  const client = yield* PresenceClient
  const get = (userId: string) => Effect.result(client.getUserPresencesPurecloud({ userId }))
  // What is needed for any call is not the bombs'.
  for (let i = 0; i < 20; i++) yield* get("good")
  let grown = 0
  const tags: Record<string, string> = {}
  for (const path of paths.split(",")) {
    // What one call leaves for the collector is not the next one's.
    yield* Effect.sleep(10)
    globalThis.gc?.()
    forgetPeak()
    const before = memory("VmRSS")
    const result = yield* get(path)
    grown = Math.max(grown, memory("VmHWM") - before)
    tags[path] = result._tag === "Success" ? "success" : result.failure._tag
  }
  const heapBefore = heap()
  const errors = yield* Effect.forEach(Array.from({ length: 40 }), () => get("page"))
  return { tags, grown, kept: heap() - heapBefore, errors: errors.length }
})

process.stdout.write(JSON.stringify(await Effect.runPromise(program.pipe(Effect.provide(Client)))))
