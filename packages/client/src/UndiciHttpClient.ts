/**
 * The fastest way to the service on Node: undici, for whole answers.
 *
 * Needs `@effect/platform-node` beside this package, which brings undici along; it runs on Node alone.
 *
 * @since 0.1.0
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import type * as Undici from "@effect/platform-node/Undici"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as BufferedUndici from "./internal/bufferedUndici.ts"
import { addShortcut } from "./internal/wire.ts"

/**
 * An undici client over the dispatcher that you provide, such as one that goes through a proxy or is shared.
 *
 * @category layers
 * @since 0.1.0
 */
export const layerNoDispatcher: Layer.Layer<HttpClient.HttpClient, never, NodeHttpClient.Dispatcher> = Layer.effect(
  HttpClient.HttpClient,
  Effect.gen(function* () {
    const dispatcher = yield* NodeHttpClient.Dispatcher
    const client = yield* NodeHttpClient.makeUndici
    addShortcut(
      client,
      BufferedUndici.make(dispatcher, (context) => Context.get(context, NodeHttpClient.UndiciOptions))
    )
    return client
  })
)

/**
 * An undici client with an agent of its own, which is made with options of undici's and destroyed with the layer.
 *
 * **Example** (At most 20 connections)
 *
 * ```ts
 * import * as UndiciHttpClient from "@genesys-presence/client/UndiciHttpClient"
 *
 * const Http = UndiciHttpClient.layerOptions({ connections: 20 })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerOptions = (options?: Undici.Agent.Options): Layer.Layer<HttpClient.HttpClient> =>
  Layer.provide(layerNoDispatcher, NodeHttpClient.layerDispatcherOptions(options))

/**
 * An undici client with an agent of its own.
 *
 * **When to use**
 *
 * Provide it where you would provide `NodeHttpClient.layerUndici`. To everything else it is the same client; calls of
 * this package that reach it directly hand their request to undici themselves and collect the answer, without a stream
 * and without a fiber for the time limit. A client that is wrapped, for instance by `HttpClient.mapRequest`, works too,
 * at the speed of `NodeHttpClient.layerUndici`.
 *
 * **Example** (A client for production)
 *
 * ```ts
 * import { Authentication, GenesysCloud, PresenceClient, PresenceTransport, RetryLayer } from "@genesys-presence/client"
 * import * as UndiciHttpClient from "@genesys-presence/client/UndiciHttpClient"
 * import { Layer } from "effect"
 *
 * const Live = PresenceClient.layer.pipe(
 *   Layer.provide(RetryLayer.recommended()),
 *   Layer.provide(PresenceTransport.layer),
 *   Layer.provide(Authentication.layerConfig),
 *   Layer.provide(GenesysCloud.layerConfig),
 *   Layer.provide(UndiciHttpClient.layer)
 * )
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<HttpClient.HttpClient> = layerOptions()
