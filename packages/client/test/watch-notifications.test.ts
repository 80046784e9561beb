import { assert, describe, it } from "@effect/vitest"
import { NotificationsClient, PresenceWatch } from "@genesys-presence/client"
import { type ChannelFault, Sandbox, TestTime } from "@genesys-presence/sandbox"
import { runCount } from "@genesys-presence/test-support/runCount"
import { inProcess } from "@genesys-presence/test-support/sandboxClient"
import { DateTime, Effect, Fiber, Layer, Ref, Stream } from "effect"
import { Socket } from "effect/socket"

/** The ids of the first users. */
const users = (count: number) => Effect.map(Sandbox, (sandbox) => sandbox.users.slice(0, count).map(({ id }) => id))

const offline = "ccf3c10a-aa2c-4845-8e8d-f59fa48c58e5"
const busy = "31fe3bac-dea6-44b7-bed7-47f91660a1a0"
const onQueue = "e08eaf1b-ee47-4fa9-a231-1200e284798f"

const set = (userId: string, definitionId: string) =>
  Effect.flatMap(Sandbox, (sandbox) => sandbox.setPresence({ userId, definitionId }))

/** Collects what a watch tells, while the test goes on. */
const told = <E, R>(changes: Stream.Stream<PresenceWatch.WatchEvent, E, R>) =>
  Effect.gen(function* () {
    const events: Array<PresenceWatch.WatchEvent> = []
    const fiber = yield* Effect.forkChild(
      Stream.runForEach(changes, (event) => Effect.sync(() => void events.push(event)))
    )
    yield* TestTime.pass("3 seconds")
    return { fiber, latest: () => events.splice(0) }
  })

const short = (event: PresenceWatch.WatchEvent): string => {
  if (event._tag === "Missing") return event._tag
  if (event._tag === "Gap") return `Gap ${event.reason} ${event.userIds.length}`
  if (event._tag === "Synced") return `Synced ${event.userIds.length}`
  return `${event._tag} ${event.presence.presenceDefinition?.systemPresence}`
}

const reads = Effect.map(
  Effect.flatMap(Sandbox, (sandbox) => sandbox.requests),
  (requests) => requests.filter(({ operation }) => operation === "getUsersPresencesPurecloudBulk").length
)

const made = Effect.map(
  Effect.flatMap(Sandbox, (sandbox) => sandbox.requests),
  (requests) =>
    requests.filter(({ operation, status }) => operation === "postNotificationsChannels" && status === 200).length
)

const watching = (
  layer: (options?: PresenceWatch.NotificationOptions) => ReturnType<typeof PresenceWatch.layerAuto>,
  options?: PresenceWatch.NotificationOptions
) => layer(options).pipe(Layer.provideMerge(inProcess()))

const changes = (userIds: ReadonlyArray<string>) =>
  Stream.unwrap(Effect.map(PresenceWatch.PresenceWatch, (watch) => watch.changes(userIds)))

/** What may become of a socket. Each is as a network, a proxy, maintenance or another program would have it. */
const socketFaults: ReadonlyArray<ChannelFault.SocketFault> = [
  { kind: "upgradeRefused", status: 503 },
  { kind: "socketDropped" },
  { kind: "socketDropped", afterMillis: 20_000 },
  { kind: "socketHalfOpen" },
  { kind: "heartbeatsStopped" },
  { kind: "socketClosed", code: 1001 },
  { kind: "socketClosed", code: 1011 },
  { kind: "socketClosing" },
  { kind: "channelEvicted" },
  { kind: "channelTokenRevoked" },
  { kind: "channelExpired" }
]

const endsChannel: ReadonlySet<string> = new Set(["channelEvicted", "channelTokenRevoked", "channelExpired"])

/** What may become of an event on its way. */
const eventFaults: ReadonlyArray<ChannelFault.EventFault> = [
  { kind: "eventLost" },
  { kind: "eventDuplicated" },
  { kind: "eventReordered" },
  { kind: "eventDelayed", millis: 4000 },
  { kind: "eventLarge" },
  { kind: "eventMalformed" },
  { kind: "eventWithoutTopic" },
  { kind: "eventOfUnknownTopic" }
]

