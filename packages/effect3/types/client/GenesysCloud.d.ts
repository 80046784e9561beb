/**
 * Where the service is: the two URLs that requests go to, and nowhere else.
 *
 * @since 0.1.0
 */
import type * as ConfigError from "effect/ConfigError";
import type * as Config from "effect/Config";
import type * as Context from "effect/Context";
import type * as Layer from "effect/Layer";
import type { PresenceConfigurationError } from "./PresenceError.js";
import type * as Region from "./Region.js";
/**
 * The two URLs of an organisation, for a gateway or any host that the regions do not name.
 *
 * @category options
 * @since 0.1.0
 */
export interface GenesysCloudUrls {
    /** Where API requests go, such as `https://gateway.example.com/genesys`. Paths start after it. */
    readonly apiUrl: string;
    /** Where tokens are asked for: `/oauth/token` is added to it. */
    readonly loginUrl: string;
}
/**
 * How requests reach the organisation.
 *
 * @category options
 * @since 0.1.0
 */
export interface GenesysCloudOptions {
    /**
     * Whether the two URLs may be plain http to another host than this machine, such as `http://sandbox:8080` in
     * docker-compose; `false` by default. The client secret and the token then cross the network unencrypted.
     */
    readonly allowInsecureHttp?: boolean | undefined;
    /**
     * The header `User-Agent` of every request, the login's included; `false` for none. By default it names this package and
     * the runtime, such as `genesys-presence-effect/0.1.0 node/24.21.0`. Browsers send their own, whatever is set here.
     */
    readonly userAgent?: string | false | undefined;
}
/**
 * Where the organisation is: in a region, or at two URLs.
 *
 * @category options
 * @since 0.1.0
 */
export type GenesysCloudLocation = ({
    readonly region: Region.Region;
} | GenesysCloudUrls) & GenesysCloudOptions;
declare const GenesysCloud_base: Context.TagClass<GenesysCloud, "@genesys-presence/effect3/GenesysCloud", GenesysCloudUrls & Pick<GenesysCloudOptions, "userAgent">>;
/**
 * The URLs that the client and the authentication use.
 *
 * **Details**
 *
 * Both must be https, unless the host is this machine (`localhost`, `127.0.0.0/8`, `[::1]`) or `allowInsecureHttp` is
 * set. Neither may carry credentials, a query or a fragment, nor end with a path that the client adds, such as `/api/v2` or
 * `/oauth/token`; the prefix of a gateway is fine. In the domain of a region only the hosts of that region are accepted.
 *
 * @category services
 * @since 0.1.0
 */
export declare class GenesysCloud extends GenesysCloud_base {
    /**
     * The location given in the program. Fails with `PresenceConfigurationError` when a URL cannot be used.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layer: (location: GenesysCloudLocation) => Layer.Layer<GenesysCloud, PresenceConfigurationError>;
    /**
     * The location from the configuration, under names of your own. Fails with a `ConfigError` when a value is missing, and
     * with `PresenceConfigurationError` when it cannot be used. `Region.config` reads a region.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layerConfig: (location: Config.Config.Wrap<GenesysCloudLocation>) => Layer.Layer<GenesysCloud, ConfigError.ConfigError | PresenceConfigurationError>;
    /**
     * The location from the environment: `GENESYS_CLOUD_REGION` (a name such as `eu-central-1`, or a domain such as
     * `mypurecloud.de`), or `GENESYS_CLOUD_API_URL` together with `GENESYS_CLOUD_LOGIN_URL`, which win over the region. With
     * `GENESYS_CLOUD_ALLOW_INSECURE_HTTP=true` these URLs may be plain http to any host. Fails with a `ConfigError` that names
     * the variable that is missing or malformed.
     *
     * @category layers
     * @since 0.1.0
     */
    static readonly layerFromConfig: (options?: Pick<GenesysCloudOptions, "userAgent">) => Layer.Layer<GenesysCloud, ConfigError.ConfigError | PresenceConfigurationError>;
}
export {};
