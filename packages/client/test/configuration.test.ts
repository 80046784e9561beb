import { assert, describe, it } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  type GenesysCloudLocation,
  PresenceClient,
  Region
} from "@genesys-presence/client"
import { ConfigProvider, Effect, Layer, Redacted } from "effect"
import { HttpClient, HttpClientResponse } from "effect/http"
import regions from "./fixtures/regions.json" with { type: "json" }

const env = (variables: Readonly<Record<string, string>>) =>
  ConfigProvider.layer(ConfigProvider.fromEnv({ env: variables }))

const location = (variables: Readonly<Record<string, string>>) =>
  Effect.gen(function* () {
    const { apiUrl, loginUrl } = yield* GenesysCloud
    return [apiUrl, loginUrl]
  }).pipe(Effect.provide(GenesysCloud.layerFromConfig().pipe(Layer.provide(env(variables)))))

/** An HTTP client that keeps the URLs, and answers what a login and an API would. */
const recordingHttp = (urls: Array<string>) =>
  Layer.provideMerge(
    HttpExchange.layer,
    Layer.succeed(
      HttpClient.HttpClient,
      HttpClient.make((request, url) => {
        urls.push(url.href)
        const answer =
          url.pathname === "/oauth/token" ? { access_token: "t", token_type: "Bearer", expires_in: 60 } : []
        return Effect.succeed(HttpClientResponse.fromWeb(request, Response.json(answer)))
      })
    )
  )

describe("regions", () => {
  it("are those of the service, with its hosts", () => {
    assert.deepStrictEqual(
      Region.names.map((region) => ({ region, ...Region.urls(region) })),
      regions.map(({ api, login, region }) => ({
        region,
        apiUrl: `https://${api}`,
        loginUrl: `https://${login}`
      })) as never
    )
  })

  it.effect("are read by name or by domain, in any case", () =>
    Effect.gen(function* () {
      for (const text of ["eu-central-1", "EU_CENTRAL_1", "mypurecloud.de", " MyPureCloud.de "]) {
        assert.deepStrictEqual(yield* location({ GENESYS_CLOUD_REGION: text }), [
          "https://api.mypurecloud.de",
          "https://login.mypurecloud.de"
        ])
      }
    })
  )

  it.effect("that do not exist are refused, with the list of those that do", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(location({ GENESYS_CLOUD_REGION: "eu-central-9" }))
      assert.include(error.message, "GENESYS_CLOUD_REGION")
      assert.include(error.message, "eu-central-1")
    })
  )
})

