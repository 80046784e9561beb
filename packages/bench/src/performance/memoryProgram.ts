/** Prints how much heap a call takes while it is under way, in bytes: that of the contender with the given name. */
import { createServer } from "node:http"
import { contenderOf } from "./contenders.ts"

const calls = 2000

/** A server that takes requests and never answers. */
const server = createServer(() => {})
await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve))
const address = server.address()
const port = typeof address === "object" && address !== null ? address.port : 0
const contender = contenderOf(process.argv[2] ?? "", `http://127.0.0.1:${port}`)

const settle = async (): Promise<number> => {
  for (let i = 0; i < 5; i++) {
    // oxlint-disable-next-line no-await-in-loop -- the collector and the event loop need several turns
    await new Promise((resolve) => void setTimeout(resolve, 50))
    globalThis.gc?.()
  }
  return process.memoryUsage().heapUsed
}

const hang = (count: number): void => {
  for (let i = 0; i < count; i++) void contender.once()
}

// What is made with the first calls stays.
hang(100)
const before = await settle()
hang(calls)
const after = await settle()
process.stdout.write(`${JSON.stringify((after - before) / calls)}\n`)
process.exit()
