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
import { isLoopback } from "./internal/http/loopback.ts"
import { readOptions } from "./internal/policies/options.ts"
import { PresenceConfigurationError } from "./PresenceError.ts"
import * as Region from "./Region.ts"

/**
 * The two URLs of an organisation, for a gateway or any host that the regions do not name.
 *
 * @category options
 * @since 0.1.0
 */
export interface GenesysCloudUrls {
  /** Where API requests go, such as `https://gateway.example.com/genesys`. Paths start after it. */
  readonly apiUrl: string
  /** Where tokens are asked for: `/oauth/token` is added to it. */
  readonly loginUrl: string
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
  readonly allowInsecureHttp?: boolean | undefined
  /**
   * The header `User-Agent` of every request, the login's included; `false` for none. By default it names this package and
   * the runtime, such as `genesys-presence-effect/0.1.0 node/24.21.0`. Browsers send their own, whatever is set here.
   */
  readonly userAgent?: string | false | undefined
}

/**
 * Where the organisation is: in a region, or at two URLs.
 *
 * @category options
 * @since 0.1.0
 */
export type GenesysCloudLocation = ({ readonly region: Region.Region } | GenesysCloudUrls) & GenesysCloudOptions

/** Hosts that no request leaves the machine for. */
/** Whether plain http may go to other hosts, and the name of the option that says so. */
interface InsecureHttp {
  readonly isAllowed: boolean
  readonly option: string
}

/** What the client adds to a URL by itself, with what may follow it. */
const addedByClient = /\/(?:api\/v\d+|oauth\/(?:token|authorize))(?:\/.*)?$/i

/** What is wrong with a URL, and what to use instead. It is quoted only without credentials, query and fragment. */
const issueOf = (setting: keyof GenesysCloudUrls, url: URL, path: string, http: InsecureHttp): string | undefined => {
  const { hash, hostname, origin, password, protocol, search, username } = url
  if (username !== "" || password !== "") return "must not carry credentials"
  if (search !== "" || hash !== "") return "must not carry a query or a fragment"
  const name = setting === "apiUrl" ? "api" : "login"
  const domain = Object.values(Region.domains).find((each) => `.${hostname}`.endsWith(`.${each}`))
  if (domain !== undefined) {
    const expected = `https://${name}.${domain}`
    return `${protocol}//${hostname}${path}` === expected ? undefined : `must be ${expected} in this region`
  }
  if (hostname.endsWith(".genesys.cloud")) {
    return `must not be a page of Genesys: use the host of your region, such as ${Region.urls("us-east-1")[setting]}`
  }
  if (protocol !== "https:" && !(protocol === "http:" && (http.isAllowed || isLoopback(hostname)))) {
    return `must be https (http is for this machine alone, unless ${http.option} is true)`
  }
  const start = setting === "apiUrl" && path.toLowerCase() === "/api" ? 0 : path.search(addedByClient)
  return start < 0
    ? undefined
    : `must end before ${path.slice(start)}, since the client adds the path: use ${origin}${path.slice(0, start)}`
}

/** Reads a URL to put paths behind, without a slash at its end; fails with what is wrong. */
const readUrl = (setting: keyof GenesysCloudUrls, text: string, http: InsecureHttp): Result.Result<string, string> => {
  if (!URL.canParse(text)) return Result.fail("must be an absolute URL such as https://api.mypurecloud.com")
  const url = new URL(text)
  const path = url.pathname.replace(/(?<!\/)\/+$/, "")
  const issue = issueOf(setting, url, path, http)
  return issue === undefined ? Result.succeed(url.origin + path) : Result.fail(issue)
}

const isHeaderText = (value: unknown): boolean => typeof value === "string" && /^[\x21-\x7e][\x20-\x7e]*$/.test(value)

const refuse = (setting: string) => (issue: string) => new PresenceConfigurationError({ setting, issue })

const userAgentOf = ({ userAgent }: Pick<GenesysCloudOptions, "userAgent">) =>
  userAgent === undefined || userAgent === false || isHeaderText(userAgent)
    ? Result.succeed(userAgent)
    : Result.fail(refuse("userAgent")("must be false, or a text of visible ASCII characters and spaces"))

