import { describe, layer } from "@effect/vitest"
import { Layer } from "effect"
import { transports } from "../support/clients.ts"
import { HostileServer } from "../support/hostileServer.ts"
import { timingAttempts } from "./timing.ts"

describe.concurrent("when it comes", () => {
  for (const [transport, http] of transports) {
    layer(Layer.merge(http, HostileServer.layer).pipe(Layer.fresh), { excludeTestServices: true })(
      `over ${transport}:`,
      (it) => {
        for (const { name, run } of timingAttempts) it.effect(name, () => run, { timeout: 300_000, concurrent: false })
      }
    )
  }
})
