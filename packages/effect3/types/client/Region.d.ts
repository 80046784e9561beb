/**
 * The regions of Genesys Cloud and their hosts.
 *
 * @since 0.1.0
 */
import type * as Config from "effect/Config";
/**
 * The domain of each region, by the name that AWS gives it. The API answers at `api.` and the login at `login.` before
 * the domain.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const domains: {
    readonly "us-east-1": "mypurecloud.com";
    readonly "us-east-2": "use2.us-gov-pure.cloud";
    readonly "us-west-2": "usw2.pure.cloud";
    readonly "ca-central-1": "cac1.pure.cloud";
    readonly "mx-central-1": "mxc1.pure.cloud";
    readonly "sa-east-1": "sae1.pure.cloud";
    readonly "eu-west-1": "mypurecloud.ie";
    readonly "eu-west-2": "euw2.pure.cloud";
    readonly "eu-central-1": "mypurecloud.de";
    readonly "eu-central-2": "euc2.pure.cloud";
    readonly "eusc-de-east-1": "edee1.eusc-pure.cloud";
    readonly "me-central-1": "mec1.pure.cloud";
    readonly "ap-south-1": "aps1.pure.cloud";
    readonly "ap-southeast-1": "apse1.pure.cloud";
    readonly "ap-southeast-2": "mypurecloud.com.au";
    readonly "ap-northeast-1": "mypurecloud.jp";
    readonly "ap-northeast-2": "apne2.pure.cloud";
    readonly "ap-northeast-3": "apne3.pure.cloud";
};
/**
 * The name of a region, such as `eu-central-1`.
 *
 * @category models
 * @since 0.1.0
 */
export type Region = keyof typeof domains;
/**
 * The names of all regions.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const names: ReadonlyArray<Region>;
/**
 * The region that a person means by a text: its name (`eu-central-1`, `eu_central_1`) or its domain
 * (`mypurecloud.de`), whatever the case; `undefined` when there is no such region.
 *
 * @category constructors
 * @since 0.1.0
 */
export declare const fromText: (text: string) => Region | undefined;
/**
 * The URLs of a region.
 *
 * @category getters
 * @since 0.1.0
 */
export declare const urls: (region: Region) => {
    readonly apiUrl: string;
    readonly loginUrl: string;
};
/**
 * A region from the configuration, by its name or its domain.
 *
 * @category constructors
 * @since 0.1.0
 */
export declare const config: (name: string) => Config.Config<Region>;
