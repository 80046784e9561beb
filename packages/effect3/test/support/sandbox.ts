import { NodeHttpClient } from "@effect/platform-node"
import {
  Authentication,
  GenesysCloud,
  PresenceClient,
  PresenceTransport,
  type RetryLayer
} from "@genesys-presence/effect3"
import { ConfigProvider, Effect, Layer } from "effect"
import { type ChildProcess, spawn } from "node:child_process"
import { join } from "node:path"

const program = join(import.meta.dirname, "../../../sandbox/src/bin.ts")

const started = (child: ChildProcess): Effect.Effect<string> =>
  Effect.async((resume) => {
    let text = ""
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes("GENESYS_CLOUD_CLIENT_SECRET=")) resume(Effect.succeed(text))
    })
    child.on("exit", (code) => resume(Effect.dieMessage(`the sandbox ended with ${code}`)))
  })

/** What the control endpoint tells of a request. */
export interface Seen {
  readonly operation?: string
  readonly status: number
}

/** The sandbox as a program of its own: it runs on Effect 4, and this process on Effect 3. */
export class Sandbox extends Effect.Service<Sandbox>()("test/Sandbox", {
  scoped: Effect.gen(function* () {
    const child = yield* Effect.acquireRelease(
      Effect.sync(() => spawn(process.execPath, [program, "--users", "120"], { stdio: ["ignore", "pipe", "inherit"] })),
      (running) => Effect.sync(() => running.kill())
    )
    const settings = new Map(
      Array.from((yield* started(child)).matchAll(/(GENESYS_\w+)=(\S+)/g), ([, name = "", value = ""]) => [name, value])
    )
    const url = settings.get("GENESYS_CLOUD_API_URL") ?? ""
    const control = (path: string, method = "GET", body?: unknown): Effect.Effect<unknown> =>
      Effect.promise(async () => {
        const response = await fetch(`${url}/control/${path}`, {
          method,
          ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } })
        })
        const text = await response.text()
        if (!response.ok) throw new Error(text)
        return text === "" ? undefined : JSON.parse(text)
      })
    // The control endpoint is the sandbox's own, so that its answers have these shapes.
    const state = (yield* control("state")) as { readonly users: ReadonlyArray<{ readonly id: string }> }
    return {
      settings,
      userIds: state.users.map(({ id }) => id),
      reset: control("reset", "POST"),
      /** Lets the next requests of an operation fail, and those of no other. */
      failing: (operation: string, status: number, times = 1) =>
        Effect.zipRight(
          control("faults", "DELETE"),
          control("faults", "POST", { operation, fault: { kind: "errorStatus", status }, times })
        ),
      requests: Effect.map(control("requests"), (all) => all as ReadonlyArray<Seen>) // as above
    }
  })
}) {}

/** A client of the sandbox, with everything from the configuration. */
export const clientOf = (policies: RetryLayer.PolicyLayer) =>
  PresenceClient.layerBare().pipe(
    Layer.provide(policies),
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(Authentication.layerFromConfig()),
    Layer.provide(GenesysCloud.layerFromConfig()),
    Layer.provide(NodeHttpClient.layerUndici),
    Layer.provide(
      Layer.unwrapEffect(
        Effect.map(Sandbox, ({ settings }) => Layer.setConfigProvider(ConfigProvider.fromMap(settings)))
      )
    )
  )
