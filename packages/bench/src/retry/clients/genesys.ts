import { Effect } from "effect"
import { createRequire } from "node:module"
import type * as OfficialSdk from "purecloud-platform-client-v2"
import type { Client } from "../client.ts"

// The SDK is CommonJS. Its types leave out the class of which `ApiClient` is the one instance of the process.
const sdk = createRequire(import.meta.url)("purecloud-platform-client-v2") as typeof OfficialSdk & {
  readonly ApiClientClass: new () => typeof OfficialSdk.ApiClient
}

export const genesys: Client = {
  name: "Genesys Cloud SDK",
  package: "purecloud-platform-client-v2",
  setUp: "none: it repeats nothing",
  connect: ({ baseUrl }) =>
    Effect.sync(() => {
      const { hostname, port } = new URL(baseUrl)
      const client = new sdk.ApiClientClass()
      client.config.live_reload_config = false
      client.setGateway({ protocol: "http", host: hostname, port: Number(port) })
      client.setAccessToken("token")
      const presence = new sdk.PresenceApi(client)
      return {
        get: Effect.tryPromise(() => presence.getPresenceDefinitions0()),
        post: Effect.tryPromise(() => presence.postPresenceSources({ name: "Door" }))
      }
    })
}
