/**
 * The way from a prepared request to an answer of the service: the token, the attempt, its time limit, and errors by
 * status.
 *
 * @since 0.1.0
 */
import type * as Contract from "@genesys-presence/models/Contract"
import type * as Operation from "@genesys-presence/models/Operation"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import type * as Headers from "effect/http/Headers"
import * as HttpClient from "effect/http/HttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Authentication } from "./Authentication.ts"
import { GenesysCloud } from "./GenesysCloud.ts"
import * as Attempt from "./internal/attempt.ts"
import { withFastPath } from "./internal/fastPath.ts"
import type { PresenceError } from "./PresenceError.ts"

/**
 * How far a call has come. One object lives as long as the call, over all of its attempts.
 *
 * @category models
 * @since 0.1.0
 */
export interface Progress {
  /** How many requests were sent or tried so far. */
  attempts: number
  /** The status of the last answer; `undefined` before the first one. */
  status: number | undefined
  /** When the call started, in nanoseconds of the monotonic clock. */
  readonly startedAt: bigint
}

/**
 * A request that is ready to be sent.
 *
 * @category models
 * @since 0.1.0
 */
export interface TransportRequest {
  readonly operation: Contract.OperationName
  readonly definition: Operation.Any
  /** The path and the query, percent-encoded, to be put behind the API's URL. */
  readonly target: string
  /** What the caller adds to the headers. */
  readonly headers: Readonly<Record<string, string>>
  /** The body as JSON; `undefined` for none. */
  readonly body: string | undefined
  readonly progress: Progress
}

/**
 * A successful answer, read to its end.
 *
 * @category models
 * @since 0.1.0
 */
export interface TransportResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Headers.Headers
  readonly text: string
  readonly correlationId: string | undefined
  /** Takes the token out of a text, for an error that is to hold a part of the answer. */
  readonly redact: (text: string) => string
}

/**
 * Limits of the transport.
 *
 * @category options
 * @since 0.1.0
 */
export interface Options {
  /**
   * How long one attempt may take, from sending to the end of the answer. 30 seconds by default: the service itself
   * gives up on a request before that. `Duration.infinity` for no limit.
   */
  readonly attemptTimeout?: Duration.Input | undefined
  /**
   * The longest body to read, in bytes after decompression. 10 MiB by default: the largest answer of this API, a list
   * of definitions, stays under 1 MiB.
   */
  readonly maxBodyBytes?: number | undefined
}

const defaultTimeout = Duration.seconds(30)
const defaultMaxBodyBytes = 10 * 1024 * 1024

/**
 * Sends the requests of a client.
 *
 * **When to use**
 *
 * Provide {@link PresenceTransport.layer} under `PresenceClient.layer`. Policies wrap this service; a test may replace
 * it.
 *
 * **Details**
 *
 * A request goes to the configured API URL only, with a bearer token; redirects are not followed, and bodies are read
 * to their end. After a 401 the token is renewed and the request sent once more. Any status but 2xx becomes the error
 * of its class.
 *
 * @category services
 * @since 0.1.0
 */
export class PresenceTransport extends Context.Service<
  PresenceTransport,
  {
    readonly execute: (request: TransportRequest) => Effect.Effect<TransportResponse, PresenceError>
  }
>()("@genesys-presence/client/PresenceTransport") {
  /**
   * The transport with limits of your own.
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layerWith = (
    options: Options
  ): Layer.Layer<PresenceTransport, never, Authentication | GenesysCloud | HttpClient.HttpClient> =>
    Layer.effect(
      PresenceTransport,
      Effect.gen(function* () {
        const authentication = yield* Authentication
        const { apiUrl } = yield* GenesysCloud
        const client = yield* HttpClient.HttpClient
        return withFastPath(
          [],
          Attempt.make({
            apiUrl,
            authentication,
            client,
            attemptTimeout: Duration.fromInputUnsafe(options.attemptTimeout ?? defaultTimeout),
            maxBodyBytes: options.maxBodyBytes ?? defaultMaxBodyBytes
          })
        )
      })
    )

  /**
   * The transport with its default limits.
   *
   * A new layer each time: two of them in one program never share what they build, so that tenants stay apart. Keep one
   * in a constant to share it.
   *
   * @category layers
   * @since 0.1.0
   */
  static get layer(): Layer.Layer<PresenceTransport, never, Authentication | GenesysCloud | HttpClient.HttpClient> {
    return PresenceTransport.layerWith({})
  }
}
