import { NotificationsContract, PresenceContract } from "@genesys-presence/models"
import { OAuthClient, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Data, Effect, Redacted, Schema } from "effect"
import { createRequire } from "node:module"
import type * as OfficialSdk from "purecloud-platform-client-v2"
import { builtIn, definitionId, sourceId, userId } from "./api.ts"

// The SDK is CommonJS; its types are those of the package.
const sdk = createRequire(import.meta.url)("purecloud-platform-client-v2") as typeof OfficialSdk

/** What the SDK rejects with. */
class Rejected extends Data.TaggedError("Rejected")<{ readonly reason: unknown }> {}

const attempt = <A>(call: () => Promise<A>): Effect.Effect<A, Rejected> =>
  Effect.tryPromise({ try: call, catch: (reason) => new Rejected({ reason }) })

const rejection = (call: () => Promise<unknown>) => Effect.map(Effect.flip(attempt(call)), ({ reason }) => reason)

/** The SDK has one client for the whole process: it is pointed at the sandbox of the test. */
const logIn = Effect.fnUntraced(function* (client?: OAuthClient.OAuthClient) {
  const { defaultClient, port } = yield* Sandbox
  const { clientId, clientSecret } = client ?? defaultClient
  const apiClient = sdk.ApiClient.instance
  apiClient.config.live_reload_config = false
  apiClient.setGateway({ protocol: "http", host: "127.0.0.1", port })
  yield* attempt(() => apiClient.loginClientCredentialsGrant(clientId, Redacted.value(clientSecret)))
  return new sdk.PresenceApi()
})

/** What a promise that may bring no body is done with. */
const done = (call: () => Promise<unknown>) => Effect.asVoid(attempt(call))

const ada = userId(1)
const bruno = userId(2)
const busy = { id: builtIn.busy }