/** Events of the service and of the program in an order that the seed draws; then what is told must be what is. */
const history = Effect.fnUntraced(
  function* (seed: number) {
    let state = seed
    const draw = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31
      return Math.floor((state / 2 ** 31) * below)
    }
    const { exportState, faults } = yield* Sandbox
    const ids = yield* users(5)
    const seen = new Map<string, string | undefined>()
    const synced = new Set<string>()
    const fiber = yield* Effect.forkChild(
      Stream.runForEach(changes(ids), (event) =>
        Effect.sync(() => {
          if (event._tag === "Snapshot" || event._tag === "Change") {
            seen.set(event.userId, event.presence.presenceDefinition?.id)
          }
          if (event._tag === "Gap") for (const id of event.userIds) synced.delete(id)
          if (event._tag === "Synced") for (const id of event.userIds) synced.add(id)
        })
      )
    )
    /** How often something happened after which a new channel is needed. */
    let revoked = 0
    for (let step = 0; step < 20; step++) {
      const id = ids[draw(5)] ?? ""
      switch (draw(8)) {
        case 0:
          yield* TestTime.pass(`${1 + draw(90)} seconds`)
          break
        case 1:
          yield* TestTime.pass(`${1 + draw(10)} minutes`)
          break
        case 2:
          yield* faults.add({ operation: "*", fault: { kind: "errorStatus", status: 503 }, times: 1 + draw(3) })
          break
        case 3:
          yield* TestTime.pass(`${1 + draw(5000)} millis`)
          break
        case 4: {
          const fault = socketFaults[draw(socketFaults.length)]
          if (fault === undefined) break
          if (endsChannel.has(fault.kind)) revoked += 1
          yield* faults.add({ operation: "channelSocket", fault, times: 1 })
          break
        }
        case 5: {
          const fault = eventFaults[draw(eventFaults.length)]
          if (fault !== undefined) yield* faults.add({ operation: "channelEvent", fault, times: 1 + draw(3) })
          break
        }
        default:
          yield* set(id, [busy, onQueue, offline][draw(3)] ?? offline)
      }
    }
    yield* faults.clear
    yield* TestTime.pass("20 minutes")
    assert.isUndefined(fiber.pollUnsafe(), `seed ${seed} ended`)
    const { presences = [] } = yield* exportState
    for (const id of ids) {
      const stored = presences.find(({ userId }) => userId === id)?.definitionId ?? offline
      assert.strictEqual(seen.get(id), stored, `seed ${seed}, ${id}`)
      assert.isTrue(synced.has(id), `seed ${seed}: ${id} is complete`)
    }
    assert.isAtMost(yield* made, 1 + revoked, `seed ${seed}`)
    yield* Fiber.interrupt(fiber)
  },
  (effect) => Effect.provide(effect, Layer.fresh(watching(PresenceWatch.layerAuto)))
)

