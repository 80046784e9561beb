import { Effect } from "effect"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import { Worker } from "node:worker_threads"
import type { Broken, Group, Way } from "./way.ts"

const nobody = (url: string): Broken => ({ url, received: () => 0, bytes: () => 0 })

/** A port that was free a moment ago. */
const freePort = Effect.callback<number>((resume) => {
  const server = createServer()
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo // the shape for a server on a port
    server.close(() => resume(Effect.succeed(port)))
  })
})

/** Listens, and never accepts: the kernel answers no more once its short queue is full. */
const listener = `
const { createServer } = require("node:net")
const { parentPort } = require("node:worker_threads")
const server = createServer()
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
  parentPort.postMessage(server.address().port)
  setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))
})`

const blackHole: Way["open"] = Effect.map(
  Effect.acquireRelease(
    Effect.callback<{ readonly port: number; readonly close: () => void }>((resume) => {
      const worker = new Worker(listener, { eval: true })
      const fillers: Array<Socket> = []
      const close = () => {
        for (const socket of fillers) socket.destroy()
        void worker.terminate()
      }
      worker.once("message", (port: number) => {
        // The queue is full as soon as one of them is not answered; more than two never are.
        for (let count = 0; count < 4; count++) fillers.push(connect(port, "127.0.0.1").on("error", () => undefined))
        fillers[0]?.once("connect", () => resume(Effect.succeed({ port, close })))
      })
    }),
    ({ close }) => Effect.sync(close)
  ),
  ({ port }) => nobody(`http://127.0.0.1:${port}`)
)

const neverSent = { sent: "no" } as const

/** No connection comes about. */
export const unconnected: Group = {
  title: "No connection",
  ways: [
    {
      what: "the name of the host does not exist",
      open: Effect.succeed(nobody("https://nowhere.invalid")),
      said: { reason: "HostNotFound", sent: "no" }
    },
    {
      what: "the name of the host is no name",
      open: Effect.succeed(nobody(`https://${"a".repeat(64)}.invalid`)),
      said: { reason: "HostNotFound", sent: "no" }
    },
    {
      what: "nobody listens",
      open: Effect.map(freePort, (port) => nobody(`http://127.0.0.1:${port}`)),
      said: { reason: "ConnectionRefused", sent: "no" }
    },
    {
      what: "nobody listens on any address of the host",
      open: Effect.map(freePort, (port) => nobody(`http://localhost:${port}`)),
      said: { reason: "ConnectionRefused", sent: "no" }
    },
    {
      what: "the address is that of no host",
      open: Effect.succeed(nobody("https://255.255.255.255")),
      said: neverSent
    },
    {
      what: "fetch does not permit the port, and nobody listens on it",
      open: Effect.succeed(nobody("http://127.0.0.1:6000")),
      said: neverSent
    },
    { what: "the host does not answer", open: blackHole, isSilent: true }
  ]
}
