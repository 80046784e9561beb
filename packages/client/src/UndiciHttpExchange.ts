/**
 * The fastest way to the service on Node: exchanges straight over undici.
 *
 * Needs `@effect/platform-node` beside this package, which brings undici along; it runs on Node alone.
 *
 * @since 0.1.0
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import type * as Undici from "@effect/platform-node/Undici"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { HttpExchange } from "./HttpExchange.ts"
import * as UndiciAgents from "./internal/http/undiciAgents.ts"
import * as UndiciExchange from "./internal/http/undiciExchange.ts"

const exchangeOver = (dispatchers: UndiciAgents.Dispatchers): HttpExchange["Service"] => ({
  start: UndiciExchange.make(dispatchers, (context) => Context.get(context, NodeHttpClient.UndiciOptions))
})

/**
 * Exchanges over the undici dispatcher that you provide, such as one that goes through a proxy or is shared.
 *
 * **Details**
 *
 * `NodeHttpClient.UndiciOptions` of the calling fiber apply to each request.
 *
 * Give the dispatcher `allowH2: false`, unless it notices by itself that a connection of HTTP/2 has gone dark: undici
 * keeps such a connection, and all calls on it fail, until two of its pings stayed unanswered (120 seconds).
 *
 * @category layers
 * @since 0.1.0
 */
export const layerNoDispatcher: Layer.Layer<HttpExchange, never, NodeHttpClient.Dispatcher> = Layer.fresh(
  Layer.effect(
    HttpExchange,
    Effect.map(NodeHttpClient.Dispatcher, (dispatcher) => exchangeOver(UndiciAgents.always(dispatcher)))
  )
)

/**
 * Exchanges over an undici agent of its own, which is made with options of undici's and destroyed with the layer.
 *
 * **Details**
 *
 * It speaks HTTP/1.1 unless `allowH2` is `true`. Over HTTP/2 undici keeps the connection of a request that is aborted, even
 * one that has gone dark. So each attempt that is aborted, such as one out of time, replaces the agent: later requests
 * connect anew, and those in flight end on the old connection.
 *
 * It gives a connection 5 seconds (undici: 10), so that a host that cannot be reached shows as `ConnectTimeout`, and not
 * as an attempt that took too long, which may have been executed.
 *
 * **Example** (At most 20 connections)
 *
 * ```ts
 * import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
 *
 * const Http = UndiciHttpExchange.layer({ connections: 20 })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (options?: Undici.Agent.Options): Layer.Layer<HttpExchange> => {
  const complete = { allowH2: false, connectTimeout: 5000, ...options }
  return complete.allowH2
    ? Layer.fresh(Layer.effect(HttpExchange, Effect.map(UndiciAgents.replacedOnAbort(complete), exchangeOver)))
    : Layer.provide(layerNoDispatcher, NodeHttpClient.layerDispatcherOptions(complete))
}