describe("a watch by notifications", () => {
  it.effect("tells of each user, says that it is complete, and then tells of changes at once", () =>
    Effect.gen(function* () {
      const ids = yield* users(3)
      const { latest } = yield* told(changes(ids))
      assert.deepStrictEqual(latest().map(short), [
        "Snapshot Offline",
        "Snapshot Offline",
        "Snapshot Offline",
        "Synced 3"
      ])
      const before = yield* reads
      yield* set(ids[1] ?? "", onQueue)
      yield* TestTime.pass("10 millis")
      const [change] = latest()
      assert.containsSubset(change, {
        _tag: "Change",
        userId: ids[1],
        presence: { presenceDefinition: { id: onQueue, systemPresence: "On Queue" } },
        previous: { presenceDefinition: { id: offline } }
      })
      assert.strictEqual(yield* reads, before)
    }).pipe(Effect.provide(watching(PresenceWatch.layerNotifications)))
  )

  it.effect("reads what is told of once in a long while, and pings to stay connected", () =>
    Effect.gen(function* () {
      const ids = yield* users(3)
      const { latest } = yield* told(changes(ids))
      latest()
      const before = yield* reads
      yield* TestTime.pass("9 minutes")
      assert.strictEqual(yield* reads, before)
      yield* TestTime.pass("2 minutes")
      assert.strictEqual(yield* reads, before + 1)
      assert.deepStrictEqual(latest(), [])
      assert.strictEqual(yield* made, 1)
    }).pipe(Effect.provide(watching(PresenceWatch.layerAuto)))
  )

  it.effect("tells of a gap, and of what happened in it", () =>
    Effect.gen(function* () {
      const { revokeTokens } = yield* Sandbox
      const ids = yield* users(2)
      const { latest } = yield* told(changes(ids))
      latest()
      const lostAt = yield* DateTime.now
      yield* revokeTokens
      yield* set(ids[0] ?? "", busy)
      yield* TestTime.pass("1 minute")
      const events = latest()
      assert.sameMembers(events.map(short), ["Gap TokenRevoked 2", "Change Busy", "Synced 2"])
      assert.strictEqual(events.at(-1)?._tag, "Synced")
      const gap = events.find((event) => event._tag === "Gap")
      assert.isDefined(gap)
      if (gap !== undefined) {
        assert.isTrue(DateTime.isLessThanOrEqualTo(gap.since, lostAt))
        assert.isTrue(DateTime.isGreaterThan(gap.until, gap.since))
      }
      assert.strictEqual(yield* made, 2)
    }).pipe(Effect.provide(watching(PresenceWatch.layerNotifications)))
  )

  it.effect("polls while there is no connection, if it is to", () =>
    Effect.gen(function* () {
      const ids = yield* users(2)
      const { latest } = yield* told(changes(ids))
      assert.deepStrictEqual(latest().map(short), ["Snapshot Offline", "Snapshot Offline"])
      yield* set(ids[0] ?? "", busy)
      yield* TestTime.pass("11 seconds")
      assert.deepStrictEqual(latest().map(short), ["Change Busy"])
    }).pipe(
      Effect.provide(
        PresenceWatch.layerAuto().pipe(
          Layer.provide(
            Layer.succeed(Socket.WebSocketConstructor, () => {
              throw new Error("no sockets here")
            })
          ),
          Layer.provideMerge(inProcess())
        )
      )
    )
  )

  it.effect("follows the set of users", () =>
    Effect.gen(function* () {
      const [a = "", b = "", c = ""] = yield* users(3)
      const watched = yield* Ref.make([a, b])
      const { latest } = yield* told(
        Stream.unwrap(Effect.map(PresenceWatch.PresenceWatch, (watch) => watch.changes(Ref.get(watched))))
      )
      latest()
      yield* Ref.set(watched, [b, c])
      yield* TestTime.pass("15 seconds")
      assert.include(latest().map(short), "Snapshot Offline")
      yield* set(a, busy)
      yield* set(c, busy)
      yield* TestTime.pass("1 second")
      assert.deepStrictEqual(
        latest().flatMap((event) => (event._tag === "Change" ? [event.userId] : [])),
        [c]
      )
    }).pipe(Effect.provide(watching(PresenceWatch.layerAuto)))
  )

  it.effect("gives a reader who is slow the latest of each user", () =>
    Effect.gen(function* () {
      const [a = ""] = yield* users(1)
      const events = yield* Ref.make<ReadonlyArray<PresenceWatch.WatchEvent>>([])
      const fiber = yield* Effect.forkChild(
        Stream.runForEach(changes([a]), (event) =>
          Effect.andThen(
            Ref.update(events, (all) => [...all, event]),
            Effect.sleep("1 minute")
          )
        )
      )
      yield* TestTime.pass("5 seconds")
      for (const definition of [busy, onQueue, busy, onQueue]) {
        yield* set(a, definition)
        yield* TestTime.pass("1 second")
      }
      yield* TestTime.pass("10 minutes")
      const statuses = (yield* Ref.get(events)).map(short)
      const changed = statuses.filter((text) => text.startsWith("Change"))
      assert.strictEqual(changed.at(-1), "Change On Queue")
      assert.isAtMost(changed.length, 2)
      yield* Fiber.interrupt(fiber)
    }).pipe(Effect.provide(watching(PresenceWatch.layerAuto)))
  )

  it.effect("leaves no channel's socket behind when it ends", () =>
    Effect.gen(function* () {
      const [a = ""] = yield* users(1)
      const { fiber } = yield* told(changes([a]))
      yield* Fiber.interrupt(fiber)
      const before = yield* reads
      yield* TestTime.pass("1 hour")
      assert.strictEqual(yield* reads, before)
      // The channel without a socket is the first to go.
      const { entities = [] } = yield* NotificationsClient.use((client) => client.getNotificationsChannels())
      assert.lengthOf(entities, 1)
    }).pipe(Effect.provide(watching(PresenceWatch.layerAuto)))
  )

  const histories = runCount(32)
  it.effect(
    `in ${histories} drawn histories is right in the end, and has never made a channel without need`,
    () =>
      Effect.gen(function* () {
        for (let seed = 1; seed <= histories; seed++) yield* history(seed)
      }),
    120_000
  )

  it.effect("ends when the service refuses the login", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      yield* faults.add({ operation: "oauthToken", fault: { kind: "invalidClient" }, times: "always" })
      const { fiber } = yield* told(changes(["ada"]))
      const exit = fiber.pollUnsafe()
      assert.strictEqual(exit?._tag, "Failure")
    }).pipe(Effect.provide(watching(PresenceWatch.layerAuto)))
  )
})
