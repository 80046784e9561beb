import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, layer } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { createRequire } from "node:module"
import type * as OfficialSdk from "purecloud-platform-client-v2"
import { builtIn, userId } from "./api.ts"
import { Chromium, isMissing } from "./page-browser.ts"
import { click, onPage, rowOf, see, step, valueOf } from "./page-steps.ts"

// The SDK is CommonJS; its types are those of the package.
const sdk = createRequire(import.meta.url)("purecloud-platform-client-v2") as typeof OfficialSdk

const logIn = Effect.gen(function* () {
  const { defaultClient, port } = yield* Sandbox
  const { clientId, clientSecret } = defaultClient
  const apiClient = sdk.ApiClient.instance
  apiClient.config.live_reload_config = false
  apiClient.setGateway({ protocol: "http", host: "127.0.0.1", port })
  yield* step(() => apiClient.loginClientCredentialsGrant(clientId, Redacted.value(clientSecret)))
})

const topic = (user: number) => `v2.users.${userId(user)}.presence`

describe.skipIf(isMissing)("the channels on the page", { timeout: 60_000 }, () => {
  layer(Chromium.layer, { excludeTestServices: true, timeout: 30_000 })((it) => {
    it.effect("are shown with what they send to a browser, which the official SDK causes", () =>
      onPage((page) =>
        Effect.gen(function* () {
          const channels = page.getByRole("list", { name: "Channels" }).first().getByRole("listitem")
          yield* see(page.getByText("No client has made a notification channel."))
          yield* logIn
          const notifications = new sdk.NotificationsApi()
          const { connectUri, id = "" } = yield* step(() => notifications.postNotificationsChannels())
          const topics = [1, 2, 3].map((user) => ({ id: topic(user) }))
          yield* step(() => notifications.putNotificationsChannelSubscriptions(id, topics))
          const shown = channels.filter({ hasText: id.slice(0, 18) })
          yield* see(shown.getByText("no socket"))
          assert.notInclude(yield* step(() => page.content()), `${id}</code>`)

          yield* valueOf(
            page,
            `new Promise((resolve) => {
              window.events = []
              window.socket = new WebSocket(${JSON.stringify(connectUri)})
              socket.onmessage = ({ data }) => events.push(JSON.parse(data))
              socket.onopen = () => resolve()
            })`
          )
          yield* see(shown.getByText("listening"))
          yield* click(shown.getByText("3 topics"))
          yield* see(shown.getByText(topic(3)))

          const presence = new sdk.PresenceApi()
          for (const user of [2, 1, 3]) {
            const body = { presenceDefinition: { id: builtIn.busy }, message: `number ${user}` }
            yield* step(() => presence.patchUserPresencesPurecloud(userId(user), body))
          }
          yield* step(() => page.waitForFunction("events.length === 3"))
          assert.containsSubset(
            yield* valueOf<ReadonlyArray<unknown>>(page, "events"),
            [2, 1, 3].map((user) => ({ topicName: topic(user), eventBody: { message: `number ${user}` } }))
          )
          for (const user of [1, 2, 3]) yield* see(page.locator("#events").getByText(topic(user)))
          const [newest = ""] = yield* step(() => page.locator("#events tr").allTextContents())
          assert.include(newest, topic(3))
          yield* see(rowOf(page, topic(3)).getByText(id.slice(0, 18)))

          yield* valueOf(page, "socket.close()")
          yield* see(shown.getByText("no socket"))
        })
      ).pipe(Effect.provide(Sandbox.layer()))
    )
  })
})
