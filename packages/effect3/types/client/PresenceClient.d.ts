import type * as ConfigError from "effect/ConfigError";
import type * as HttpClient from "@effect/platform/HttpClient";
import type * as PresenceContract from "../models/PresenceContract.js";
import type * as Config from "effect/Config";
import type * as Context from "effect/Context";
import type * as Effect from "effect/Effect";
import type * as Layer from "effect/Layer";
import type { ClientCredentials } from "./Authentication.js";
import type { GenesysCloudOptions, GenesysCloudUrls } from "./GenesysCloud.js";
import type { NotificationsClient } from "./NotificationsClient.js";
import type { OperationArguments, OperationFailure, OperationMethodLambda, OperationSuccess, PresenceResponse } from "./OperationMethod.js";
import type { PresenceConfigurationError } from "./PresenceError.js";
import type { PresenceTransport, PresenceTransportOptions } from "./PresenceTransport.js";
import type { Region } from "./Region.js";
import type * as RetryLayer from "./RetryLayer.js";
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
     */
    readonly execute: <Name extends PresenceContract.OperationName>(name: Name, ...args: OperationArguments<Name>) => Effect.Effect<PresenceResponse<OperationSuccess<Name>>, OperationFailure<Name>>;
}
/**
 * Where a client finds its organisation, and as whom it logs in: a region or two URLs, and an OAuth client.
 *
 * @category options
 * @since 0.1.0
 */
export type PresenceClientConnection = ({
    readonly region: Region;
} | GenesysCloudUrls) & Pick<GenesysCloudOptions, "allowInsecureHttp"> & ClientCredentials;
/**
 * What the layers of a client may be told beside the connection.
 *
 * @category options
 * @since 0.1.0
 */
export interface PresenceClientOptions<Policies = RetryLayer.RecommendedOptions> extends PresenceTransportOptions, Pick<GenesysCloudOptions, "userAgent"> {
    /**
     * What the policies are: options of `RetryLayer.recommended`, a layer in its place such as one of `RetryLayer.compose`, or
     * `false` for none. By default `RetryLayer.recommended()`.
     */
    readonly policies?: Policies | undefined;
    /**
     * Attributes on all metrics and spans of this client, such as the name of a tenant. None by default. Keep their values few:
     * each makes series of its own.
     */
    readonly labels?: Readonly<Record<string, string>> | undefined;
}
/**
 * What may be given as policies.
 *
 * @category models
 * @since 0.1.0
 */
export type AnyPolicies = RetryLayer.RecommendedOptions<RetryLayer.AnyPolicyLayer> | RetryLayer.AnyPolicyLayer | false;
/**
 * Lets the compiler refuse a policy that does not exist, as it does for options that are no type parameter.
 *
 * @category models
 * @since 0.1.0
 */
export type KnownPolicies<Policies> = Policies extends Layer.Layer.Any | false ? unknown : {
    readonly [Name in Exclude<keyof Policies, keyof RetryLayer.RecommendedOptions>]: never;
};
/**
 * The layers among the policies: one in place of all, or some in the places of single ones.
 *
 * @category models
 * @since 0.1.0
 */
export type LayersOf<Policies> = Policies extends Layer.Layer.Any ? Policies : Policies[keyof Policies];
/**
 * A client with what its policies and its exchange need and fail with.
 *
 * @category models
 * @since 0.1.0
 */
export type PresenceClientLayer<Policies, E = never> = Layer.Layer<PresenceClient | NotificationsClient, E | PresenceConfigurationError | Layer.Layer.Error<RetryLayer.PolicyLayerOf<LayersOf<Policies>>>, Exclude<Layer.Layer.Context<RetryLayer.PolicyLayerOf<LayersOf<Policies>>>, PresenceTransport> | HttpClient.HttpClient>;
declare const PresenceClient_base: Context.TagClass<PresenceClient, "@genesys-presence/effect3/PresenceClient", PresenceClientService>;
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
 * @category services
 * @since 0.1.0
 */
export declare class PresenceClient extends PresenceClient_base {
    /**
     * The client with its connection from the program, and the policies of `RetryLayer.recommended`.
     *
     * Fails with `PresenceConfigurationError` when an option cannot be used. A new layer each time: two of them never share a
     * token or a limit. Keep one in a constant to share it.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layer: <const Policies extends AnyPolicies = {}>(options: PresenceClientConnection & PresenceClientOptions<Policies> & {
        readonly policies?: KnownPolicies<Policies> | undefined;
    }) => PresenceClientLayer<Policies>;
    /**
     * {@link PresenceClient.layer} with its connection from the configuration, under names of your own.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layerConfig: <const Policies extends AnyPolicies = {}>(options: Config.Config.Wrap<PresenceClientConnection> & PresenceClientOptions<Policies> & {
        readonly policies?: KnownPolicies<Policies> | undefined;
    }) => PresenceClientLayer<Policies, ConfigError.ConfigError>;
    /**
     * The client with its connection from the environment: `GENESYS_CLOUD_REGION` (or `GENESYS_CLOUD_API_URL` and
     * `GENESYS_CLOUD_LOGIN_URL`), `GENESYS_CLOUD_CLIENT_ID` and `GENESYS_CLOUD_CLIENT_SECRET`. It has the policies of
     * `RetryLayer.recommended`.
     *
     * Fails with a `ConfigError` that names the variable which is missing or malformed. A new layer each time: two of them never
     * share a token or a limit. Keep one in a constant to share it.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layerFromConfig: <const Policies extends AnyPolicies = {}>(options?: PresenceClientOptions<Policies> & {
        readonly policies?: KnownPolicies<Policies> | undefined;
    }) => PresenceClientLayer<Policies, ConfigError.ConfigError>;
    /**
     * The client alone, on a transport and policies of your own choice.
     *
     * **When to use**
     *
     * Use it for compositions that {@link PresenceClient.layer} has no option for, such as another source of tokens, or a
     * transport of your own between two policies.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layerBare: (options?: Pick<PresenceClientOptions, "labels">) => Layer.Layer<PresenceClient | NotificationsClient, never, PresenceTransport>;
    /**
     * Adds headers to the calls that an effect makes.
     *
     * **Details**
     *
     * The client's own headers (`authorization`, `content-type`, …) cannot be replaced, and values must be visible ASCII:
     * such a call fails with `PresenceInvalidRequest`.
     *
     * @category combinators
     * @since 0.1.0
     */
    static readonly withHeaders: {
        (headers: Readonly<Record<string, string>>): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>;
        <A, E, R>(self: Effect.Effect<A, E, R>, headers: Readonly<Record<string, string>>): Effect.Effect<A, E, R>;
    };
}
export {};
