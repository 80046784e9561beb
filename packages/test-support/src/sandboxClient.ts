import { NodeHttpClient } from "@effect/platform-node"
import { PresenceClient } from "@genesys-presence/client"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect, Layer } from "effect"

/** A client without policies of the sandbox that it is provided with. */
export const sandboxClient = () => PresenceClient.layerFromConfig({ policies: false })

/** A client and its sandbox with a socket between them. */
export const overASocket = (options?: Parameters<typeof Sandbox.layer>[0]) =>
  sandboxClient().pipe(Layer.provideMerge(Sandbox.layer(options)), Layer.provideMerge(NodeHttpClient.layerUndici))

/** A client and its sandbox in one process, on the clock of the test. */
export const inProcess = (options?: Parameters<typeof Sandbox.layerInProcess>[0]) =>
  sandboxClient().pipe(Layer.provideMerge(Sandbox.layerInProcess(options)))

/** How many requests of an operation the sandbox has answered. */
export const requestsOf = (operation: string) =>
  Effect.gen(function* () {
    const sandbox = yield* Sandbox
    return (yield* sandbox.requests).filter((request) => request.operation === operation).length
  })
