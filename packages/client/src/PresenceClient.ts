/**
 * The 27 operations of the Presence API as Effects.
 *
 * @since 0.1.0
 */
import type * as Contract from "@genesys-presence/models/Contract"
import type * as Operation from "@genesys-presence/models/Operation"
import type * as Config from "effect/Config"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import type * as Headers from "effect/http/Headers"
import * as Layer from "effect/Layer"
import { Authentication } from "./Authentication.ts"
import { GenesysCloud } from "./GenesysCloud.ts"
import type { HttpExchange } from "./HttpExchange.ts"
import * as Calls from "./internal/call/calls.ts"
import { RequestHeaders } from "./internal/call/requestBuilder.ts"
import type { OperationError, PresenceDecodeError } from "./PresenceError.ts"
import { PresenceTransport } from "./PresenceTransport.ts"

type Contracts = Contract.Contract

/**
 * What a caller passes to an operation: its path and query parameters and its body, flat and by name.
 *
 * @category models
 * @since 0.1.0
 */
export type Parameters<Name extends Contract.OperationName> = Operation.Parameters<Contracts[Name]>

/**
 * What an operation answers.
 *
 * @category models
 * @since 0.1.0
 */
export type Success<Name extends Contract.OperationName> = Operation.Success<Contracts[Name]>

/**
 * What an operation can fail with.
 *
 * @category models
 * @since 0.1.0
 */
export type Failure<Name extends Contract.OperationName> = OperationError<Contracts[Name]>

/**
 * The arguments of an operation: none when it has no parameters, an optional one when none of them is required.
 *
 * @category models
 * @since 0.1.0
 */
export type Arguments<Name extends Contract.OperationName> = keyof Parameters<Name> extends never
  ? []
  : {} extends Parameters<Name>
    ? [parameters?: Parameters<Name>]
    : [parameters: Parameters<Name>]

/**
 * An operation as a method.
 *
 * @category models
 * @since 0.1.0
 */
export type Method<Name extends Contract.OperationName> = (
  ...args: Arguments<Name>
) => Effect.Effect<Success<Name>, Failure<Name>>

/**
 * Makes the operations of the contract methods.
 *
 * @category models
 * @since 0.1.0
 */
export interface MethodLambda extends Contract.TypeLambda {
  readonly type: Method<this["name"]>
}

/**
 * A row of a list that the service sent and that is not what the API documents.
 *
 * @category models
 * @since 0.1.0
 */
export interface UnreadableRow {
  /** Its place in the list that the service sent, from 0. */
  readonly index: number
  /** What is wrong with it; `text` is the beginning of the row. */
  readonly error: PresenceDecodeError
  /** The row as it came, undecoded. It may hold personal data. */
  readonly value: unknown
}

/**
 * An answer with what came around it.
 *
 * @category models
 * @since 0.1.0
 */
export interface PresenceResponse<A> {
  readonly operation: Contract.OperationName
  readonly status: number
  /** Names in lower case. */
  readonly headers: Headers.Headers
  /** What to quote when you ask Genesys about this call. */
  readonly correlationId: string | undefined
  /** How many requests were sent; more than 1 after a renewed token or a retry. */
  readonly attempts: number
  /** How long the call took, all attempts included. */
  readonly elapsed: Duration.Duration
  /** What the operation answers. A list is without the rows that cannot be read. */
  readonly body: A
  /** The rows of a list that cannot be read; empty for other answers. A method fails in their place. A client of a test may leave it out. */
  readonly unreadable?: ReadonlyArray<UnreadableRow>
}

/**
 * The shape of the service: the operations, and `execute` for their full answers.
 *
 * @category models
 * @since 0.1.0
 */
export interface Service extends Contract.Operations<MethodLambda> {
  /**
   * Calls an operation by its name and answers with status, headers and correlation id around the body. Of a list with
   * rows that cannot be read it gives the others, and reports each of those in `unreadable`.
   *
   * **Example** (Reading the rate limit that came with an answer)
   *
   * ```ts
   * import { PresenceClient } from "@genesys-presence/client"
   * import { Effect } from "effect"
   *
   * const program = Effect.gen(function*() {
   *   const presence = yield* PresenceClient
   *   const response = yield* presence.execute("getUserPresencesPurecloud", { userId: "some-user" })
   *   yield* Effect.log(response.body.presenceDefinition, response.headers["inin-ratelimit-count"])
   * })
   * ```
   */
  readonly execute: <Name extends Contract.OperationName>(
    name: Name,
    ...args: Arguments<Name>
  ) => Effect.Effect<PresenceResponse<Success<Name>>, Failure<Name>>
}

