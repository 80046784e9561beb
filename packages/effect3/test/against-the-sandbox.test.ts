import { assert, describe, layer } from "@effect/vitest"
import {
  ManyUsers,
  Modify,
  NotificationsClient,
  Paging,
  PresenceClient,
  PresenceDefinitions,
  PresenceError,
  PresenceLookup,
  PresenceTransport,
  PresenceWatch,
  Retry,
  RetryLayer
} from "@genesys-presence/effect3"
import { NotificationTopic, PresenceContract, SystemPresenceName } from "@genesys-presence/effect3/models"
import { byStatus } from "@genesys-presence/client/PresenceError"
import { Chunk, Data, DateTime, Effect, Either, Layer, Redacted, Ref, Schedule, Stream } from "effect"
import { sampleCall } from "@genesys-presence/test-support/sampleCalls"
import { clientOf, Sandbox } from "./support/sandbox.ts"

const none = RetryLayer.compose()
const quick = RetryLayer.recommended({ transient: { base: "1 millis" }, throttle: { limit: 1_000_000, learn: false } })

const services = Layer.mergeAll(PresenceDefinitions.layer(), PresenceLookup.layer())
const withPolicies = (policies: RetryLayer.PolicyLayer) => Layer.provideMerge(services, clientOf(policies))

const callOf = (name: PresenceContract.OperationName) =>
  Effect.flatMap(PresenceClient, (presence) => {
    // The parameters come from the contract, for any operation.
    const call = presence[name] as (values: object) => Effect.Effect<unknown, PresenceError.PresenceError>
    return call(sampleCall(name).parameters)
  })

class Stop extends Data.TaggedError("Stop")<{ readonly after: number }> {}

