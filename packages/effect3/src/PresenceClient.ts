/**
 * The 27 operations of the Presence API as effects of Effect 3.
 *
 * @since 0.1.0
 */
import * as HttpClient3 from "@effect/platform/HttpClient"
import { Authentication as Authentication4 } from "@genesys-presence/client/Authentication"
import { GenesysCloud as GenesysCloud4, type Location } from "@genesys-presence/client/GenesysCloud"
import * as Client4 from "@genesys-presence/client/PresenceClient"
import type { PresenceConfigurationError } from "@genesys-presence/client/PresenceConfigurationError"
import { PresenceTransport as PresenceTransport4 } from "@genesys-presence/client/PresenceTransport"
import * as Contract from "@genesys-presence/models/Contract"
import * as Context3 from "effect/Context"
import * as Effect3 from "effect/Effect"
import * as Layer3 from "effect/Layer"
import type * as Redacted3 from "effect/Redacted"
import * as Context4 from "effect4/Context"
import type * as Effect4 from "effect4/Effect"
import * as Exit4 from "effect4/Exit"
import * as HttpClient4 from "effect4/http/HttpClient"
import * as Layer4 from "effect4/Layer"
import type * as Redacted4 from "effect4/Redacted"
import * as Scope4 from "effect4/Scope"
import { toEffect3 } from "./internal/bridge.ts"
import * as Http from "./internal/httpClient.ts"
import { type ToEffect3, toEffect3Value, toEffect4Value } from "./internal/values.ts"
import { type ErrorOf, fromClient } from "./PresenceError.ts"

/**
 * An operation as a method.
 *
 * @category models
 * @since 0.1.0
 */
export type Method<Name extends Contract.OperationName> = (
  ...args: ToEffect3<Client4.Arguments<Name>>
) => Effect3.Effect<ToEffect3<Client4.Success<Name>>, ErrorOf<Client4.Failure<Name>>>

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
 * The shape of the service: the operations.
 *
 * @category models
 * @since 0.1.0
 */
export interface Service extends Contract.Operations<MethodLambda> {}

/**
 * Where the client leads to, and who calls.
 *
 * @category options
 * @since 0.1.0
 */
export interface Options {
  /** The region, or the URLs. */
  readonly location: Location
  /** The id of the OAuth client. */
  readonly clientId: string
  /** Never logged and never part of an error. */
  readonly clientSecret: Redacted3.Redacted
}

const identity = <A>(value: A): A => value

const bridged = (client: Client4.Service): Service => {
  const methods = Contract.operationNames.map((name) => {
    // The parameters of one operation at a time are passed on, whatever they are.
    const method = client[name] as (
      ...args: ReadonlyArray<unknown>
    ) => Effect4.Effect<unknown, Client4.Failure<typeof name>>
    return [
      name,
      (...args: ReadonlyArray<unknown>) =>
        Effect3.suspend(() => toEffect3(method(...args.map((arg) => toEffect4Value(arg))), toEffect3Value, fromClient))
    ]
  })
  // One method for each name of the contract.
  return Object.fromEntries(methods) as Service
}

/** What must be interrupted, closed and given back when the layer ends is in a scope of Effect 4 within that of Effect 3. */
const scope = Effect3.acquireRelease(toEffect3(Scope4.make(), identity, identity), (made) =>
  toEffect3(Scope4.close(made, Exit4.void), identity, identity)
)

/**
 * Reads and sets presence in Genesys Cloud.
 *
 * @category services
 * @since 0.1.0
 */
export class PresenceClient extends Context3.Tag("@genesys-presence/effect3/PresenceClient")<
  PresenceClient,
  Service
>() {
  /**
   * The client on the `HttpClient` of `@effect/platform`. Fails when a setting cannot be used.
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layer = (
    options: Options
  ): Layer3.Layer<PresenceClient, ErrorOf<PresenceConfigurationError>, HttpClient3.HttpClient> =>
    Layer3.scoped(
      PresenceClient,
      Effect3.gen(function* () {
        const http = Http.make(yield* HttpClient3.HttpClient)
        const client = Client4.PresenceClient.layer.pipe(
          Layer4.provide(PresenceTransport4.layer),
          Layer4.provide(
            Authentication4.layerClientCredentials({
              clientId: options.clientId,
              clientSecret: toEffect4Value<Redacted4.Redacted>(options.clientSecret)
            })
          ),
          Layer4.provide(GenesysCloud4.layer(options.location)),
          Layer4.provide(Layer4.succeed(HttpClient4.HttpClient, http))
        )
        const built = yield* toEffect3(Layer4.buildWithScope(client, yield* scope), identity, fromClient)
        return bridged(Context4.get(built, Client4.PresenceClient))
      })
    )
}