describe("the official JavaScript SDK", () => {
  it.effect("performs all 27 operations and gets what it expects", () =>
    Effect.gen(function* () {
      const { requests } = yield* Sandbox
      const api = yield* logIn()

      const kinds = yield* attempt(() => api.getSystempresences())
      assert.strictEqual(kinds.length, 10)
      assert.containsSubset(kinds, [{ name: "On Queue" }])

      const lunch = yield* attempt(() =>
        api.postPresenceDefinitions0({ languageLabels: { en_US: "Lunch", de: "Mittag" }, systemPresence: "Meal" })
      )
      assert.containsSubset(lunch, { id: definitionId(1), type: "User", divisionId: "*", deactivated: false })
      const german = yield* attempt(() => api.getPresenceDefinition0(definitionId(1), { localeCode: "de" }))
      assert.deepStrictEqual(german.languageLabels, { de: "Mittag" })
      const renamed = yield* attempt(() =>
        api.putPresenceDefinition0(definitionId(1), { ...lunch, languageLabels: { en_US: "Dinner" } })
      )
      assert.deepStrictEqual(renamed, { ...lunch, languageLabels: { en_US: "Dinner" } })
      const listed = yield* attempt(() => api.getPresenceDefinitions0({ deactivated: "false", divisionId: ["*", "x"] }))
      assert.strictEqual(listed.total, 11)
      assert.containsSubset(listed.entities, [{ id: builtIn.onQueue, systemPresence: "OnQueue" }, renamed])
      yield* attempt(() => api.deletePresenceDefinition0(definitionId(1)))
      const deactivated = yield* attempt(() => api.getPresenceDefinitions0({ deactivated: "TRUE" }))
      assert.deepStrictEqual(deactivated.entities, [{ ...renamed, deactivated: true }])

      const coffee = yield* attempt(() =>
        api.postPresencedefinitions({ languageLabels: { en_US: "Coffee" }, systemPresence: "Break" })
      )
      assert.containsSubset(coffee, { id: definitionId(2), primary: false, deactivated: false })
      const tea = yield* attempt(() =>
        api.putPresencedefinition(definitionId(2), { ...coffee, languageLabels: { en_US: "Tea" } })
      )
      assert.deepStrictEqual(tea.languageLabels, { en_US: "Tea" })
      yield* attempt(() => api.deletePresencedefinition(definitionId(2)))
      const gone = yield* attempt(() => api.getPresencedefinition(definitionId(2), { localeCode: "ALL" }))
      assert.containsSubset(gone, { ...tea, deactivated: true })
      const page = yield* attempt(() => api.getPresencedefinitions({ pageNumber: 3, pageSize: 5, deleted: "ALL" }))
      assert.containsSubset(page, { total: 12, pageCount: 3, pageNumber: 3 })
      assert.containsSubset(page.entities, [{ id: definitionId(1) }, { id: definitionId(2) }])

      const settings = yield* attempt(() => api.getPresenceSettings())
      assert.isTrue(settings.requestingOffQueueEnabled)
      const changed = yield* attempt(() => api.putPresenceSettings({ ...settings, requestingOffQueueEnabled: false }))
      assert.deepStrictEqual(changed, { ...settings, requestingOffQueueEnabled: false })

      const zoom = yield* attempt(() => api.postPresenceSources({ name: "Zoom" }))
      assert.containsSubset(zoom, { id: sourceId(3), name: "Zoom", type: "User" })
      const phone = yield* attempt(() => api.putPresenceSource(sourceId(3), { ...zoom, description: "Phone" }))
      assert.deepStrictEqual(phone, { ...zoom, description: "Phone" })
      const sources = yield* attempt(() => api.getPresenceSources({ deactivated: "false" }))
      assert.strictEqual(sources.total, 3)
      yield* attempt(() => api.deletePresenceSource(sourceId(3)))
      assert.isTrue((yield* attempt(() => api.getPresenceSource(sourceId(3)))).deactivated)

      assert.isTrue((yield* attempt(() => api.getPresenceUserPrimarysource(ada))).registered)
      const primary = yield* attempt(() => api.putPresenceUserPrimarysource(ada, { sourceId: sourceId(2) }))
      assert.containsSubset(primary, { id: ada, sourceId: sourceId(2), registered: true })

      const onQueue = yield* attempt(() =>
        api.patchUserPresencesPurecloud(ada, { presenceDefinition: { id: builtIn.onQueue }, message: "ready" })
      )
      assert.containsSubset(onQueue, {
        source: "PURECLOUD",
        presenceDefinition: { id: builtIn.onQueue, systemPresence: "On Queue" },
        message: "ready"
      })
      assert.deepStrictEqual(yield* attempt(() => api.getUserPresencesPurecloud(ada)), onQueue)
      const atDoor = yield* attempt(() => api.patchUserPresence(ada, "door sensor", { presenceDefinition: busy }))
      assert.containsSubset(atDoor, { source: "door sensor", presenceDefinition: busy })
      assert.deepStrictEqual(yield* attempt(() => api.getUserPresence(ada, "door sensor")), atDoor)

      const written = yield* attempt(() =>
        api.putUsersPresencesBulk([
          { id: ada, sourceId: sourceId(2), presenceDefinition: busy },
          { id: bruno, presenceDefinition: busy }
        ])
      )
      assert.containsSubset(written, [{ source: "Microsoft Teams" }, { source: "PURECLOUD" }])
      const atTeams = yield* attempt(() => api.getUsersPresenceBulk(sourceId(2), { id: [bruno, "nobody", ada] }))
      assert.deepStrictEqual(
        atTeams.map((presence) => [presence.userId, presence.presenceDefinition?.id]),
        [
          [bruno, builtIn.offline],
          [ada, builtIn.busy]
        ]
      )
      const atProduct = yield* attempt(() => api.getUsersPresencesPurecloudBulk({ id: [ada, bruno] }))
      assert.deepStrictEqual(
        atProduct.map((presence) => [presence.userId, presence.presenceDefinition?.id]),
        [
          [ada, builtIn.onQueue],
          [bruno, builtIn.busy]
        ]
      )

      const performed = new Set((yield* requests).flatMap(({ operation }) => operation ?? []))
      assert.sameMembers(Array.from(performed), Array.from(PresenceContract.operationNames))
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("performs all 8 operations of notifications and gets what it expects", () =>
    Effect.gen(function* () {
      const { port, requests } = yield* Sandbox
      yield* logIn()
      const api = new sdk.NotificationsApi()
      const topic = (user: string, kind: string) => `v2.users.${user}.${kind}`

      const available = yield* attempt(() => api.getNotificationsAvailabletopics({ expand: ["description"] }))
      assert.containsSubset(available.entities, [{ id: "v2.users.{id}.presence", description: "A user's presence" }])
      const channel = yield* attempt(() => api.postNotificationsChannels())
      const id = channel.id ?? ""
      assert.match(id, /^streaming-\d-[0-9a-z]{26}$/)
      assert.strictEqual(channel.connectUri, `ws://127.0.0.1:${port}/channels/${id}`)
      assert.containsSubset(yield* attempt(() => api.getNotificationsChannels({ includechannels: "token" })), {
        entities: [{ id, connectUri: channel.connectUri }]
      })
      yield* done(() => api.headNotificationsChannel(id))
      const added = yield* attempt(() =>
        api.postNotificationsChannelSubscriptions(id, [{ id: topic(ada, "presence") }], { ignoreErrors: true })
      )
      assert.containsSubset(added.entities, [{ id: topic(ada, "presence"), state: "Permitted" }])
      const replaced = yield* attempt(() =>
        api.putNotificationsChannelSubscriptions(id, [{ id: topic(bruno, "activity") }])
      )
      assert.containsSubset(replaced.entities, [{ id: topic(bruno, "activity") }])
      const listed = yield* attempt(() => api.getNotificationsChannelSubscriptions(id))
      assert.deepStrictEqual(
        listed.entities?.map((entity) => entity.id),
        [topic(bruno, "activity")]
      )
      yield* done(() => api.deleteNotificationsChannelSubscriptions(id))
      assert.deepStrictEqual((yield* attempt(() => api.getNotificationsChannelSubscriptions(id))).entities, [])
      // The SDK tells nothing of a rejection without a body.
      yield* rejection(() => api.headNotificationsChannel("streaming-0-gone"))

      const performed = new Set((yield* requests).flatMap(({ operation }) => operation ?? []))
      assert.sameMembers(Array.from(performed), Array.from(NotificationsContract.operationNames))
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("rejects with the error bodies of the service", () =>
    Effect.gen(function* () {
      const { revokeTokens } = yield* Sandbox
      const api = yield* logIn()
      assert.containsSubset(yield* rejection(() => api.getPresenceDefinition0("nothing")), {
        status: 404,
        code: "not.found"
      })
      assert.containsSubset(yield* rejection(() => api.postPresenceSources({ name: "Microsoft Teams" })), {
        status: 409,
        code: "general.conflict"
      })
      const badPatch = yield* rejection(() =>
        api.patchUserPresencesPurecloud(ada, { presenceDefinition: { id: "nothing" } })
      )
      assert.containsSubset(badPatch, { status: 400, details: [{ fieldName: "presenceDefinition.id" }] })
      const tooMany = Array.from({ length: 51 }, (_, index) => `user-${index}`)
      assert.containsSubset(yield* rejection(() => api.getUsersPresencesPurecloudBulk({ id: tooMany })), {
        status: 400,
        code: "invalid.query.param.value"
      })
      yield* revokeTokens
      assert.containsSubset(yield* rejection(() => api.getSystempresences()), { status: 401, code: "bad.credentials" })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("is told how long to wait when its token made too many requests", () =>
    Effect.gen(function* () {
      const { limits } = yield* Sandbox
      const api = yield* logIn()
      yield* limits.set({ rateLimit: 2 })
      yield* attempt(() => api.getSystempresences())
      yield* attempt(() => api.getPresenceSettings())
      assert.containsSubset(yield* rejection(() => api.getSystempresences()), {
        status: 429,
        code: "too.many.requests.retry.after",
        message: "Rate limit exceeded the maximum. Retry the request in [60] seconds"
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("is told which permission its client lacks", () =>
    Effect.gen(function* () {
      const api = yield* logIn(OAuthClient.reader)
      assert.strictEqual((yield* attempt(() => api.getPresenceSources())).total, 2)
      const forbidden = yield* rejection(() => api.patchUserPresencesPurecloud(ada, { presenceDefinition: busy }))
      assert.containsSubset(forbidden, {
        status: 403,
        code: "missing.permissions",
        message: "You are missing the following permission(s): presence:userPresence:edit"
      })
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("cannot log in with a wrong secret", () =>
    Effect.gen(function* () {
      const wrong = { ...OAuthClient.administrator, clientSecret: Redacted.make("wrong") }
      const { reason } = yield* Effect.flip(logIn(wrong))
      const Failure = Schema.Struct({ response: Schema.Struct({ status: Schema.Number, data: Schema.Unknown }) })
      const { response } = yield* Schema.decodeUnknownEffect(Failure)(reason)
      assert.strictEqual(response.status, 400)
      assert.containsSubset(response.data, { error: "invalid_client" })
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
