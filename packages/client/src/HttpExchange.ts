/**
 * Sends one raw HTTP request and reads its whole response: the lowest layer of the client, below the token, the errors
 * and the policies.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Exit from "effect/Exit"
import type * as Headers from "effect/http/Headers"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as HttpClientExchange from "./internal/http/httpClientExchange.ts"

/**
 * A raw request.
 *
 * @category models
 * @since 0.1.0
 */
export interface HttpExchangeRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** Scheme, host and port, such as `https://api.mypurecloud.de`. */
  readonly origin: string
  /** The path and the query, percent-encoded. */
  readonly path: string
  /** All headers, with the type of the body. They hold the token. */
  readonly headers: Headers.Headers
  /** `undefined` for none. */
  readonly body: string | undefined
  /** The most bytes of the response's body to read, after decompression. */
  readonly maxBodyBytes: number
}

/**
 * A response, whatever its status, that was read to its end or to the limit.
 *
 * @category models
 * @since 0.1.0
 */
export interface HttpExchangeResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Headers.Headers
  readonly text: string
  /** Whether the body was longer than the limit; `text` then holds its beginning. */
  readonly truncated: boolean
}

/**
 * Why there is no response. It holds no part of the runtime's error, which may quote headers and so the token.
 *
 * @category models
 * @since 0.1.0
 */
export interface HttpExchangeFailure {
  readonly reason:
    | "ConnectionRefused"
    | "ConnectionLost"
    | "HostNotFound"
    | "HostUnreachable"
    | "ConnectTimeout"
    | "TlsFailure"
    | "Unknown"
  /** The code of the runtime, such as `ECONNREFUSED`. */
  readonly code?: string
  /**
   * `no` when the request provably never left, or the server said that it did not begin with it (`REFUSED_STREAM` of
   * HTTP/2); `unknown` when the service may have executed it.
   */
  readonly sent: "no" | "unknown"
}

/**
 * How an exchange ended.
 *
 * @category models
 * @since 0.1.0
 */
export type HttpExchangeExit = Exit.Exit<HttpExchangeResponse, HttpExchangeFailure>

/**
 * Exchanges one request for one response.
 *
 * **When to use**
 *
 * Choose one layer: {@link HttpExchange.layer} over any `HttpClient`, or the layers of `UndiciHttpExchange`, which are
 * faster on Node. Provide a service of your own to add headers or to go through something else.
 *
 * **Details**
 *
 * Redirects are not followed. There is no time limit: the caller aborts. It is built on a callback and not on an effect,
 * since an effect would cost every request a fiber.
 *
 * **Example** (A client over the platform's `fetch`)
 *
 * ```ts
 * import { HttpExchange, PresenceClient } from "@genesys-presence/client"
 * import { Layer } from "effect"
 * import { FetchHttpClient } from "effect/http"
 *
 * const Live = PresenceClient.layerFromConfig().pipe(
 *   Layer.provide(HttpExchange.layer),
 *   Layer.provide(FetchHttpClient.layer)
 * )
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export class HttpExchange extends Context.Service<
  HttpExchange,
  {
    /**
     * Starts an exchange in the context of a fiber, and returns the effect that aborts it. `done` is called once; what
     * comes later is ignored. An exchange that is being aborted may still call it with a response that had arrived. The
     * abort has to end soon: a call that is interrupted or out of time waits for it.
     */
    readonly start: (
      request: HttpExchangeRequest,
      context: Context.Context<never>,
      done: (exit: HttpExchangeExit) => void
    ) => Effect.Effect<void>
  }
>()("@genesys-presence/client/HttpExchange") {
  /**
   * Exchanges over the `HttpClient` of the environment.
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layer: Layer.Layer<HttpExchange, never, HttpClient.HttpClient> = Layer.fresh(
    Layer.effect(
      HttpExchange,
      Effect.map(HttpClient.HttpClient, (client) => ({ start: HttpClientExchange.make(client) }))
    )
  )
}