/**
 * Reads and sets presence in Genesys Cloud.
 *
 * **When to use**
 *
 * Take the service in programs, and provide a layer once, at the edge: {@link PresenceClient.layerConfig} for
 * everything from the environment, or {@link PresenceClient.layer} on a transport of your choice.
 *
 * **Details**
 *
 * Each method takes its parameters by name, and no argument where nothing is required. What cannot be sent fails with
 * `PresenceInvalidRequest` before anything is sent. Each status has an error of its own: see `PresenceError`.
 *
 * **Example** (Setting a user's presence)
 *
 * ```ts
 * import { PresenceClient } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const setBusy = Effect.fn("setBusy")(
 *   function*(userId: string, busyId: string) {
 *     const presence = yield* PresenceClient
 *     return yield* presence.patchUserPresencesPurecloud({
 *       userId,
 *       body: { presenceDefinition: { id: busyId } }
 *     })
 *   },
 *   Effect.catchTag("PresenceNotFound", (error) => Effect.logWarning("no such agent", error.correlationId))
 * )
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export class PresenceClient extends Context.Service<PresenceClient, Service>()(
  "@genesys-presence/client/PresenceClient"
) {
  /**
   * The client on a transport.
   *
   * A new layer each time: two of them in one program never share what they build, so that tenants stay apart. Keep one
   * in a constant to share it.
   *
   * **Example** (A client for one region, credentials from the program)
   *
   * ```ts
   * import { NodeHttpClient } from "@effect/platform-node"
   * import {
   *   Authentication,
   *   GenesysCloud,
   *   HttpExchange,
   *   PresenceClient,
   *   PresenceTransport
   * } from "@genesys-presence/client"
   * import { Layer, Redacted } from "effect"
   *
   * const Live = PresenceClient.layer.pipe(
   *   Layer.provide(PresenceTransport.layer),
   *   Layer.provide(
   *     Authentication.layerClientCredentials({ clientId: "my-client", clientSecret: Redacted.make("my-secret") })
   *   ),
   *   Layer.provide(GenesysCloud.layer({ region: "eu-central-1" })),
   *   Layer.provide(HttpExchange.layer),
   *   Layer.provide(NodeHttpClient.layerUndici)
   * )
   * ```
   *
   * @category layers
   * @since 0.1.0
   */
  static get layer(): Layer.Layer<PresenceClient, never, PresenceTransport> {
    return Layer.effect(PresenceClient, Effect.map(PresenceTransport, Calls.make))
  }

  /**
   * The client with everything from the environment: `GENESYS_CLOUD_REGION` (or `GENESYS_CLOUD_API_URL` and
   * `GENESYS_CLOUD_LOGIN_URL`), `GENESYS_CLOUD_CLIENT_ID` and `GENESYS_CLOUD_CLIENT_SECRET`. Fails with a `ConfigError`
   * that names the variable which is missing or malformed.
   *
   * A new layer each time: two of them in one program never share what they build, so that tenants stay apart. Keep one
   * in a constant to share it.
   *
   * @category layers
   * @since 0.1.0
   */
  static get layerConfig(): Layer.Layer<PresenceClient, Config.ConfigError, HttpExchange> {
    return PresenceClient.layer.pipe(
      Layer.provide(PresenceTransport.layer),
      Layer.provide(Authentication.layerConfig),
      Layer.provide(GenesysCloud.layerConfig)
    )
  }

  /**
   * Adds headers to the calls that an effect makes.
   *
   * **Details**
   *
   * The client's own headers (`authorization`, `content-type`, …) cannot be replaced, and values must be visible ASCII:
   * such a call fails with `PresenceInvalidRequest`.
   *
   * **Example** (Marking one call for a gateway)
   *
   * ```ts
   * import { PresenceClient } from "@genesys-presence/client"
   * import { Effect } from "effect"
   *
   * const program = Effect.gen(function*() {
   *   const presence = yield* PresenceClient
   *   return yield* presence.getSystempresences().pipe(PresenceClient.withHeaders({ "x-tenant": "acme" }))
   * })
   * ```
   *
   * @category combinators
   * @since 0.1.0
   */
  static readonly withHeaders: {
    (headers: Readonly<Record<string, string>>): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
    <A, E, R>(self: Effect.Effect<A, E, R>, headers: Readonly<Record<string, string>>): Effect.Effect<A, E, R>
  } = dual(
    2,
    <A, E, R>(self: Effect.Effect<A, E, R>, headers: Readonly<Record<string, string>>): Effect.Effect<A, E, R> =>
      Effect.updateService(self, RequestHeaders, (outer) => ({ ...outer, ...headers }))
  )
}