const validate = (location: GenesysCloudLocation): Result.Result<GenesysCloud["Service"], PresenceConfigurationError> =>
  Result.gen(function* () {
    const { allowInsecureHttp: isAllowed = false } = location
    const userAgent = yield* userAgentOf(location)
    if (typeof isAllowed !== "boolean") {
      return yield* Result.fail(refuse("allowInsecureHttp")("must be true or false"))
    }
    if ("region" in location) {
      return Object.hasOwn(Region.domains, location.region)
        ? { ...Region.urls(location.region), userAgent }
        : yield* Result.fail(refuse("region")(`must be one of ${Region.names.join(", ")}`))
    }
    const read = (setting: keyof GenesysCloudUrls) =>
      Result.mapError(readUrl(setting, location[setting], { isAllowed, option: "allowInsecureHttp" }), refuse(setting))
    return { apiUrl: yield* read("apiUrl"), loginUrl: yield* read("loginUrl"), userAgent }
  })

/** A variable that holds one of the URLs. */
const urlFrom = (setting: keyof GenesysCloudUrls, variable: string, isAllowed: boolean): Config.Config<string> =>
  Config.schema(
    Schema.String.pipe(
      Schema.decodeTo(
        Schema.String,
        SchemaTransformation.transformEffect({
          decode: (text) =>
            Effect.mapError(
              Effect.fromResult(readUrl(setting, text, { isAllowed, option: "GENESYS_CLOUD_ALLOW_INSECURE_HTTP" })),
              (message) => new SchemaIssue.InvalidValue({ message })
            ),
          encode: Effect.succeed
        })
      )
    ),
    variable
  )

const config: Config.Config<GenesysCloudUrls> = Config.flatMap(
  Config.all([
    Config.option(Config.String("GENESYS_CLOUD_API_URL")),
    Config.option(Config.String("GENESYS_CLOUD_LOGIN_URL"))
  ]),
  (urls): Config.Config<GenesysCloudUrls> =>
    urls.some(Option.isSome)
      ? Config.flatMap(Config.withDefault(Config.Boolean("GENESYS_CLOUD_ALLOW_INSECURE_HTTP"), false), (isAllowed) =>
          Config.all({
            apiUrl: urlFrom("apiUrl", "GENESYS_CLOUD_API_URL", isAllowed),
            loginUrl: urlFrom("loginUrl", "GENESYS_CLOUD_LOGIN_URL", isAllowed)
          })
        )
      : Config.map(Region.config("GENESYS_CLOUD_REGION"), Region.urls)
)

/**
 * The URLs that the client and the authentication use.
 *
 * **Details**
 *
 * Both must be https, unless the host is this machine (`localhost`, `127.0.0.0/8`, `[::1]`) or `allowInsecureHttp` is
 * set. Neither may carry credentials, a query or a fragment, nor end with a path that the client adds, such as `/api/v2` or
 * `/oauth/token`; the prefix of a gateway is fine. In the domain of a region only the hosts of that region are accepted.
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
export class GenesysCloud extends Context.Service<
  GenesysCloud,
  GenesysCloudUrls & Pick<GenesysCloudOptions, "userAgent">
>()("@genesys-presence/client/GenesysCloud") {
  /**
   * The location given in the program. Fails with `PresenceConfigurationError` when a URL cannot be used.
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layer = (location: GenesysCloudLocation): Layer.Layer<GenesysCloud, PresenceConfigurationError> =>
    Layer.effect(
      GenesysCloud,
      Effect.suspend(() => Effect.fromResult(readOptions("GenesysCloud", location, validate)))
    )

  /**
   * The location from the configuration, under names of your own. Fails with a `ConfigError` when a value is missing, and
   * with `PresenceConfigurationError` when it cannot be used. `Region.config` reads a region.
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layerConfig = (
    location: Config.Wrap<GenesysCloudLocation>
  ): Layer.Layer<GenesysCloud, Config.ConfigError | PresenceConfigurationError> =>
    Layer.unwrap(Effect.map(Config.unwrap(location), GenesysCloud.layer))

  /**
   * The location from the environment: `GENESYS_CLOUD_REGION` (a name such as `eu-central-1`, or a domain such as
   * `mypurecloud.de`), or `GENESYS_CLOUD_API_URL` together with `GENESYS_CLOUD_LOGIN_URL`, which win over the region. With
   * `GENESYS_CLOUD_ALLOW_INSECURE_HTTP=true` these URLs may be plain http to any host. Fails with a `ConfigError` that names
   * the variable that is missing or malformed.
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layerFromConfig = (
    options: Pick<GenesysCloudOptions, "userAgent"> = {}
  ): Layer.Layer<GenesysCloud, Config.ConfigError | PresenceConfigurationError> =>
    Layer.effect(
      GenesysCloud,
      Effect.gen(function* () {
        const urls = yield* config
        return { ...urls, userAgent: yield* Effect.fromResult(userAgentOf(options)) }
      })
    )
}
