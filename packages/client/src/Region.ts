/**
 * The regions of Genesys Cloud and their hosts.
 *
 * @since 0.1.0
 */
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"

/**
 * The domain of each region, by the name that AWS gives it. The API answers at `api.` and the login at `login.` before
 * the domain.
 *
 * @category constants
 * @since 0.1.0
 */
export const domains = {
  "us-east-1": "mypurecloud.com",
  "us-east-2": "use2.us-gov-pure.cloud",
  "us-west-2": "usw2.pure.cloud",
  "ca-central-1": "cac1.pure.cloud",
  "mx-central-1": "mxc1.pure.cloud",
  "sa-east-1": "sae1.pure.cloud",
  "eu-west-1": "mypurecloud.ie",
  "eu-west-2": "euw2.pure.cloud",
  "eu-central-1": "mypurecloud.de",
  "eu-central-2": "euc2.pure.cloud",
  "eusc-de-east-1": "edee1.eusc-pure.cloud",
  "me-central-1": "mec1.pure.cloud",
  "ap-south-1": "aps1.pure.cloud",
  "ap-southeast-1": "apse1.pure.cloud",
  "ap-southeast-2": "mypurecloud.com.au",
  "ap-northeast-1": "mypurecloud.jp",
  "ap-northeast-2": "apne2.pure.cloud",
  "ap-northeast-3": "apne3.pure.cloud"
} as const

/**
 * The name of a region, such as `eu-central-1`.
 *
 * @category models
 * @since 0.1.0
 */
export type Region = keyof typeof domains

/**
 * The names of all regions.
 *
 * @category constants
 * @since 0.1.0
 */
export const names: ReadonlyArray<Region> =
  // The keys of an object literal are those that its type says.
  Object.keys(domains) as ReadonlyArray<Region>

/**
 * The region that a person means by a text: its name (`eu-central-1`, `eu_central_1`) or its domain
 * (`mypurecloud.de`), whatever the case; `undefined` when there is no such region.
 *
 * **Example** (Reading a setting)
 *
 * ```ts
 * import { Region } from "@genesys-presence/client"
 *
 * Region.fromText("EU_CENTRAL_1") // "eu-central-1"
 * Region.fromText("mypurecloud.ie") // "eu-west-1"
 * Region.fromText("atlantis") // undefined
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const fromText = (text: string): Region | undefined => {
  const wanted = text.trim().toLowerCase()
  return names.find((name) => name === wanted.replaceAll("_", "-") || domains[name] === wanted)
}

/**
 * The URLs of a region.
 *
 * @category getters
 * @since 0.1.0
 */
export const urls = (region: Region): { readonly apiUrl: string; readonly loginUrl: string } => ({
  apiUrl: `https://api.${domains[region]}`,
  loginUrl: `https://login.${domains[region]}`
})

/** A region by its name or its domain. */
const RegionFromText: Schema.Codec<Region, string> = Schema.String.pipe(
  Schema.decodeTo(
    Schema.Literals(names),
    SchemaTransformation.transformEffect({
      decode: (text) => {
        const region = fromText(text)
        return region === undefined
          ? Effect.fail(
              new SchemaIssue.InvalidValue({ message: `Expected a region (${names.join(", ")}) or its domain` })
            )
          : Effect.succeed(region)
      },
      encode: (region) => Effect.succeed(region)
    })
  )
)

/**
 * A region from the configuration, by its name or its domain.
 *
 * **Example** (A variable of your own)
 *
 * ```ts
 * import { GenesysCloud, Region } from "@genesys-presence/client"
 *
 * const Cloud = GenesysCloud.layerConfig({ region: Region.config("PRESENCE_REGION") })
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const config = (name: string): Config.Config<Region> => Config.schema(RegionFromText, name)