describe("the client of Effect 3 and the sandbox", () => {
  layer(Layer.provideMerge(withPolicies(none), Sandbox.Default), { excludeTestServices: true })((it) => {
    it.effect("agree on all operations", () =>
      Effect.gen(function* () {
        const { requests, reset, userIds } = yield* Sandbox
        yield* reset
        const [userId = "", otherId = ""] = userIds
        const presence = yield* PresenceClient
        assert.lengthOf(yield* presence.getSystempresences(), SystemPresenceName.known.length)
        const { entities = [] } = yield* presence.getPresenceDefinitions({ localeCode: "ALL" })
        const busy = entities.find(({ systemPresence }) => systemPresence === "Busy")?.id ?? ""
        const made = yield* presence.postPresenceDefinitions({
          body: { languageLabels: { en_US: "Lunch" }, systemPresence: "Meal", divisionId: "*" }
        })
        const definitionId = made.id ?? ""
        yield* presence.putPresenceDefinition({ definitionId, body: { ...made, languageLabels: { en_US: "Tea" } } })
        yield* presence.deletePresenceDefinition({ definitionId })
        assert.isTrue((yield* presence.getPresenceDefinition({ definitionId })).deactivated)
        const old = yield* presence.postPresencedefinitions({
          body: { languageLabels: { en_US: "Coffee" }, systemPresence: "Break" }
        })
        const presenceId = old.id ?? ""
        yield* presence.putPresencedefinition({ presenceId, body: old })
        yield* presence.getPresencedefinition({ presenceId })
        yield* presence.getPresencedefinitions({ pageSize: 5 })
        yield* presence.deletePresencedefinition({ presenceId })
        yield* presence.putPresenceSettings({ body: yield* presence.getPresenceSettings() })
        const door = yield* presence.postPresenceSources({ body: { name: "Door sensor" } })
        const sourceId = door.id ?? ""
        yield* presence.putPresenceSource({ sourceId, body: { ...door, description: "Second floor" } })
        assert.strictEqual((yield* presence.getPresenceSource({ sourceId })).description, "Second floor")
        yield* presence.putPresenceUserPrimarysource({ userId, body: { sourceId } })
        assert.strictEqual((yield* presence.getPresenceUserPrimarysource({ userId })).sourceId, sourceId)
        assert.lengthOf(yield* presence.getUsersPresenceBulk({ sourceId, id: [userId] }), 1)
        yield* presence.deletePresenceSource({ sourceId })
        yield* presence.getPresenceSources({ deactivated: true })
        const body = { presenceDefinition: { id: busy }, message: "calling" }
        const set = yield* presence.patchUserPresencesPurecloud({ userId, body })
        assert.isTrue(DateTime.isDateTime(set.modifiedDate))
        assert.strictEqual((yield* presence.getUserPresencesPurecloud({ userId })).message, "calling")
        yield* presence.patchUserPresence({ userId, sourceId: "Zoom", body: { message: "talking" } })
        assert.strictEqual((yield* presence.getUserPresence({ userId, sourceId: "Zoom" })).message, "talking")
        yield* presence.putUsersPresencesBulk({ body: [{ id: otherId, presenceDefinition: { id: busy } }] })
        assert.lengthOf(yield* presence.getUsersPresencesPurecloudBulk({ id: [otherId, "nobody", userId] }), 2)
        const notifications = yield* NotificationsClient
        const { id: channelId = "" } = yield* notifications.postNotificationsChannels()
        assert.isTrue(Redacted.isRedacted(channelId))
        yield* notifications.headNotificationsChannel({ channelId })
        const topics = yield* notifications.putNotificationsChannelSubscriptions({
          channelId,
          body: [{ id: NotificationTopic.ofUser(userId, "presence") }]
        })
        assert.lengthOf(topics.entities ?? [], 1)
        const called = new Set((yield* requests).map(({ operation }) => operation))
        for (const name of PresenceContract.operationNames) assert.isTrue(called.has(name), name)
      })
    )

    for (const name of PresenceContract.operationNames) {
      it.effect(`${name} ends with the error of each of the twelve statuses, and of one that is not documented`, () =>
        Effect.gen(function* () {
          const { failing } = yield* Sandbox
          const documented = Object.entries(byStatus).map(
            ([status, { identifier }]) => [Number(status), identifier] as const
          )
          for (const [status, identifier] of [...documented, [418, "PresenceUnexpectedStatus"] as const]) {
            // A refused token is renewed once.
            yield* failing(name, status, status === 401 ? 2 : 1)
            // A client remembers a new token that was refused, and this one is used on.
            const error = yield* status === 401
              ? Effect.provide(Effect.flip(callOf(name)), clientOf(none))
              : Effect.flip(callOf(name))
            assert.strictEqual(error._tag, identifier)
            assert.propertyVal(error, "operation", name)
            assert.isTrue(PresenceError.isStatusError(error))
            assert.include(error.message, "The sandbox was told to answer")
          }
        })
      )
    }

    it.effect("many users are read and written, with progress, in chunks and as streams", () =>
      Effect.gen(function* () {
        const { requests, reset, userIds } = yield* Sandbox
        yield* reset
        const seen = yield* Ref.make<ReadonlyArray<number>>([])
        const onProgress = ({ done }: ManyUsers.Progress) => Ref.update(seen, (all) => [...all, done])
        const { missing, presences } = yield* ManyUsers.readAllPresences([...userIds, "nobody"], { onProgress })
        assert.strictEqual(presences.size, 120)
        assert.deepStrictEqual(missing, ["nobody"])
        assert.strictEqual((yield* Ref.get(seen)).at(-1), 121)
        assert.lengthOf(
          (yield* requests).filter(({ operation, status }) => operation?.endsWith("Bulk") === true && status === 200),
          3
        )
        const busy = yield* Effect.flatMap(PresenceDefinitions, (all) => all.find({ systemPresence: "Busy" }))
        const entries = Stream.fromIterable(userIds).pipe(
          Stream.map((id) => ({ id, presenceDefinition: { id: busy.id } }))
        )
        const written = yield* ManyUsers.writePresences(entries, { onFailure: "fail", chunkSize: 40 }).pipe(
          Stream.filter(({ _tag }) => _tag === "Written"),
          Stream.runCount
        )
        assert.strictEqual(written, 120)
      })
    )

    it.effect("an error of the caller's own stream passes as it is", () =>
      Effect.gen(function* () {
        const ids = Stream.make("u1").pipe(Stream.concat(Stream.fail(new Stop({ after: 1 }))))
        const error = yield* Effect.flip(Stream.runDrain(ManyUsers.readPresences(ids, { chunkSize: 1 })))
        assert.deepStrictEqual(error, new Stop({ after: 1 }))
        const own = yield* Effect.flip(Modify.presenceSettings(() => Effect.fail(new Stop({ after: 0 }))))
        assert.instanceOf(own, Stop)
      })
    )

    it.effect("a failed chunk holds the error of its call", () =>
      Effect.gen(function* () {
        const { failing, userIds } = yield* Sandbox
        yield* failing("getUsersPresencesPurecloudBulk", 503)
        const { failures } = yield* ManyUsers.readAllPresences(userIds.slice(0, 3))
        const [failure] = failures
        assert.deepStrictEqual(failure?.userIds, userIds.slice(0, 3))
        assert.instanceOf(failure?.reason, PresenceError.PresenceServiceUnavailable)
        assert.isTrue(failure !== undefined && !PresenceError.wasNotExecuted(failure.reason))
      })
    )

    it.effect("lookups of many fibers are one request", () =>
      Effect.gen(function* () {
        const { requests, reset, userIds } = yield* Sandbox
        yield* reset
        const lookup = yield* PresenceLookup
        const ask = (userId: string) => Effect.either(lookup.get(userId))
        const all = yield* Effect.forEach([...userIds.slice(0, 40), "nobody"], ask, { concurrency: "unbounded" })
        assert.strictEqual(all.filter(Either.isRight).length, 40)
        const missing = all.find(Either.isLeft)
        assert.instanceOf(missing?.left, PresenceError.PresenceNotFound)
        assert.lengthOf(
          (yield* requests).filter(({ operation, status }) => operation?.endsWith("Bulk") === true && status === 200),
          1
        )
      })
    )

    it.effect("a change is repeated after a conflict, with what is there then", () =>
      Effect.gen(function* () {
        const { failing } = yield* Sandbox
        yield* failing("putPresenceSettings", 409)
        const runs = yield* Ref.make(0)
        const stored = yield* Modify.presenceSettings(
          (settings) =>
            Effect.as(
              Ref.update(runs, (n) => n + 1),
              {
                ...settings,
                requestingOffQueueEnabled: settings.requestingOffQueueEnabled !== true
              }
            ),
          { base: "1 millis" }
        )
        assert.deepStrictEqual(
          stored,
          yield* Effect.flatMap(PresenceClient, (presence) => presence.getPresenceSettings())
        )
        assert.strictEqual(yield* Ref.get(runs), 2)
      })
    )

    it.effect("a watch tells of snapshots and changes, and goes on by a schedule of Effect 3", () =>
      Effect.gen(function* () {
        const { failing, userIds } = yield* Sandbox
        const [userId = ""] = userIds
        const presence = yield* PresenceClient
        const errors = yield* Ref.make<ReadonlyArray<string>>([])
        yield* failing("getUsersPresencesPurecloudBulk", 503)
        const events = yield* PresenceWatch.changes(Effect.succeed([userId]), {
          interval: "20 millis",
          requestsPerMinute: 100_000,
          retry: Schedule.spaced("5 millis"),
          onError: ({ _tag }) => Ref.update(errors, (all) => [...all, _tag])
        }).pipe(
          Stream.tap((event) =>
            event._tag === "Snapshot"
              ? presence.patchUserPresencesPurecloud({ userId, body: { message: "changed" } })
              : Effect.void
          ),
          Stream.take(2),
          Stream.runCollect
        )
        assert.deepStrictEqual(Chunk.toReadonlyArray(Chunk.map(events, ({ _tag }) => _tag)), ["Snapshot", "Change"])
        assert.deepStrictEqual(yield* Ref.get(errors), ["PresenceServiceUnavailable"])
      })
    )

    it.effect("pages are fetched as they are asked for", () =>
      Effect.gen(function* () {
        const { requests, reset } = yield* Sandbox
        yield* reset
        yield* Paging.presencedefinitions({ pageSize: 2 }).pipe(Stream.take(3), Stream.runDrain)
        assert.lengthOf(
          (yield* requests).filter(({ operation, status }) => operation === "getPresencedefinitions" && status === 200),
          2
        )
      })
    )

    it.effect("combinators repeat the calls inside an effect, and leave its own values alone", () =>
      Effect.gen(function* () {
        const { failing } = yield* Sandbox
        const presence = yield* PresenceClient
        const token = { own: Symbol("value") }
        yield* failing("getSystempresences", 503)
        const answer = yield* Effect.as(presence.getSystempresences(), token).pipe(
          Retry.transient({ base: "1 millis" }),
          Retry.timeout({ total: "10 seconds" })
        )
        assert.strictEqual(answer, token)
        const error = yield* Effect.fail(new Stop({ after: 2 })).pipe(Retry.rateLimited(), Effect.flip)
        assert.instanceOf(error, Stop)
      })
    )
  })

  layer(Layer.provideMerge(withPolicies(quick), Sandbox.Default), { excludeTestServices: true })((it) => {
    it.effect("recommended policies repeat what may be repeated, and nothing else", () =>
      Effect.gen(function* () {
        const { failing, requests, reset, userIds } = yield* Sandbox
        yield* reset
        const [userId = ""] = userIds
        const presence = yield* PresenceClient
        yield* failing("getUserPresencesPurecloud", 503, 2)
        const answer = yield* presence.execute("getUserPresencesPurecloud", { userId })
        assert.strictEqual(answer.attempts, 3)
        yield* failing("patchUserPresencesPurecloud", 500)
        const error = yield* Effect.flip(presence.patchUserPresencesPurecloud({ userId, body: { message: "x" } }))
        assert.instanceOf(error, PresenceError.PresenceInternalServerError)
        const patches = (yield* requests).filter(({ operation }) => operation === "patchUserPresencesPurecloud")
        assert.lengthOf(patches, 1)
      })
    )

    it.effect("a transport that somebody has put something around is gone through, and keeps count", () =>
      Effect.gen(function* () {
        const { failing } = yield* Sandbox
        const paths = yield* Ref.make<ReadonlyArray<string>>([])
        const noting = Layer.effect(
          PresenceTransport,
          Effect.map(PresenceTransport, (below) => ({
            execute: (request) =>
              Effect.zipRight(
                Ref.update(paths, (all) => [...all, request.target]),
                below.execute(request)
              )
          }))
        )
        const policies = RetryLayer.compose(RetryLayer.transient({ base: "1 millis" }), noting)
        yield* failing("getSystempresences", 503)
        const answer = yield* PresenceClient.pipe(
          Effect.flatMap((presence) => presence.execute("getSystempresences")),
          Effect.provide(clientOf(policies))
        )
        assert.strictEqual(answer.attempts, 2)
        assert.deepStrictEqual(yield* Ref.get(paths), ["/api/v2/systempresences", "/api/v2/systempresences"])
      })
    )
  })
})
