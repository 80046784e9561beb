/** A nightly job in the terminal: sets everybody to what a shift plan says, and shows how far it is. */
import { ManyUsers, PresenceClient, type PresenceError } from "@genesys-presence/client"
import { Sandbox } from "@genesys-presence/sandbox"
import { Console, Effect, Stream } from "effect"
import { Command, Flag } from "effect/cli"
import { embedded } from "./organization.ts"
import { progressBar } from "./progressBar.ts"
import { runCommand } from "./runCommand.ts"

const users = Flag.Int("users").pipe(Flag.withDescription("How many people the sandbox has"), Flag.withDefault(20_000))

/** Who should be what, by the id of the user: the shifts take turns, and one person has left since. */
const shiftPlan = Effect.gen(function* () {
  const presence = yield* PresenceClient
  const people = (yield* Sandbox).users
  const { entities = [] } = yield* presence.getPresenceDefinitions()
  const idOf = (kind: string) => entities.find(({ systemPresence }) => systemPresence === kind)?.id ?? ""
  const shifts = [idOf("OnQueue"), idOf("Training"), idOf("Offline")]
  const plan = new Map(people.map(({ id }, index) => [id, shifts[index % shifts.length] ?? ""]))
  return plan.set("somebody-who-left", idOf("OnQueue"))
})

const entryFor = (plan: ReadonlyMap<string, string>) => (id: string) => ({
  id,
  presenceDefinition: { id: plan.get(id) ?? "" }
})

const sync = Effect.gen(function* () {
  const plan = yield* shiftPlan
  const entry = entryFor(plan)
  const counts = { set: 0, unchanged: 0, unknown: 0, failed: 0 }
  const again: Array<string> = []

  const report = (failure: PresenceError.PresenceChunkFailed) => {
    again.push(...failure.userIds)
    return Console.log(`\n${failure.message}`)
  }

  // Reads feed writes: no list of all presences or entries is ever in memory.
  const outdated = ManyUsers.readPresences(plan.keys(), {
    total: plan.size,
    onProgress: progressBar("Presences", process.stdout)
  }).pipe(
    Stream.mapEffect((result) => {
      if (result._tag === "PresenceChunkFailed") return Effect.as(report(result), [])
      if (result._tag === "Missing") {
        counts.unknown += 1
        return Effect.succeed([])
      }
      if (result.presence.presenceDefinition?.id !== plan.get(result.userId)) return Effect.succeed([result.userId])
      counts.unchanged += 1
      return Effect.succeed([])
    }),
    Stream.flattenIterable,
    Stream.map(entry)
  )
  yield* Stream.runForEach(ManyUsers.writePresences(outdated), (result) => {
    if (result._tag === "PresenceChunkFailed") return report(result)
    counts.set += 1
    return Effect.void
  })

  if (again.length > 0) {
    yield* Console.log(`Once more for ${again.length}, in smaller chunks`)
    const { failures, written } = yield* ManyUsers.writeAllPresences(again.map(entry), { chunkSize: 10 })
    counts.set += written.length
    counts.failed = failures.reduce((sum, { userIds }) => sum + userIds.length, 0)
  }
  yield* Console.log(
    `${counts.set} set, ${counts.unchanged} as they should be, ${counts.unknown} unknown, ${counts.failed} failed`
  )
})

Command.make("sync", { users }, (options) =>
  sync.pipe(
    Effect.provide(
      embedded({
        users: options.users,
        latency: { kind: "exponential", mean: 20 },
        faults: [{ operation: "putUsersPresencesBulk", fault: { kind: "errorStatus", status: 503 } }]
      })
    )
  )
).pipe(
  Command.withDescription("Sets thousands of presences on an embedded sandbox that fails once, with a progress bar."),
  runCommand
)
