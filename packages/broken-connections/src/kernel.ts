import { Effect } from "effect"
import { execFileSync, spawn, spawnSync } from "node:child_process"
import { closeSync, openSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { Seen } from "./peer.ts"
import { type Group, lost, type Way } from "./way.ts"

const peer = "10.9.9.2"
const own = { received: () => 0, bytes: () => 0 }

const ignore = (): void => undefined

const ip = (command: string) => execFileSync("ip", command.split(" "))

/** What the route to the peer is replaced by. */
type Route = "unreachable" | "prohibit" | "blackhole"

const turn = (route: Route | "none") => {
  if (route === "none") ip("route del 10.9.9.0/24")
  else ip(`route replace ${route} ${peer}/32`)
}

/** A link with two ends, of which this process has one. The routes go with it. */
const link = Effect.acquireRelease(
  Effect.sync(() => {
    ip("link add near type veth peer name far")
    ip("addr add 10.9.9.1/24 dev near")
    ip("link set near up")
  }),
  () =>
    Effect.sync(() => {
      spawnSync("ip", ["link", "del", "near"])
      spawnSync("ip", ["route", "flush", `${peer}/32`])
    })
)

const toNowhere = (route: Route | "none"): Way["open"] =>
  Effect.map(link, () => {
    turn(route)
    return { ...own, url: `https://${peer}` }
  })

/**
 * A service in a second network. Once it has answered a request it loses the way back, so that not even the kernel of the
 * client learns that the next request has arrived and been executed. Then the client loses its way, too.
 */
const afterTheRequest = (route: Route | "none"): Way["open"] =>
  Effect.andThen(
    link,
    Effect.acquireRelease(
      Effect.callback<{ readonly seen: () => Seen; readonly settled: Effect.Effect<void>; readonly close: () => void }>(
        (resume) => {
          const program = fileURLToPath(new URL("peer.ts", import.meta.url))
          const child = spawn("unshare", ["-n", process.execPath, program], {
            stdio: ["ignore", "ignore", "inherit", "ipc"]
          })
          let seen: Seen = { received: 0, bytes: 0, isAway: false }
          let onAway = ignore
          const settled = Effect.callback<void>((done) => {
            onAway = () => done(Effect.void)
            if (seen.isAway) onAway()
          })
          child.on("message", (message: "started" | "listening" | Seen) => {
            if (message === "started") {
              ip(`link set far netns ${child.pid}`)
              child.send(peer)
            } else if (message === "listening") {
              resume(Effect.succeed({ seen: () => seen, settled, close: () => child.kill() }))
            } else {
              if (message.received > 1 && seen.received <= 1) turn(route)
              seen = message
              if (seen.isAway) onAway()
            }
          })
        }
      ),
      ({ close }) => Effect.sync(close)
    )
  ).pipe(
    Effect.map(({ seen, settled }) => ({
      url: `http://${peer}`,
      received: () => seen().received,
      bytes: () => seen().bytes,
      settled
    }))
  )

const fewFiles: Way["open"] = Effect.acquireRelease(
  Effect.sync(() => {
    const files: Array<number> = []
    for (;;) {
      try {
        files.push(openSync("/dev/null", "r"))
      } catch {
        return files
      }
    }
  }),
  (files) => Effect.sync(() => files.forEach((file) => closeSync(file)))
).pipe(Effect.as({ ...own, url: "http://127.0.0.1:4000" }))

const refused = (what: string, open: Way["open"], said: Way["said"] = { sent: "no" }): Way => ({
  what,
  open,
  said,
  within: "a network of its own"
})

const cutOff = (what: string, open: Way["open"]): Way => ({
  what,
  open,
  said: lost,
  isKeptAlive: true,
  within: "a network of its own"
})

/** What the kernel itself says. */
export const kernel: Group = {
  title: "From the kernel",
  ways: [
    {
      what: "the process has no file descriptor left",
      open: fewFiles,
      said: { sent: "no" },
      within: "few file descriptors"
    },
    refused("no server of names can be reached", Effect.succeed({ ...own, url: "https://api.example.com" }), {
      reason: "HostNotFound",
      sent: "no"
    }),
    refused("there is no route to the network", toNowhere("none"), { reason: "HostUnreachable", sent: "no" }),
    refused("the route says that the host is unreachable", toNowhere("unreachable"), {
      reason: "HostUnreachable",
      sent: "no"
    }),
    refused("the route prohibits the connection", toNowhere("prohibit")),
    refused("the route swallows all", toNowhere("blackhole")),
    cutOff(
      "the route says that the host is unreachable, once the request was executed",
      afterTheRequest("unreachable")
    ),
    cutOff("the route to the network goes, once the request was executed", afterTheRequest("none")),
    cutOff("the route prohibits the connection, once the request was executed", afterTheRequest("prohibit"))
  ]
}
