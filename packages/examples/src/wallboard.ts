/** A wallboard in the terminal: who is what at the moment, on a sandbox in which people come and go. */
import { PresenceClient, PresenceWatch } from "@genesys-presence/client"
import { Sandbox } from "@genesys-presence/sandbox"
import { Console, Effect, Random, Schedule, Stream } from "effect"
import { Command, Flag } from "effect/cli"
import { Board } from "./board.ts"
import { embedded } from "./organization.ts"
import { runCommand } from "./runCommand.ts"

const users = Flag.Int("users").pipe(Flag.withDescription("How many people there are"), Flag.withDefault(20))

const changes = Flag.Int("changes").pipe(
  Flag.withDescription("After how many changes the board ends"),
  Flag.withDefault(100)
)

const messages = ["", "", "lunch", "back at two", "in a meeting"] as const

/** Somebody takes up another status, twice a second. */
const comeAndGo = Effect.gen(function* () {
  const presence = yield* PresenceClient
  const people = (yield* Sandbox).users
  const { entities = [] } = yield* presence.getPresenceDefinitions()
  const somebody = Effect.gen(function* () {
    const { id: userId } = yield* Random.choice(people)
    const { id = "" } = yield* Random.choice(entities)
    const message = yield* Random.choice(messages)
    yield* presence.patchUserPresencesPurecloud({ userId, body: { presenceDefinition: { id }, message } })
  })
  yield* Effect.repeat(somebody, Schedule.spaced("500 millis"))
})

const home = "\u001B[H\u001B[J"

const board = Effect.fn("board")(function* (limit: number) {
  const people = (yield* Sandbox).users
  const shown = new Board(people)
  const isTerminal = process.stdout.isTTY
  const showing = PresenceWatch.changes(
    people.map(({ id }) => id),
    { interval: "1 second" }
  ).pipe(
    Stream.take(people.length + limit),
    // A screen is drawn again as a whole; a pipe gets a line for each change.
    Stream.runForEach((event) => {
      const line = shown.note(event)
      return Console.log(isTerminal ? `${home}${shown.text}` : line)
    })
  )
  yield* Effect.raceFirst(showing, comeAndGo)
})

Command.make("wallboard", { users, changes }, (options) =>
  board(options.changes).pipe(Effect.provide(embedded({ users: options.users })))
).pipe(Command.withDescription("A wallboard on an embedded sandbox, in which people come and go."), runCommand)
