import { Effect } from "effect"
import { connectTo, sdk } from "../../support/officialSdk.ts"
import type { Client } from "../client.ts"

export const genesys: Client = {
  name: "Genesys Cloud SDK",
  package: "purecloud-platform-client-v2",
  setUp: "none: it repeats nothing",
  connect: ({ baseUrl }) =>
    Effect.sync(() => {
      const client = connectTo(baseUrl)
      client.setAccessToken("token")
      const presence = new sdk.PresenceApi(client)
      return {
        get: Effect.tryPromise(() => presence.getPresenceDefinitions0()),
        post: Effect.tryPromise(() => presence.postPresenceSources({ name: "Door" }))
      }
    })
}
