import { NodeHttpClient } from "@effect/platform-node"
import { PresenceClient } from "@genesys-presence/client"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect, Layer } from "effect"

/** A client without policies of the sandbox that it is provided with. */
export const sandboxClient = () => PresenceClient.layerFromConfig({ policies: false })

/** A client and its sandbox with a socket between them. */
export const overASocket = (options?: Parameters<typeof Sandbox.layer>[0]) =>
  sandboxClient().pipe(Layer.provideMerge(Sandbox.layer(options)), Layer.provideMerge(NodeHttpClient.layerUndici))

/** How many requests of an operation the sandbox has answered. */
export const requestsOf = (operation: string) =>
  Effect.gen(function* () {
    const sandbox = yield* Sandbox
    return (yield* sandbox.requests).filter((request) => request.operation === operation).length
  })
