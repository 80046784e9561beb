/**
 * Where the token of a call comes from.
 *
 * @since 0.1.0
 */
import type * as ConfigError from "effect/ConfigError";
import type * as HttpClient from "@effect/platform/HttpClient";
import type * as Config from "effect/Config";
import type * as Context from "effect/Context";
import type * as Effect from "effect/Effect";
import type * as Layer from "effect/Layer";
import type * as Redacted from "effect/Redacted";
import type { GenesysCloud } from "./GenesysCloud.js";
import type { PresenceAuthenticationError, PresenceConfigurationError } from "./PresenceError.js";
/**
 * The OAuth client of a backend, as its administrator set it up.
 *
 * @category options
 * @since 0.1.0
 */
export interface ClientCredentials {
    /** Its id, which may be logged. */
    readonly clientId: string;
    /** Never logged and never part of an error. */
    readonly clientSecret: Redacted.Redacted;
}
declare const Authentication_base: Context.TagClass<Authentication, "@genesys-presence/effect3/Authentication", {
    /** A token to use now. */
    readonly token: Effect.Effect<Redacted.Redacted, PresenceAuthenticationError>;
    /**
     * The token that `token` would succeed with at once, without a request; `undefined` when that is not known. Optional:
     * calls are faster with it.
     */
    readonly current?: () => Redacted.Redacted | undefined;
    /** Says that the service did not accept this token. */
    readonly invalidate: (rejected: Redacted.Redacted) => Effect.Effect<void>;
}>;
/**
 * The source of the bearer token that every call carries.
 *
 * **When to use**
 *
 * Backends use {@link Authentication.layerClientCredentials} or {@link Authentication.layerFromConfig}. Provide the service
 * yourself when tokens come from somewhere else, such as a vault or a service that shares one token over a fleet.
 *
 * **Details**
 *
 * After a 401 the client calls `invalidate` with the token that it used, asks for a token again, and repeats the call
 * once if it got another one. `invalidate` must leave any other token alone: a 401 may arrive late, for a token that
 * has been replaced already.
 *
 * @category services
 * @since 0.1.0
 */
export declare class Authentication extends Authentication_base {
    /**
     * Tokens for an OAuth client, asked for at the login with the client credentials grant.
     *
     * **Details**
     *
     * - One request at a time, however many fibers wait; interrupting one of them does not cancel it for the others.
     * - A token is renewed in the background before it expires: in the last tenth of its life, at most 5 minutes before
     *   its end, a little earlier or later by chance so that a fleet does not ask at once. Calls go on with the old one.
     *   One whose answer does not say how long it lives, in `expires_in`, counts as good for 5 minutes.
     * - After a 401 the token is dropped, and fetched once for all callers.
     * - A failure is shared by all who wait and remembered, so that the login is not hammered: credentials that the login
     *   refuses cost one request a minute, an unreachable login one in 1 to 30 seconds, growing.
     *
     * Fails with `PresenceConfigurationError` when the id or the secret cannot be sent, such as one with a line break; it
     * is not quoted.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layerClientCredentials: (credentials: ClientCredentials) => Layer.Layer<Authentication, PresenceConfigurationError, GenesysCloud | HttpClient.HttpClient>;
    /**
     * {@link Authentication.layerClientCredentials} with credentials from the configuration, under names of your own.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layerClientCredentialsConfig: (credentials: Config.Config.Wrap<ClientCredentials>) => Layer.Layer<Authentication, ConfigError.ConfigError | PresenceConfigurationError, GenesysCloud | HttpClient.HttpClient>;
    /**
     * {@link Authentication.layerClientCredentials} with `GENESYS_CLOUD_CLIENT_ID` and `GENESYS_CLOUD_CLIENT_SECRET` from
     * the environment. Fails with a `ConfigError` that names the variable that is missing or cannot be sent.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layerFromConfig: () => Layer.Layer<Authentication, ConfigError.ConfigError, GenesysCloud | HttpClient.HttpClient>;
    /**
     * One token that was fetched elsewhere. It is never renewed: calls fail with `PresenceUnauthorized` once it expires.
     * Fails with `PresenceConfigurationError` when it cannot be put into a header; it is not quoted.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layerToken: (token: Redacted.Redacted) => Layer.Layer<Authentication, PresenceConfigurationError>;
}
export {};
