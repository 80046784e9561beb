/**
 * The 27 operations of the Presence API as Effects.
 *
 * @since 0.1.0
 */
import * as NotificationsContract from "@genesys-presence/models/NotificationsContract"
import * as PresenceContract from "@genesys-presence/models/PresenceContract"
import * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import * as Layer from "effect/Layer"
import { Authentication, type ClientCredentials } from "./Authentication.ts"
import { GenesysCloud, type GenesysCloudOptions, type GenesysCloudUrls } from "./GenesysCloud.ts"
import { HttpExchange } from "./HttpExchange.ts"
import * as Calls from "./internal/call/calls.ts"
import { RequestHeaders } from "./internal/call/requestBuilder.ts"
import { labelledLayer } from "./internal/call/telemetry.ts"
import { NotificationsClient, type NotificationsClientService } from "./NotificationsClient.ts"
import type {
  OperationArguments,
  OperationFailure,
  OperationMethodLambda,
  OperationSuccess,
  PresenceResponse
} from "./OperationMethod.ts"
import type { PresenceConfigurationError } from "./PresenceError.ts"
import { PresenceTransport, type PresenceTransportOptions } from "./PresenceTransport.ts"
import type { Region } from "./Region.ts"
import * as RetryLayer from "./RetryLayer.ts"

/**
 * The shape of the service: the operations, and `execute` for their full answers.
 *
 * @category models
 * @since 0.1.0
 */
export interface PresenceClientService extends PresenceContract.Operations<OperationMethodLambda> {
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
  readonly execute: <Name extends PresenceContract.OperationName>(
    name: Name,
    ...args: OperationArguments<Name>
  ) => Effect.Effect<PresenceResponse<OperationSuccess<Name>>, OperationFailure<Name>>
}

/**
 * Where a client finds its organisation, and as whom it logs in: a region or two URLs, and an OAuth client.
 *
 * @category options
 * @since 0.1.0
 */
export type PresenceClientConnection = ({ readonly region: Region } | GenesysCloudUrls) &
  Pick<GenesysCloudOptions, "allowInsecureHttp"> &
  ClientCredentials

/**
 * What the layers of a client may be told beside the connection.
 *
 * @category options
 * @since 0.1.0
 */
export interface PresenceClientOptions<Policies = RetryLayer.RecommendedOptions, Exchange = Layer.Layer<HttpExchange>>
  extends PresenceTransportOptions, Pick<GenesysCloudOptions, "userAgent"> {
  /**
   * What the policies are: options of `RetryLayer.recommended`, a layer in its place such as one of `RetryLayer.compose`, or
   * `false` for none. By default `RetryLayer.recommended()`.
   */
  readonly policies?: Policies | undefined
  /**
   * How requests are sent, such as `UndiciHttpExchange.layer()`. By default `HttpExchange.layer`, over the `HttpClient` that
   * you provide.
   */
  readonly exchange?: Exchange | undefined
  /**
   * Attributes on all metrics and spans of this client, such as the name of a tenant. None by default. Keep their values few:
   * each makes series of its own.
   */
  readonly labels?: Readonly<Record<string, string>> | undefined
}

/**
 * What may be given as policies.
 *
 * @category models
 * @since 0.1.0
 */
export type AnyPolicies = RetryLayer.RecommendedOptions<RetryLayer.AnyPolicyLayer> | RetryLayer.AnyPolicyLayer | false

/**
 * Lets the compiler refuse a policy that does not exist, as it does for options that are no type parameter.
 *
 * @category models
 * @since 0.1.0
 */
export type KnownPolicies<Policies> = Policies extends Layer.Any | false
  ? unknown
  : { readonly [Name in Exclude<keyof Policies, keyof RetryLayer.RecommendedOptions>]: never }

/**
 * What may be given as an exchange.
 *
 * @category models
 * @since 0.1.0
 */
export type AnyExchange = Layer.Layer<HttpExchange, unknown, unknown>

/**
 * The layers among the policies: one in place of all, or some in the places of single ones.
 *
 * @category models
 * @since 0.1.0
 */
export type LayersOf<Policies> = Policies extends Layer.Any ? Policies : Policies[keyof Policies]

/**
 * A client with what its policies and its exchange need and fail with.
 *
 * @category models
 * @since 0.1.0
 */