describe("URLs of a gateway", () => {
  const good = "https://gateway.example.com"

  const usable: ReadonlyArray<readonly [given: string, used: string]> = [
    ["https://gateway.example.com/", "https://gateway.example.com"],
    ["https://gateway.example.com/genesys/api/", "https://gateway.example.com/genesys/api"],
    ["https://gateway.example.com:8443", "https://gateway.example.com:8443"],
    ["http://127.0.0.1:3000", "http://127.0.0.1:3000"],
    ["http://127.1.2.3", "http://127.1.2.3"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["http://[::1]:3000", "http://[::1]:3000"]
  ]
  for (const [given, used] of usable) {
    it.effect(`${given} can be used`, () =>
      Effect.gen(function* () {
        const urls = { GENESYS_CLOUD_API_URL: given, GENESYS_CLOUD_LOGIN_URL: given, GENESYS_CLOUD_REGION: "us-east-1" }
        assert.deepStrictEqual(yield* location(urls), [used, used])
      })
    )
  }

  const unusable: ReadonlyArray<readonly [given: string, why: string]> = [
    ["http://gateway.example.com", "must be https"],
    ["http://localhost.example.com", "must be https"],
    ["http://127.0.0.1.example.com", "must be https"],
    ["ftp://127.0.0.1", "must be https"],
    ["https://user:password@gateway.example.com", "must not carry credentials"],
    ["https://gateway.example.com?tenant=1", "must not carry a query"],
    ["https://gateway.example.com#part", "must not carry a query or a fragment"],
    ["gateway.example.com", "must be an absolute URL"],
    ["https://gateway.example.com/eu/api/v2/", "use https://gateway.example.com/eu"],
    ["https://gateway.example.com/API/v2", "use https://gateway.example.com"],
    ["https://gateway.example.com/api/v2/presence/definitions", "must end before /api/v2/presence/definitions"],
    ["https://gateway.example.com/login/oauth/token/", "use https://gateway.example.com/login"],
    ["https://gateway.example.com/oauth/authorize", "use https://gateway.example.com"],
    ["https://developer.genesys.cloud/devapps/api-explorer", "must not be a page of Genesys"]
  ]
  for (const [given, why] of unusable) {
    it.effect(`${given} cannot be used, and is not quoted`, () =>
      Effect.gen(function* () {
        const fromEnv = yield* Effect.flip(location({ GENESYS_CLOUD_API_URL: good, GENESYS_CLOUD_LOGIN_URL: given }))
        assert.include(fromEnv.message, "GENESYS_CLOUD_LOGIN_URL")
        assert.include(fromEnv.message, why)
        assert.notInclude(fromEnv.message, "password")
        const fromProgram = yield* Effect.flip(
          Layer.build(GenesysCloud.layer({ apiUrl: given, loginUrl: good })).pipe(Effect.scoped)
        )
        assert.strictEqual(fromProgram.setting, "apiUrl")
        assert.include(fromProgram.issue, why)
        assert.notInclude(fromProgram.message, "password")
      })
    )
  }

  const refusal = (given: GenesysCloudLocation) =>
    Effect.map(
      Effect.flip(Effect.scoped(Layer.build(GenesysCloud.layer(given)))),
      ({ issue, setting }) => `${setting} ${issue}`
    )
  it.effect("in the domain of a region are those of the region: the right one is named", () =>
    Effect.gen(function* () {
      for (const apiUrl of [
        "https://api.mypurecloud.de/api/v2",
        "https://api.mypurecloud.de/api",
        "https://login.mypurecloud.de",
        "https://apps.mypurecloud.de/directory/",
        "https://developer.mypurecloud.de/api/rest/v2/",
        "https://mypurecloud.de",
        "http://api.mypurecloud.de"
      ]) {
        assert.include(
          yield* refusal({ apiUrl, loginUrl: good, allowInsecureHttp: true }),
          "apiUrl must be https://api.mypurecloud.de"
        )
      }
      for (const loginUrl of ["https://login.usw2.pure.cloud/oauth/token", "https://api.usw2.pure.cloud"]) {
        assert.include(
          yield* refusal({ apiUrl: good, loginUrl }),
          "loginUrl must be https://login.usw2.pure.cloud in this region"
        )
      }
      const right = { GENESYS_CLOUD_API_URL: "https://api.mypurecloud.de/", GENESYS_CLOUD_LOGIN_URL: good }
      assert.deepStrictEqual(yield* location(right), ["https://api.mypurecloud.de", good])
    })
  )

  it.effect("end before /api, which the client adds; a login may be there", () =>
    Effect.gen(function* () {
      assert.include(yield* refusal({ apiUrl: `${good}/api/`, loginUrl: good }), `use ${good}`)
      const urls = { GENESYS_CLOUD_API_URL: good, GENESYS_CLOUD_LOGIN_URL: `${good}/api` }
      assert.deepStrictEqual(yield* location(urls), [good, `${good}/api`])
    })
  )

  it.effect("may be plain http to another host when the program says so", () =>
    Effect.gen(function* () {
      const urls = { apiUrl: "http://sandbox:8080/", loginUrl: "http://sandbox:8080" }
      assert.include(yield* refusal(urls), "unless allowInsecureHttp is true")
      assert.include(yield* refusal({ ...urls, allowInsecureHttp: false }), "unless allowInsecureHttp is true")
      const { apiUrl } = yield* Effect.provide(GenesysCloud, GenesysCloud.layer({ ...urls, allowInsecureHttp: true }))
      assert.strictEqual(apiUrl, "http://sandbox:8080")
      // Without a type checker, as after `process.env.ALLOW`.
      const text = "true" as unknown as boolean
      assert.strictEqual(
        yield* refusal({ ...urls, allowInsecureHttp: text }),
        "allowInsecureHttp must be true or false"
      )
    })
  )

  it.effect("may be plain http to another host when the environment says so", () =>
    Effect.gen(function* () {
      const urls = { GENESYS_CLOUD_API_URL: "http://sandbox:8080", GENESYS_CLOUD_LOGIN_URL: "http://sandbox:8080" }
      for (const variables of [
        {},
        { GENESYS_CLOUD_ALLOW_INSECURE_HTTP: "" },
        { GENESYS_CLOUD_ALLOW_INSECURE_HTTP: "false" }
      ]) {
        const error = yield* Effect.flip(location({ ...urls, ...variables }))
        assert.include(error.message, "unless GENESYS_CLOUD_ALLOW_INSECURE_HTTP is true")
      }
      const allowed = { ...urls, GENESYS_CLOUD_ALLOW_INSECURE_HTTP: "true" }
      assert.deepStrictEqual(yield* location(allowed), ["http://sandbox:8080", "http://sandbox:8080"])
      const error = yield* Effect.flip(location({ ...urls, GENESYS_CLOUD_ALLOW_INSECURE_HTTP: "maybe" }))
      assert.include(error.message, "GENESYS_CLOUD_ALLOW_INSECURE_HTTP")
    })
  )

  it.effect("that are no object at all are refused, and nothing is thrown", () =>
    Effect.gen(function* () {
      for (const nothing of [undefined, null, "https://gateway.example.com"]) {
        assert.include(
          yield* refusal(nothing as unknown as GenesysCloudLocation),
          "GenesysCloud must be an object of options"
        )
      }
    })
  )

  it.effect("that are empty count as missing", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(location({ GENESYS_CLOUD_API_URL: "", GENESYS_CLOUD_LOGIN_URL: good }))
      assert.include(error.message, "GENESYS_CLOUD_API_URL")
    })
  )

  it.effect("come in pairs: the missing one is named", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(location({ GENESYS_CLOUD_API_URL: "https://gateway.example.com" }))
      assert.include(error.message, "GENESYS_CLOUD_LOGIN_URL")
    })
  )
})

