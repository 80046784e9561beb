/** The client for Effect 3, driven by a program of Effect 3, for the comparison in `packages/bench`. */
import { FetchHttpClient } from "@effect/platform"
import { NodeHttpClient } from "@effect/platform-node"
import { Authentication, GenesysCloud, PresenceClient, PresenceTransport, RetryLayer } from "@genesys-presence/effect3"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"

// As `ownClient` says it: never reached.
const policies = RetryLayer.recommended({
  throttle: { limit: 1_000_000_000, learn: false },
  bulkhead: { limit: 1_000_000 }
})

const transports = { fetch: FetchHttpClient.layer, undici: NodeHttpClient.layerUndici }

export const onEffect3 = (
  name: string,
  transport: keyof typeof transports,
  baseUrl: string,
  token: string,
  userId: string
) => {
  const runtime = ManagedRuntime.make(
    PresenceClient.layerBare().pipe(
      Layer.provide(policies),
      Layer.provide(PresenceTransport.layer()),
      Layer.provide(Authentication.layerToken(Redacted.make(token))),
      Layer.provide(GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl })),
      Layer.provide(transports[transport])
    )
  )
  const call = Effect.flatMap(PresenceClient, (client) => client.getUserPresencesPurecloud({ userId }))
  return {
    name,
    once: () => runtime.runPromise(call),
    // Callers are fibers of one program, as those of the client for Effect 4.
    drive: (concurrency: number, until: () => boolean) =>
      runtime.runPromise(
        Effect.suspend(() => {
          let calls = 0
          const converse = Effect.whileLoop({
            while: () => !until(),
            body: () => call,
            step: () => {
              calls += 1
            }
          })
          const all = Effect.replicateEffect(converse, concurrency, { concurrency: "unbounded", discard: true })
          return Effect.map(all, () => calls)
        })
      )
  }
}