export type PresenceClientLayer<Policies, Exchange, E = never> = Layer.Layer<
  PresenceClient | NotificationsClient,
  | E
  | PresenceConfigurationError
  | Layer.Error<RetryLayer.PolicyLayerOf<LayersOf<Policies>>>
  | Layer.Error<Extract<Exchange, AnyExchange>>,
  | Exclude<Layer.Services<RetryLayer.PolicyLayerOf<LayersOf<Policies>>>, PresenceTransport>
  | Layer.Services<Extract<Exchange, AnyExchange>>
>

/**
 * Reads and sets presence in Genesys Cloud.
 *
 * **When to use**
 *
 * Take the service in programs, and provide a layer once, at the edge: {@link PresenceClient.layerFromConfig} for
 * everything from the environment, {@link PresenceClient.layer} for values of the program, {@link PresenceClient.layerConfig}
 * for variables of your own names. All three have the policies of `RetryLayer.recommended`, and provide `NotificationsClient`
 * too, which shares them.
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
export class PresenceClient extends Context.Service<PresenceClient, PresenceClientService>()(
  "@genesys-presence/client/PresenceClient"
) {
  /**
   * The client with its connection from the program, and the policies of `RetryLayer.recommended`.
   *
   * Fails with `PresenceConfigurationError` when an option cannot be used. A new layer each time: two of them never share a
   * token or a limit. Keep one in a constant to share it.
   *
   * **Example** (One region, credentials from the program)
   *
   * ```ts
   * import { NodeHttpClient } from "@effect/platform-node"
   * import { PresenceClient } from "@genesys-presence/client"
   * import { Layer, Redacted } from "effect"
   *
   * const Live = PresenceClient.layer({
   *   region: "eu-central-1",
   *   clientId: "my-client",
   *   clientSecret: Redacted.make("my-secret"),
   *   policies: { circuitBreaker: false, throttle: { limit: 150 } }
   * }).pipe(Layer.provide(NodeHttpClient.layerUndici))
   * ```
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layer = <
    const Policies extends AnyPolicies = {},
    Exchange extends AnyExchange = typeof HttpExchange.layer
  >(
    options: PresenceClientConnection &
      PresenceClientOptions<Policies, Exchange> & { readonly policies?: KnownPolicies<Policies> | undefined }
  ): PresenceClientLayer<Policies, Exchange> =>
    build<Policies, Exchange, PresenceConfigurationError>(
      options,
      GenesysCloud.layer(options),
      Authentication.layerClientCredentials(options)
    )

  /**
   * {@link PresenceClient.layer} with its connection from the configuration, under names of your own.
   *
   * **Example** (Variables of a tenant)
   *
   * ```ts
   * import { PresenceClient, Region } from "@genesys-presence/client"
   * import { Config } from "effect"
   *
   * const Acme = PresenceClient.layerConfig({
   *   region: Region.config("ACME_REGION"),
   *   clientId: Config.String("ACME_CLIENT_ID"),
   *   clientSecret: Config.Redacted("ACME_CLIENT_SECRET"),
   *   labels: { tenant: "acme" }
   * })
   * ```
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layerConfig = <
    const Policies extends AnyPolicies = {},
    Exchange extends AnyExchange = typeof HttpExchange.layer
  >(
    options: Config.Wrap<PresenceClientConnection> &
      PresenceClientOptions<Policies, Exchange> & { readonly policies?: KnownPolicies<Policies> | undefined }
  ): PresenceClientLayer<Policies, Exchange, Config.ConfigError> => {
    const wrapped = Object.fromEntries(Object.entries(options).filter(([, value]) => Config.isConfig(value)))
    // The options that are a Config are the connection.
    const connection = Config.unwrap(wrapped as unknown as Config.Wrap<PresenceClientConnection>)
    return Layer.unwrap(
      Effect.map(connection, (unwrapped) =>
        build<Policies, Exchange, PresenceConfigurationError>(
          options,
          GenesysCloud.layer({ ...unwrapped, userAgent: options.userAgent }),
          Authentication.layerClientCredentials(unwrapped)
        )
      )
    )
  }

  /**
   * The client with its connection from the environment: `GENESYS_CLOUD_REGION` (or `GENESYS_CLOUD_API_URL` and
   * `GENESYS_CLOUD_LOGIN_URL`), `GENESYS_CLOUD_CLIENT_ID` and `GENESYS_CLOUD_CLIENT_SECRET`. It has the policies of
   * `RetryLayer.recommended`.
   *
   * Fails with a `ConfigError` that names the variable which is missing or malformed. A new layer each time: two of them never
   * share a token or a limit. Keep one in a constant to share it.
   *
   * **Example** (Straight over undici)
   *
   * ```ts
   * import { PresenceClient } from "@genesys-presence/client"
   * import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
   *
   * const Live = PresenceClient.layerFromConfig({ exchange: UndiciHttpExchange.layer() })
   * ```
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layerFromConfig = <
    const Policies extends AnyPolicies = {},
    Exchange extends AnyExchange = typeof HttpExchange.layer
  >(
    options: PresenceClientOptions<Policies, Exchange> & {
      readonly policies?: KnownPolicies<Policies> | undefined
    } = {}
  ): PresenceClientLayer<Policies, Exchange, Config.ConfigError> =>
    build<Policies, Exchange, Config.ConfigError | PresenceConfigurationError>(
      options,
      GenesysCloud.layerFromConfig(options),
      Authentication.layerFromConfig()
    )

  /**
   * The client alone, on a transport and policies of your own choice.
   *
   * **When to use**
   *
   * Use it for compositions that {@link PresenceClient.layer} has no option for, such as another source of tokens, or a
   * transport of your own between two policies.
   *
   * **Example** (A token from elsewhere, and two policies)
   *
   * ```ts
   * import { NodeHttpClient } from "@effect/platform-node"
   * import {
   *   Authentication,
   *   GenesysCloud,
   *   HttpExchange,
   *   PresenceClient,
   *   PresenceTransport,
   *   RetryLayer
   * } from "@genesys-presence/client"
   * import { Layer, Redacted } from "effect"
   *
   * const Live = PresenceClient.layerBare().pipe(
   *   Layer.provide(RetryLayer.transient()),
   *   Layer.provide(RetryLayer.rateLimited()),
   *   Layer.provide(PresenceTransport.layer()),
   *   Layer.provide(Authentication.layerToken(Redacted.make("a-token"))),
   *   Layer.provide(GenesysCloud.layer({ region: "eu-central-1" })),
   *   Layer.provide(HttpExchange.layer),
   *   Layer.provide(NodeHttpClient.layerUndici)
   * )
   * ```
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layerBare = (
    options?: Pick<PresenceClientOptions, "labels">
  ): Layer.Layer<PresenceClient | NotificationsClient, never, PresenceTransport> =>
    Layer.fresh(
      Layer.effectContext(
        Effect.map(PresenceTransport, (transport) => {
          const make = (table: typeof PresenceContract.contract | typeof NotificationsContract.contract) =>
            Calls.make(table, transport, options?.labels)
          return Context.make(PresenceClient, make(PresenceContract.contract) as PresenceClientService).pipe(
            Context.add(NotificationsClient, make(NotificationsContract.contract) as NotificationsClientService)
          )
        })
      )
    )

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

const policiesOf = (policies: AnyPolicies | undefined): RetryLayer.AnyPolicyLayer => {
  if (policies === false) return RetryLayer.compose()
  return Layer.isLayer(policies) ? policies : RetryLayer.recommended(policies)
}

/** Puts the layers of a client on top of each other. */
const build = <Policies extends AnyPolicies, Exchange extends AnyExchange, E>(
  { exchange, labels, policies, ...options }: PresenceClientOptions<Policies, Exchange>,
  cloud: Layer.Layer<GenesysCloud, E>,
  authentication: Layer.Layer<Authentication, E, GenesysCloud | HttpExchange>
): PresenceClientLayer<Policies, Exchange, E> =>
  PresenceClient.layerBare({ labels }).pipe(
    Layer.provide(policiesOf(policies)),
    Layer.provide(PresenceTransport.layer(options)),
    Layer.provide(labels === undefined ? authentication : labelledLayer(labels, authentication)),
    Layer.provide(cloud),
    Layer.provide(exchange ?? HttpExchange.layer)
    // The types of the given layers are lost where one of several is chosen.
  ) as PresenceClientLayer<Policies, Exchange, E>
