import { assert, describe, layer } from "@effect/vitest"
import {
  Authentication,
  GenesysCloud,
  type HttpExchange,
  NotificationsClient,
  PresenceClient,
  PresenceTransport
} from "@genesys-presence/client"
import { Contract, NotificationTopic, SystemPresenceName } from "@genesys-presence/models"
import { OAuthClient, Sandbox } from "@genesys-presence/sandbox"
import { Context, Effect, Layer } from "effect"
import { transports } from "./support/clients.ts"

const clientOf = (oauthClient: OAuthClient.OAuthClient, http: Layer.Layer<HttpExchange>) =>
  PresenceClient.layerBare().pipe(
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(Authentication.layerClientCredentials(oauthClient)),
    Layer.provide(
      Layer.unwrap(Effect.map(Sandbox, ({ baseUrl }) => GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl })))
    ),
    Layer.provide(http)
  )

for (const [transport, http] of transports) {
  describe(`the client and the sandbox over ${transport}`, () => {
    layer(clientOf(OAuthClient.administrator, http).pipe(Layer.provideMerge(Sandbox.layer())))((it) => {
      it.effect("agree on all operations, with one token for them all", () =>
        Effect.gen(function* () {
          const client = yield* PresenceClient
          const sandbox = yield* Sandbox
          const [userId = "", otherId = ""] = sandbox.users.map(({ id }) => id)

          const kinds = yield* client.getSystempresences()
          assert.strictEqual(kinds.length, SystemPresenceName.known.length)
          const { entities = [], total } = yield* client.getPresenceDefinitions({ localeCode: "ALL" })
          assert.strictEqual(total, 10)
          const busy = entities.find(({ systemPresence }) => systemPresence === "Busy")?.id ?? ""

          const made = yield* client.postPresenceDefinitions({
            body: { languageLabels: { en_US: "Lunch", de: "Mittag" }, systemPresence: "Meal", divisionId: "*" }
          })
          const definitionId = made.id ?? ""
          yield* client.putPresenceDefinition({
            definitionId,
            body: { ...made, languageLabels: { ...made.languageLabels, fr: "Déjeuner" } }
          })
          const read = yield* client.getPresenceDefinition({ definitionId, localeCode: "ALL" })
          assert.deepStrictEqual(read.languageLabels, { en_US: "Lunch", de: "Mittag", fr: "Déjeuner" })
          assert.strictEqual(yield* client.deletePresenceDefinition({ definitionId }), undefined)
          assert.isTrue((yield* client.getPresenceDefinition({ definitionId })).deactivated)

          const old = yield* client.postPresencedefinitions({
            body: { languageLabels: { en_US: "Coffee" }, systemPresence: "Break" }
          })
          const presenceId = old.id ?? ""
          yield* client.putPresencedefinition({ presenceId, body: { ...old, languageLabels: { en_US: "Tea" } } })
          assert.strictEqual((yield* client.getPresencedefinition({ presenceId })).languageLabels["en_US"], "Tea")
          const page = yield* client.getPresencedefinitions({ pageNumber: 2, pageSize: 5, deleted: "ALL" })
          assert.strictEqual(page.entities?.length, 5)
          assert.strictEqual(page.total, 12)
          yield* client.deletePresencedefinition({ presenceId })

          const settings = yield* client.getPresenceSettings()
          const changed = yield* client.putPresenceSettings({ body: { ...settings, requestingOffQueueEnabled: true } })
          assert.isTrue(changed.requestingOffQueueEnabled)

          const door = yield* client.postPresenceSources({ body: { name: "Door sensor" } })
          const sourceId = door.id ?? ""
          yield* client.putPresenceSource({ sourceId, body: { ...door, description: "Second floor" } })
          assert.strictEqual((yield* client.getPresenceSource({ sourceId })).description, "Second floor")
          yield* client.putPresenceUserPrimarysource({ userId, body: { sourceId } })
          assert.strictEqual((yield* client.getPresenceUserPrimarysource({ userId })).sourceId, sourceId)
          assert.strictEqual((yield* client.getUsersPresenceBulk({ sourceId, id: [userId] })).length, 1)
          yield* client.deletePresenceSource({ sourceId })
          assert.isAtLeast((yield* client.getPresenceSources({ deactivated: true })).total ?? 0, 1)

          yield* client.patchUserPresencesPurecloud({
            userId,
            body: { presenceDefinition: { id: busy }, message: "calling" }
          })
          const presence = yield* client.getUserPresencesPurecloud({ userId })
          assert.strictEqual(presence.message, "calling")
          assert.isTrue(SystemPresenceName.equals(presence.presenceDefinition?.systemPresence ?? "", "BUSY"))
          yield* client.patchUserPresence({ userId, sourceId: "Zoom ☎/1", body: { message: "in a meeting" } })
          assert.strictEqual((yield* client.getUserPresence({ userId, sourceId: "Zoom ☎/1" })).message, "in a meeting")
          yield* client.putUsersPresencesBulk({ body: [{ id: otherId, presenceDefinition: { id: busy } }] })
          const bulk = yield* client.getUsersPresencesPurecloudBulk({ id: [otherId, "nobody", userId] })
          assert.deepStrictEqual(
            bulk.map((each) => each.userId),
            [otherId, userId]
          )

          const notifications = yield* NotificationsClient
          const { entities: available = [] } = yield* notifications.getNotificationsAvailabletopics({
            expand: ["description", "transports"]
          })
          assert.containsSubset(available, [{ id: "v2.users.{id}.presence", transports: ["All"] }])
          const channel = yield* notifications.postNotificationsChannels()
          const channelId = channel.id ?? ""
          assert.notInclude(JSON.stringify(channel), "streaming-")
          yield* notifications.headNotificationsChannel({ channelId })
          const listed = yield* notifications.getNotificationsChannels({ includechannels: "oauthclient" })
          assert.strictEqual(listed.entities?.length, 1)
          const topics = [userId, otherId, "nobody"].map((id) => ({ id: NotificationTopic.ofUser(id, "presence") }))
          const added = yield* notifications.postNotificationsChannelSubscriptions({
            channelId,
            body: topics,
            ignoreErrors: true
          })
          assert.deepStrictEqual(
            added.entities?.map(({ state }) => state),
            ["Permitted", "Permitted", "Rejected"]
          )
          yield* notifications.putNotificationsChannelSubscriptions({ channelId, body: topics.slice(0, 1) })
          const kept = yield* notifications.getNotificationsChannelSubscriptions({ channelId })
          assert.containsSubset(kept.entities, [{ id: topics[0]?.id }])
          yield* notifications.deleteNotificationsChannelSubscriptions({ channelId })
          const gone = yield* Effect.flip(notifications.headNotificationsChannel({ channelId: "streaming-0-gone" }))
          assert.strictEqual(gone._tag, "PresenceNotFound")
          assert.notInclude(gone.message, "streaming-0-gone")

          const operations = new Set((yield* sandbox.requests).map(({ operation }) => operation))
          for (const name of Contract.operationNames) assert.isTrue(operations.has(name), name)
          assert.strictEqual(yield* sandbox.tokenRequests, 1)
        })
      )

      it.effect("go on after all tokens were revoked", () =>
        Effect.gen(function* () {
          const client = yield* PresenceClient
          const sandbox = yield* Sandbox
          const before = yield* sandbox.tokenRequests
          yield* sandbox.revokeTokens
          const reads = Array.from({ length: 50 }, () => client.getSystempresences())
          yield* Effect.all(reads, { concurrency: "unbounded" })
          assert.strictEqual(yield* sandbox.tokenRequests, before + 1)
        })
      )

      it.effect("know the same errors", () =>
        Effect.gen(function* () {
          const client = yield* PresenceClient
          const reader = Context.get(yield* Layer.build(clientOf(OAuthClient.reader, http)), PresenceClient)
          const tagOf = <A>(call: Effect.Effect<A, { readonly _tag: string }>) =>
            Effect.map(Effect.flip(call), ({ _tag }) => _tag)
          yield* client.postPresenceSources({ body: { name: "Lamp" } })
          assert.strictEqual(yield* tagOf(client.postPresenceSources({ body: { name: "Lamp" } })), "PresenceConflict")
          assert.strictEqual(yield* tagOf(reader.postPresenceSources({ body: { name: "Bell" } })), "PresenceForbidden")
          assert.strictEqual(yield* tagOf(client.getUserPresencesPurecloud({ userId: "nobody" })), "PresenceNotFound")
          assert.strictEqual(
            yield* tagOf(
              client.patchUserPresencesPurecloud({ userId: "nobody", body: { message: "x".repeat(600_000) } })
            ),
            "PresenceContentTooLarge"
          )
          assert.strictEqual(
            yield* tagOf(client.postPresenceDefinitions({ body: { languageLabels: { en_US: "X" } } })),
            "PresenceBadRequest"
          )
        })
      )
    })
  })
}
