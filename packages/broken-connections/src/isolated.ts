import { Effect, Schema, Semaphore } from "effect"
import { spawn, spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { type Method, Observation, type Transport } from "./observe.ts"
import type { Surroundings, Way } from "./way.ts"

/** Shell that makes the surroundings, and runs what comes after it. */
const scripts: Readonly<Record<Surroundings, ReadonlyArray<string>>> = {
  "few file descriptors": ["sh", "-ec", 'ulimit -n 64; exec "$0" "$@"'],
  "a network of its own": [
    "unshare",
    "--map-root-user",
    "--net",
    "sh",
    "-ec",
    [
      "ip link set lo up",
      // There may be no second network, which shows here and not later.
      "ip link add near type veth peer name far",
      "ip link del near",
      // Gives up a connection after a few seconds instead of a quarter of an hour.
      "echo 1 > /proc/sys/net/ipv4/tcp_retries2",
      'exec "$0" "$@"'
    ].join("; ")
  ]
}

/** Why this machine does not let a process have its surroundings, if so. */
export const obstacle = (surroundings: Surroundings): string | undefined => {
  const [program = "sh", ...rest] = scripts[surroundings]
  const { error, status, stderr } = spawnSync(program, [...rest, "true"], { encoding: "utf8" })
  return status === 0 ? undefined : (error?.message ?? stderr.trim().split("\n")[0])
}

/** A call that such a process is to make. */
export const Order = Schema.Tuple([Schema.String, Schema.String, Schema.Literals(["GET", "PATCH"])])

/** What a process tells: that it has started, and then what came of each call. */
export const Told = Schema.Union([Schema.Literal("started"), Schema.NullOr(Observation)])

const decode = Schema.decodeUnknownEffect(Told)

const program = fileURLToPath(new URL("isolatedProgram.ts", import.meta.url))

/** Starts a process in its surroundings, which makes one call after the other. */
export const isolated = Effect.fnUntraced(function* (surroundings: Surroundings) {
  const [shell = "sh", ...rest] = scripts[surroundings]
  const child = yield* Effect.acquireRelease(
    Effect.sync(() =>
      spawn(shell, [...rest, process.execPath, program], { stdio: ["ignore", "inherit", "inherit", "ipc"] })
    ),
    (started) => Effect.sync(() => started.kill())
  )
  const told = (after: () => void) =>
    Effect.flatMap(
      Effect.callback<unknown, Error>((resume) => {
        const gone = () => resume(Effect.fail(new Error(`The process with ${surroundings} has ended`)))
        child.once("exit", gone)
        child.once("message", (message) => {
          child.off("exit", gone)
          resume(Effect.succeed(message))
        })
        after()
      }),
      decode
    )
  yield* told(() => undefined)
  const oneByOne = yield* Semaphore.make(1)
  return (way: Way, transport: Transport, method: Method) =>
    told(() => child.send([way.what, transport.name, method])).pipe(
      Effect.flatMap((observed) =>
        observed === "started" ? Effect.fail(new Error("The process has started twice")) : Effect.succeed(observed)
      ),
      oneByOne.withPermits(1)
    )
})
