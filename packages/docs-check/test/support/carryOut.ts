import { PresenceClient, Retry } from "@genesys-presence/client"
import { Sandbox } from "@genesys-presence/sandbox"
import { Cause, Clock, Context, Effect, Exit, Layer, Option, Schema, Stream } from "effect"
import { TestClock } from "effect/testing"
import { argumentsFor } from "./argumentsByName.ts"
import type { Circumstances } from "./circumstances.ts"
import type { Definition } from "./definitions.ts"
import { type Note, shown } from "./note.ts"
import { whileSecondsPass } from "./passingTime.ts"
import { readAndWrite } from "./readAndWrite.ts"
import type { Surroundings } from "./surroundings.ts"
import { callsOn, namesOf, withClient } from "./usedLayer.ts"

/** How the values of a snippet are carried out. */
export interface Manner extends Circumstances {
  readonly note: Note
}

/** How outcomes are written down, and how long one waits for them. */
interface Outcomes {
  readonly seconds: number
  readonly success: (value: unknown) => string
  readonly failure: (error: unknown) => string
}

const isClass = (value: unknown): value is new (fields: object) => unknown =>
  typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value))

const isFunction = (value: unknown): value is (...args: ReadonlyArray<unknown>) => unknown =>
  typeof value === "function"

const tagOf = (error: unknown): string => {
  if (!(error instanceof Error)) return shown(error)
  return "_tag" in error ? String(error._tag) : error.name
}

const inFull: Outcomes = {
  seconds: 20,
  success: (value) => `succeeds with ${shown(value)}`,
  failure: (error) =>
    `fails with ${tagOf(error)}${error instanceof Error && error.message !== "" ? `: ${error.message}` : ""}`
}

/** Layers are told apart by whether calls succeed and when; the longest of them wait for some minutes. */
const inShort: Outcomes = {
  seconds: 600,
  success: (value) => (value instanceof Map ? `succeeds with ${shown(value)}` : "succeeds"),
  failure: (error) => `fails with ${tagOf(error)}`
}

const somebodyChanges = PresenceClient.use((presence) =>
  presence.patchUserPresencesPurecloud({ userId: "some-user", body: { message: "calling" } })
)

/** Runs an effect to its end, or as long as one looks on, and notes what came of it and when. A defect is the snippet's. */
const run = Effect.fnUntraced(function* (
  effect: Effect.Effect<unknown, unknown, Surroundings>,
  { note, sockets, watched }: Manner,
  { failure, seconds, success }: Outcomes
) {
  const incident = watched ? { second: 7, happens: Effect.asVoid(somebodyChanges) } : undefined
  const start = yield* Clock.currentTimeMillis
  const exit = yield* Effect.exit(sockets ? Effect.asSome(effect) : whileSecondsPass(effect, seconds, incident))
  const passed = Math.round(((yield* Clock.currentTimeMillis) - start) / 1000)
  const later = passed === 0 ? "" : `${passed} s later `
  const error = Exit.isFailure(exit) ? Cause.findErrorOption(exit.cause) : Option.none()
  if (Option.isSome(error)) note(later + failure(error.value))
  else {
    const value = yield* exit
    note(Option.isSome(value) ? later + success(value.value) : `goes on after ${passed} s`)
  }
})

/** Builds a layer and makes calls with what it provides. */
const use = Effect.fnUntraced(function* (layer: Layer.Layer<never, unknown, Surroundings>, manner: Manner) {
  const provided: Context.Context<never> = yield* Layer.build(Layer.fresh(layer))
  manner.note(`provides ${namesOf(provided)}`)
  const services = yield* withClient(provided)
  for (const { effect, name } of yield* callsOn(provided, manner.sockets)) {
    manner.note(`call of ${name}`)
    yield* run(Effect.withSpan(effect, name), manner, inShort).pipe(Effect.provideContext(services))
    // What a call left behind, such as a wait that the service asked for, is no matter of the next one.
    yield* TestClock.adjust("2 minutes")
  }
  const own = Context.getOption(provided, Sandbox)
  for (const { method, path, status } of Option.isSome(own) ? yield* own.value.requests : []) {
    manner.note(`its sandbox answered ${method} ${path} with ${status}`)
  }
}, Effect.scoped)

const carryOutValue = (value: unknown, manner: Manner): Effect.Effect<void, unknown, Surroundings> => {
  // What snippets need is what the surroundings have: a service that is missing would be a defect.
  if (Effect.isEffect(value)) return run(value as Effect.Effect<unknown, unknown, Surroundings>, manner, inFull)
  if (Stream.isStream(value)) {
    return run(Stream.runCollect(value as Stream.Stream<unknown, unknown, Surroundings>), manner, inFull) // as above
  }
  if (Layer.isLayer(value)) return use(value as Layer.Layer<never, unknown, Surroundings>, manner) // as above
  if (isClass(value)) return Effect.sync(() => manner.note(`makes ${shown({ ...Object(new value({})) })}`))
  // The models need no services.
  if (Schema.isSchema(value)) return readAndWrite(value as Schema.Codec<unknown>, manner.note)
  if (value instanceof Promise) {
    // Listened to at once: a promise that is rejected before that ends the test.
    const ended = value.then(Exit.succeed, Exit.fail)
    return run(Effect.flatten(Effect.promise(() => ended)), manner, inFull)
  }
  return Effect.sync(() => manner.note(`is ${shown(value)}`))
}

/** Carries out what a snippet defines: it is run, called, built, read or looked at. */
export const carryOut = Effect.fnUntraced(function* ({ name, parameters }: Definition, value: unknown, manner: Manner) {
  if (isFunction(value) && !isClass(value) && !Schema.isSchema(value)) {
    for (const args of yield* argumentsFor(parameters ?? [name])) {
      const told = args.map((arg) => (Effect.isEffect(arg) && !(arg instanceof Error) ? "a call" : shown(arg)))
      manner.note(`called with ${told.length === 0 ? "nothing" : told.join(", ")}`)
      yield* carryOutValue(value(...args), manner)
    }
  } else yield* carryOutValue(value, manner)
})

/** Lets something be written at the second attempt, for a snippet that looks back at it. */
export const makeHistory = (manner: Manner) =>
  run(
    Effect.andThen(
      Sandbox.use(({ faults }) =>
        faults.add({ operation: "patchUserPresencesPurecloud", fault: { kind: "errorStatus", status: 503 } })
      ),
      somebodyChanges.pipe(Retry.transient({ repeatUnsafe: true }))
    ),
    manner,
    inShort
  )
