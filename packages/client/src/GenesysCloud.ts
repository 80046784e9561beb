/**
 * Where the service is: the two URLs that requests go to, and nowhere else.
 *
 * @since 0.1.0
 */
import * as Config from "effect/Config"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { PresenceConfigurationError } from "./PresenceError.ts"
import * as Region from "./Region.ts"

/**
 * The two URLs of an organisation, for a gateway or any host that the regions do not name.
 *
 * @category options
 * @since 0.1.0
 */
export interface Urls {
  /** Where API requests go, such as `https://gateway.example.com/genesys`. Paths start after it. */
  readonly apiUrl: string
  /** Where tokens are asked for: `/oauth/token` is added to it. */
  readonly loginUrl: string
}

/**
 * Where the organisation is: in a region, or at two URLs.
 *
 * @category options
 * @since 0.1.0
 */
export type Location = { readonly region: Region.Region } | Urls

/** Hosts that no request leaves the machine for. */
const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname)

const issueOf = (url: URL | undefined): string | undefined => {
  if (url === undefined) return "must be an absolute URL such as https://api.mypurecloud.com"
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    return "must be https (http is for this machine alone)"
  }
  if (url.username !== "" || url.password !== "") return "must not carry credentials"
  if (url.search !== "" || url.hash !== "") return "must not carry a query or a fragment"
  return undefined
}

const parse = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined)

/** A URL to put paths behind, without a slash at its end. The text is never quoted: it may hold credentials. */
const BaseUrl: Schema.Codec<string> = Schema.String.pipe(
  Schema.decodeTo(
    Schema.String,
    SchemaTransformation.transformEffect({
      decode: (text) => {
        const url = parse(text)
        const issue = issueOf(url)
        return url === undefined || issue !== undefined
          ? Effect.fail(new SchemaIssue.InvalidValue({ message: issue ?? "" }))
          : Effect.succeed(url.origin + url.pathname.replace(/(?<!\/)\/+$/, ""))
      },
      encode: Effect.succeed
    })
  )
)

const decodeUrl = Schema.decodeUnknownResult(BaseUrl)

const validate = (location: Location): Result.Result<Urls, PresenceConfigurationError> => {
  if ("region" in location) {
    return Object.hasOwn(Region.domains, location.region)
      ? Result.succeed(Region.urls(location.region))
      : Result.fail(
          new PresenceConfigurationError({ setting: "region", issue: `must be one of ${Region.names.join(", ")}` })
        )
  }
  const check = (setting: keyof Urls) =>
    Result.mapError(
      decodeUrl(location[setting]),
      (error) => new PresenceConfigurationError({ setting, issue: error.message })
    )
  return Result.flatMap(check("apiUrl"), (apiUrl) =>
    Result.map(check("loginUrl"), (loginUrl) => ({ apiUrl, loginUrl }))
  )
}

/** A region by its name or its domain. */
const RegionFromText: Schema.Codec<Region.Region, string> = Schema.String.pipe(
  Schema.decodeTo(
    Schema.Literals(Region.names),
    SchemaTransformation.transformEffect({
      decode: (text) => {
        const region = Region.fromText(text)
        return region === undefined
          ? Effect.fail(
              new SchemaIssue.InvalidValue({ message: `Expected a region (${Region.names.join(", ")}) or its domain` })
            )
          : Effect.succeed(region)
      },
      encode: (region) => Effect.succeed(region)
    })
  )
)

const config: Config.Config<Urls> = Config.flatMap(
  Config.option(Config.String("GENESYS_CLOUD_API_URL")),
  (apiUrl): Config.Config<Urls> =>
    Config.flatMap(Config.option(Config.String("GENESYS_CLOUD_LOGIN_URL")), (loginUrl): Config.Config<Urls> =>
      Option.isSome(apiUrl) || Option.isSome(loginUrl)
        ? Config.all({
            apiUrl: Config.schema(BaseUrl, "GENESYS_CLOUD_API_URL"),
            loginUrl: Config.schema(BaseUrl, "GENESYS_CLOUD_LOGIN_URL")
          })
        : Config.map(Config.schema(RegionFromText, "GENESYS_CLOUD_REGION"), Region.urls)
    )
)

/**
 * The URLs that the client and the authentication use.
 *
 * **Details**
 *
 * Both must be https, unless the host is this machine (`localhost`, `127.0.0.0/8`, `[::1]`). Neither may carry
 * credentials, a query or a fragment.
 *
 * **Example** (A region, and a gateway)
 *
 * ```ts
 * import { GenesysCloud } from "@genesys-presence/client"
 *
 * const Frankfurt = GenesysCloud.layer({ region: "eu-central-1" })
 *
 * const Gateway = GenesysCloud.layer({
 *   apiUrl: "https://gateway.example.com/genesys",
 *   loginUrl: "https://login.example.com"
 * })
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export class GenesysCloud extends Context.Service<GenesysCloud, Urls>()("@genesys-presence/client/GenesysCloud") {
  /**
   * The location given in the program. Fails with `PresenceConfigurationError` when a URL cannot be used.
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layer = (location: Location): Layer.Layer<GenesysCloud, PresenceConfigurationError> =>
    Layer.effect(GenesysCloud, Effect.fromResult(validate(location)))

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
  static get layerConfig(): Layer.Layer<GenesysCloud, Config.ConfigError> {
    return Layer.effect(GenesysCloud, config)
  }
}
