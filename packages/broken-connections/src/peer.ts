/** A service in a network of its own: see `kernel.ts`, which starts it. */
import { execFileSync } from "node:child_process"
import { createServer } from "node:net"
import { head } from "./serve.ts"

/** What it has seen so far, and whether it has lost the way back. */
export interface Seen {
  readonly received: number
  readonly bytes: number
  readonly isAway: boolean
}

const ip = (command: string) => execFileSync("ip", command.split(" "))

let seen: Seen = { received: 0, bytes: 0, isAway: false }
const tell = (part: Partial<Seen>) => {
  seen = { ...seen, ...part }
  process.send?.(seen)
}

process.once("message", (address: string) => {
  for (const command of ["link set lo up", `addr add ${address}/24 dev far`, "link set far up"]) ip(command)
  const server = createServer((socket) => {
    socket.on("error", () => undefined)
    socket.on("data", (data) => {
      tell({ received: seen.received + 1, bytes: seen.bytes + data.length })
      if (seen.received > 1) return
      socket.write(`${head("content-length: 2")}{}`)
      // The client acknowledges the answer first: after that nothing that it waits for can arrive.
      setTimeout(() => {
        ip("route replace blackhole 10.9.9.1/32")
        tell({ isAway: true })
      }, 300)
    })
  })
  server.listen(80, address, () => process.send?.("listening"))
})
process.send?.("started")
