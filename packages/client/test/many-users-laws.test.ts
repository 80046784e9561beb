import { assert, describe, layer } from "@effect/vitest"
import { ManyUsers, PresenceClient, type PresenceError } from "@genesys-presence/client"
import type { UcUserPresence } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { Arbitrary, Array, Effect, Predicate, Schema, Stream } from "effect"
import { inProcess } from "@genesys-presence/test-support/sandboxClient"

/** A user who exists, by a place in the list, or an id: of nobody, or one that cannot be sent. */
const Id = Schema.Union([
  Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 19 })),
  Schema.Literals(["nobody", "", "..", "a,b", "\ud800", "ünï / ?&=%"]),
  Schema.String
])

const Case = Schema.Struct({
  ids: Schema.Array(Id).check(Schema.isMaxLength(60)),
  chunkSize: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 60 })),
  concurrency: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 10 })),
  asStream: Schema.Boolean
})

/** What is known of an id: its presence, that there is none, or why it could not be asked for. */
type Known = readonly [id: string, is: UcUserPresence.UcUserPresence | "Missing" | PresenceError.PresenceError["_tag"]]

/** What a call for this user alone says. */
const alone = (id: string) =>
  PresenceClient.use((client) => client.getUsersPresencesPurecloudBulk({ id: [id] })).pipe(
    Effect.match({
      onFailure: ({ _tag }): Known => [id, _tag],
      onSuccess: ([presence]): Known => [id, presence ?? "Missing"]
    })
  )

const isFailed = ([, is]: Known): boolean => typeof is === "string" && is !== "Missing"

describe("whatever the ids, the size of chunks and the concurrency", () => {
  layer(inProcess({ users: 20 }))((it) => {
    it.effect.prop(
      "the results are those of one call for each",
      [Arbitrary.schema(Case)],
      ([{ asStream, chunkSize, concurrency, ids }]) =>
        Effect.gen(function* () {
          const { users } = yield* Sandbox
          const input = ids.map((id) => (typeof id === "number" ? (users[id]?.id ?? "") : id))
          const expected = yield* Effect.forEach(input, alone)
          const results = yield* Stream.runCollect(
            ManyUsers.readPresences(asStream ? Stream.fromIterable(input) : input, { chunkSize, concurrency })
          )
          const known = results.flatMap((result): ReadonlyArray<Known> => {
            if (result._tag === "PresenceChunkFailed") return result.userIds.map((id) => [id, result.reason._tag])
            return [[result.userId, result._tag === "Found" ? result.presence : "Missing"]]
          })
          assert.deepStrictEqual(
            Array.filter(known, Predicate.not(isFailed)),
            Array.filter(expected, Predicate.not(isFailed))
          )
          // A failed chunk names each of its ids once.
          assert.deepStrictEqual(new Map(known.filter(isFailed)), new Map(expected.filter(isFailed)))
        }),
      { arbitrary: { runs: 60, seed: 1, size: 60 } }
    )

    it.effect.prop(
      "writes are applied once each",
      [Arbitrary.schema(Case)],
      ([{ asStream, chunkSize, concurrency, ids }]) =>
        Effect.gen(function* () {
          const sandbox = yield* Sandbox
          yield* sandbox.reset
          const entries = Array.dedupe(ids).flatMap((id) => {
            const user = typeof id === "number" ? sandbox.users[id] : undefined
            return user === undefined ? [] : { id: user.id, message: `for ${user.name}` }
          })
          const { written } = yield* ManyUsers.writeAllPresences(asStream ? Stream.fromIterable(entries) : entries, {
            chunkSize,
            concurrency
          })
          assert.deepStrictEqual(
            written.map(({ presence, userId }) => ({ id: userId, message: presence.message })),
            entries
          )
          const ledger = yield* sandbox.ledger
          assert.isTrue(ledger.every(({ applied }) => applied === 1))
          assert.lengthOf(ledger, Math.ceil(entries.length / chunkSize))
        }),
      { arbitrary: { runs: 40, seed: 1, size: 60 } }
    )
  })
})