describe("the client from the environment", () => {
  const complete = {
    GENESYS_CLOUD_REGION: "eu-west-1",
    GENESYS_CLOUD_CLIENT_ID: "some-client",
    GENESYS_CLOUD_CLIENT_SECRET: "some-secret"
  }

  const run = (variables: Readonly<Record<string, string>>) => {
    const urls: Array<string> = []
    return Effect.gen(function* () {
      yield* (yield* PresenceClient).getSystempresences()
      return urls
    }).pipe(
      Effect.provide(
        PresenceClient.layerFromConfig().pipe(Layer.provide(recordingHttp(urls)), Layer.provide(env(variables)))
      )
    )
  }

  it.effect("asks the login and the API of its region", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* run(complete), [
        "https://login.mypurecloud.ie/oauth/token",
        "https://api.mypurecloud.ie/api/v2/systempresences"
      ])
    })
  )

  for (const variable of Object.keys(complete)) {
    it.effect(`names ${variable} when it is missing`, () =>
      Effect.gen(function* () {
        const { [variable]: _, ...others } = complete as Readonly<Record<string, string>> // to leave one of them out
        const error = yield* Effect.flip(run(others))
        assert.strictEqual(error._tag, "ConfigError")
        assert.include(error.message, variable)
      })
    )
  }

  it.effect("refuses a secret with a line break by the name of its variable, without quoting it", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(run({ ...complete, GENESYS_CLOUD_CLIENT_SECRET: "canary\nsecret" }))
      assert.include(error.message, "GENESYS_CLOUD_CLIENT_SECRET")
      assert.include(error.message, "must not contain a line break")
      assert.notInclude(`${error.message}${JSON.stringify(error)}${String(error.cause)}`, "canary")
    })
  )

  it.effect("refuses such a secret from the program too", () =>
    Effect.gen(function* () {
      for (const secret of ["canary\r\nsecret", "canary\nsecret", "", "canary secret", "cänary"]) {
        const error = yield* Effect.flip(
          Layer.build(
            Authentication.layerClientCredentials({ clientId: "c", clientSecret: Redacted.make(secret) }).pipe(
              Layer.provide(GenesysCloud.layer({ region: "us-east-1" })),
              Layer.provide(recordingHttp([]))
            )
          ).pipe(Effect.scoped)
        )
        assert.strictEqual(error.setting, "clientSecret")
        assert.notInclude(`${error.message}${JSON.stringify(error)}`, "nary")
      }
    })
  )
})
