/**
 * Where the service is: the two URLs that requests go to, and nowhere else.
 *
 * @since 0.1.0
 */
import type * as ConfigError from "effect/ConfigError";
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
export interface Urls {
    /** Where API requests go, such as `https://gateway.example.com/genesys`. Paths start after it. */
    readonly apiUrl: string;
    /** Where tokens are asked for: `/oauth/token` is added to it. */
    readonly loginUrl: string;
}
/**
 * Where the organisation is: in a region, or at two URLs.
 *
 * @category options
 * @since 0.1.0
 */
export type Location = {
    readonly region: Region.Region;
} | Urls;
declare const GenesysCloud_base: Context.TagClass<GenesysCloud, "@genesys-presence/effect3/GenesysCloud", Urls>;
/**
 * The URLs that the client and the authentication use.
 *
 * **Details**
 *
 * Both must be https, unless the host is this machine (`localhost`, `127.0.0.0/8`, `[::1]`). Neither may carry
 * credentials, a query or a fragment.
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
    static readonly layer: (location: Location) => Layer.Layer<GenesysCloud, PresenceConfigurationError>;
    /**
     * The location given in the environment: `GENESYS_CLOUD_REGION` (a name such as `eu-central-1`, or a domain such as
     * `mypurecloud.de`), or `GENESYS_CLOUD_API_URL` together with `GENESYS_CLOUD_LOGIN_URL`, which win over the region.
     * Fails with a `ConfigError` that names the variable that is missing or malformed.
     *
     * A new layer each time: two of them in one program never share what they build, so that tenants stay apart. Keep one
     * in a constant to share it.
     *
     * @category layers
     * @since 0.1.0
     */
    static get layerConfig(): Layer.Layer<GenesysCloud, ConfigError.ConfigError>;
}
export {};
