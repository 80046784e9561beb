import { assert, describe, it } from "@effect/vitest"
import { ManyUsers, PresenceClient } from "@genesys-presence/client"
import { type FaultRule, Sandbox } from "@genesys-presence/sandbox"
import { Array, Effect, type Layer, Stream } from "effect"
import { inProcess, overASocket, requestsOf } from "@genesys-presence/test-support/sandboxClient"

const away: FaultRule.FaultRule["fault"] = { kind: "errorStatus", status: 503 }

const userIds = Effect.map(Sandbox, ({ users }) => users.map(({ id }) => id))

const busy = PresenceClient.use((client) => client.getPresenceDefinitions()).pipe(
  Effect.map(({ entities }) => entities?.find(({ systemPresence }) => systemPresence === "Busy")?.id ?? "")
)

/** An `onProgress`, and all that it was told. */
const makeProgress = () => {
  const seen: Array<ManyUsers.Progress> = []
  return { seen, onProgress: (progress: ManyUsers.Progress) => Effect.sync(() => void seen.push(progress)) }
}

describe("reading many users", () => {
  const tenThousand: ReadonlyArray<readonly [string, Layer.Layer<PresenceClient | Sandbox, unknown>]> = [
    ["in process", inProcess({ users: 10_000 })],
    ["over a socket", overASocket({ users: 10_000 })]
  ]
  for (const [where, organization] of tenThousand) {
    it.live(`reads 10,000 in 200 requests, ${where}`, () =>
      Effect.gen(function* () {
        const ids = yield* userIds
        const { failures, missing, presences } = yield* ManyUsers.readAllPresences(ids)
        assert.deepStrictEqual(Array.fromIterable(presences.keys()), ids)
        for (const [id, { userId }] of presences) assert.strictEqual(userId, id)
        assert.deepStrictEqual([missing, failures], [[], []])
        assert.strictEqual(yield* requestsOf("getUsersPresencesPurecloudBulk"), 200)
      }).pipe(Effect.provide(organization))
    )
  }

  it.effect("tells of those that the service leaves out, and of ids that come twice, in the order of the input", () =>
    Effect.gen(function* () {
      const [a = "", b = ""] = yield* userIds
      const results = yield* Stream.runCollect(ManyUsers.readPresences([a, "nobody", b, a, "nobody"]))
      assert.deepStrictEqual(
        results.map((result) =>
          result._tag === "PresenceChunkFailed" ? result.message : [result._tag, result.userId]
        ),
        [
          ["Found", a],
          ["Missing", "nobody"],
          ["Found", b],
          ["Found", a],
          ["Missing", "nobody"]
        ]
      )
      const all = yield* ManyUsers.readAllPresences(new Set([b, "nobody", a]))
      assert.deepStrictEqual(Array.fromIterable(all.presences.keys()), [b, a])
      assert.deepStrictEqual(all.missing, ["nobody"])
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("reads what a registered source says", () =>
    Effect.gen(function* () {
      const client = yield* PresenceClient
      const [userId = ""] = yield* userIds
      const { id: sourceId = "" } = yield* client.postPresenceSources({ body: { name: "Door" } })
      yield* client.putUsersPresencesBulk({ body: [{ id: userId, sourceId, message: "in the hall" }] })
      const { presences } = yield* ManyUsers.readAllPresences([userId], { sourceId })
      assert.strictEqual(presences.get(userId)?.message, "in the hall")
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("reports a chunk that fails with its ids, and reads the others", () =>
    Effect.gen(function* () {
      const ids = yield* userIds
      const { onProgress, seen } = makeProgress()
      const { failures, missing, presences } = yield* ManyUsers.readAllPresences(ids, { onProgress })
      const [failure] = failures
      assert.lengthOf(failures, 1)
      assert.strictEqual(failure?.reason._tag, "PresenceServiceUnavailable")
      assert.match(failure?.message ?? "", /^50 users: getUsersPresencesPurecloudBulk: 503 /)
      const chunk = Array.chunksOf(ids, 50).find(([first]) => first === failure?.userIds[0])
      assert.deepStrictEqual(failure?.userIds, chunk)
      assert.strictEqual(presences.size, 450)
      assert.deepStrictEqual(missing, [])
      assert.deepStrictEqual(seen.at(-1), { done: 500, succeeded: 450, missing: 0, failed: 50, total: 500 })
    }).pipe(
      Effect.provide(inProcess({ users: 500, faults: [{ operation: "getUsersPresencesPurecloudBulk", fault: away }] }))
    )
  )

  it.effect("fails with the first chunk that fails, when asked to, and sends no more", () =>
    Effect.gen(function* () {
      const ids = yield* userIds
      const options = { onFailure: "fail", concurrency: 1 } as const
      const { faults } = yield* Sandbox
      const found = yield* Stream.runCollect(Stream.take(ManyUsers.readPresences(ids, options), 60))
      assert.lengthOf(found, 60)
      yield* faults.add({ operation: "getUsersPresencesPurecloudBulk", fault: away })
      const { reason, userIds: failed } = yield* Effect.flip(ManyUsers.readAllPresences(ids, options)).pipe(
        Effect.filterOrElse(({ _tag }) => _tag === "PresenceChunkFailed", Effect.die)
      )
      assert.strictEqual(reason._tag, "PresenceServiceUnavailable")
      assert.deepStrictEqual(failed, ids.slice(0, 50))
      assert.strictEqual(yield* requestsOf("getUsersPresencesPurecloudBulk"), 2 + 1)
    }).pipe(Effect.provide(inProcess({ users: 500 })))
  )

  it.effect("sends the others of a chunk without an id that cannot be sent", () =>
    Effect.gen(function* () {
      const [a = "", b = ""] = yield* userIds
      const { failures, presences } = yield* ManyUsers.readAllPresences([a, "", "two,ids", b, ""])
      assert.deepStrictEqual(Array.fromIterable(presences.keys()), [a, b])
      assert.deepStrictEqual(
        failures.map(({ reason, userIds: refused }) => [reason._tag, refused]),
        [
          ["PresenceInvalidRequest", [""]],
          ["PresenceInvalidRequest", ["two,ids"]]
        ]
      )
      assert.strictEqual(yield* requestsOf("getUsersPresencesPurecloudBulk"), 1)
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("takes a chunk size out of range for the nearest that works", () =>
    Effect.gen(function* () {
      const ids = yield* userIds
      for (const [chunkSize, requests] of [
        [1000, 2],
        [0, 60],
        [Number.NaN, 60]
      ] as const) {
        const before = yield* requestsOf("getUsersPresencesPurecloudBulk")
        assert.strictEqual((yield* ManyUsers.readAllPresences(ids, { chunkSize, concurrency: 0 })).presences.size, 60)
        assert.strictEqual((yield* requestsOf("getUsersPresencesPurecloudBulk")) - before, requests)
      }
    }).pipe(Effect.provide(inProcess({ users: 60 })))
  )

  it.effect("has nothing to do without ids", () =>
    Effect.gen(function* () {
      const { onProgress, seen } = makeProgress()
      const { failures, missing, presences } = yield* ManyUsers.readAllPresences(Stream.empty, { onProgress })
      assert.deepStrictEqual([presences.size, missing, failures, seen], [0, [], [], []])
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("keeps the failure of the stream of ids", () =>
    Effect.gen(function* () {
      const [a = ""] = yield* userIds
      const broken = Stream.concat(Stream.make(a), Stream.fail("the database is away" as const))
      assert.strictEqual(yield* Effect.flip(ManyUsers.readAllPresences(broken)), "the database is away")
    }).pipe(Effect.provide(inProcess()))
  )
})

describe("writing many users", () => {
  it.effect("writes each entry exactly once, in chunks", () =>
    Effect.gen(function* () {
      const ids = yield* userIds
      const definitionId = yield* busy
      const entries = ids.map((id, index) => ({ id, presenceDefinition: { id: definitionId }, message: `${index}` }))
      const { failures, missing, written } = yield* ManyUsers.writeAllPresences(Stream.fromIterable(entries))
      assert.deepStrictEqual([missing, failures], [[], []])
      assert.deepStrictEqual(
        written.map(({ presence, userId }) => [userId, presence.message]),
        entries.map(({ id, message }) => [id, message])
      )
      const ledger = yield* Effect.flatMap(Sandbox, (sandbox) => sandbox.ledger)
      assert.deepStrictEqual(
        ledger.map(({ applied }) => applied),
        Array.makeBy(20, () => 1)
      )
      const { presences } = yield* ManyUsers.readAllPresences(ids)
      assert.deepStrictEqual(
        Array.fromIterable(presences.values()).map(({ message }) => message),
        entries.map(({ message }) => message)
      )
    }).pipe(Effect.provide(inProcess({ users: 1000 })))
  )

  it.effect("reports the chunk that fails with its ids, so that it can be written again", () =>
    Effect.gen(function* () {
      const ids = yield* userIds
      const definitionId = yield* busy
      const entry = (id: string) => ({ id, presenceDefinition: { id: definitionId } })
      const withStranger = ids.with(120, "nobody").map(entry)
      const { onProgress, seen } = makeProgress()
      const first = yield* ManyUsers.writeAllPresences(withStranger, { onProgress })
      assert.deepStrictEqual(
        first.failures.map(({ reason, userIds: failed }) => [reason._tag, failed]),
        [["PresenceNotFound", withStranger.slice(100, 150).map(({ id }) => id)]]
      )
      assert.lengthOf(first.written, 150)
      assert.deepStrictEqual(seen.at(-1), { done: 200, succeeded: 150, missing: 0, failed: 50, total: 200 })
      const again = first.failures.flatMap(({ userIds: failed }) => failed).map(entry)
      const second = yield* ManyUsers.writeAllPresences(again, { chunkSize: 1 })
      assert.lengthOf(second.written, 49)
      assert.deepStrictEqual(
        second.failures.map(({ userIds: failed }) => failed),
        [["nobody"]]
      )
    }).pipe(Effect.provide(inProcess({ users: 200 })))
  )

  it.effect("fails with the first chunk that fails, when asked to, and writes no more", () =>
    Effect.gen(function* () {
      const entries = (yield* userIds).map((id) => ({ id, message: "lunch" }))
      const failure = yield* Effect.flip(
        ManyUsers.writeAllPresences([{ id: "", message: "lunch" }, ...entries], { onFailure: "fail" })
      )
      assert.deepStrictEqual([failure.reason._tag, failure.userIds], ["PresenceInvalidRequest", [""]])
      assert.deepStrictEqual(yield* Effect.flatMap(Sandbox, (sandbox) => sandbox.ledger), [])
    }).pipe(Effect.provide(inProcess({ users: 10 })))
  )

  it.effect("sends the others of a chunk without an entry that cannot be sent", () =>
    Effect.gen(function* () {
      const [a = "", b = ""] = yield* userIds
      const { failures, written } = yield* ManyUsers.writeAllPresences([
        { id: a, message: "one" },
        { id: "", message: "two" },
        { id: b, message: "three" }
      ])
      assert.deepStrictEqual(
        written.map(({ userId }) => userId),
        [a, b]
      )
      assert.deepStrictEqual(
        failures.map(({ reason, userIds: refused }) => [reason._tag, refused]),
        [["PresenceInvalidRequest", [""]]]
      )
    }).pipe(Effect.provide(inProcess()))
  )

  it.effect("sends several entries of one user in their order", () =>
    Effect.gen(function* () {
      const [a = ""] = yield* userIds
      const { written } = yield* ManyUsers.writeAllPresences([
        { id: a, source: "Zoom", message: "in a meeting" },
        { id: a, message: "first" },
        { id: a, message: "last" }
      ])
      assert.deepStrictEqual(
        written.map(({ presence, userId }) => [userId, presence.source]),
        [
          [a, "Zoom"],
          [a, "PURECLOUD"],
          [a, "PURECLOUD"]
        ]
      )
      assert.strictEqual((yield* ManyUsers.readAllPresences([a])).presences.get(a)?.message, "last")
    }).pipe(Effect.provide(inProcess()))
  )
})
