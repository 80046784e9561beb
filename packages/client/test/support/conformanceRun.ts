import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import type { Fault } from "@genesys-presence/sandbox"
import { Sandbox } from "@genesys-presence/sandbox"
import { Clock, DateTime, Effect, Exit, Cause, Layer, Option } from "effect"
import type { HttpClient } from "effect/http"
import { ConformanceClock } from "./conformanceClock.ts"
import type { Case, ConformanceFile } from "./conformanceFile.ts"
import { limits } from "./conformanceRules.ts"
import { call } from "@genesys-presence/test-support/sampleCalls"

/** A sandbox, and the HTTP client that reaches it. */
export type Wire = Layer.Layer<Sandbox | HttpClient.HttpClient, unknown, HttpClient.HttpClient>

/** What the test knows of the attempts of a call. */
interface Attempts {
  begun: number
  open: number
  lastBegan: number
}

/** Sits right above the transport, where an attempt begins and ends. */
const counting = (attempts: Attempts, clock: ConformanceClock) =>
  Layer.effect(
    PresenceTransport,
    Effect.map(PresenceTransport, (below) => ({
      execute: (request) =>
        Effect.suspend(() => {
          attempts.begun += 1
          attempts.open += 1
          attempts.lastBegan = clock.now
          return Effect.ensuring(
            below.execute(request),
            Effect.sync(() => {
              attempts.open -= 1
            })
          )
        })
    }))
  )

const clientLayer = (attempts: Attempts, clock: ConformanceClock) =>
  Layer.unwrap(
    Effect.map(Sandbox, ({ baseUrl, defaultClient }) =>
      PresenceClient.layerBare().pipe(
        Layer.provide(RetryLayer.recommended()),
        Layer.provide(counting(attempts, clock)),
        Layer.provide(PresenceTransport.layer()),
        Layer.provide(Authentication.layerClientCredentials(defaultClient)),
        Layer.provide(GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl })),
        Layer.provide(HttpExchange.layer)
      )
    )
  )

/** Lets everything else go on, sockets too. */
const turn = Effect.callback<void>((resume) => {
  const immediate = setImmediate(() => resume(Effect.void))
  return Effect.sync(() => clearImmediate(immediate))
})

/** How long an attempt with this fault is under way without anything coming over the wire, in milliseconds. */
const silenceOf = (fault: Fault.Fault): number => {
  const { perAttemptMillis } = limits.timeout
  if (fault.kind === "noAnswer" || fault.kind === "stalledBody") return perAttemptMillis
  return fault.kind === "delay" ? Math.min(fault.millis, perAttemptMillis) : 0
}

/** Turns without any change after which whatever is left waits for the clock. */
const quietTurns = 3

interface Running {
  readonly clock: ConformanceClock
  readonly attempts: Attempts
  readonly isOver: () => boolean
  /** The faults of the requests that the service has seen, in their order. */
  readonly faultsSeen: Effect.Effect<ReadonlyArray<Fault.Kind | undefined>>
}

/**
 * Moves the clock while a call runs: when no attempt is under way, since the call then waits by itself, and when the
 * service has met the attempt with silence, as long as that lasts. Never while something may still come over a socket.
 */
const drive = Effect.fnUntraced(function* ({ fault }: Case, { attempts, clock, faultsSeen, isOver }: Running) {
  let last = ""
  let quiet = 0
  while (!isOver()) {
    yield* turn
    const seen = yield* faultsSeen
    const { next } = clock
    const now = JSON.stringify([attempts, seen.length, next])
    quiet = now === last ? quiet + 1 : 0
    last = now
    if (quiet < quietTurns || next === undefined) continue
    const silent = seen.length === attempts.begun && seen.at(-1) === fault.kind ? silenceOf(fault) : 0
    if (attempts.open === 0 || next - attempts.lastBegan <= silent) clock.step()
  }
})

const outcomeOf = (exit: Exit.Exit<unknown, { readonly _tag: string }> | undefined): string => {
  if (exit === undefined || Exit.isSuccess(exit)) return "success"
  return Option.match(Cause.findErrorOption(exit.cause), { onNone: () => "defect", onSome: ({ _tag }) => _tag })
}

/** Runs a case, and says how it deviates from what the file expects; nothing when it does not. */
const deviationsOf = Effect.fnUntraced(function* (
  file: ConformanceFile,
  one: Case,
  attempts: Attempts,
  clock: ConformanceClock
) {
  const { expected, fault, id, operation, times } = one
  const sandbox = yield* Sandbox
  yield* sandbox.importState(file.organization)
  yield* sandbox.faults.add({ operation, fault, times })
  const requests = Effect.map(sandbox.requests, (all) => all.filter((request) => request.operation === operation))
  const startedAt = clock.now
  const fiber = yield* Effect.forkChild(call(operation, file.operations[operation]?.parameters ?? {}))
  yield* drive(one, {
    attempts,
    clock,
    isOver: () => fiber.pollUnsafe() !== undefined,
    faultsSeen: Effect.map(requests, (all) => all.map((request) => request.fault))
  })
  const waited = clock.now - startedAt
  const ledger = yield* sandbox.ledger
  const applied = ledger.reduce((sum, entry) => sum + (entry.operation === operation ? entry.applied : 0), 0)
  const isInTime = waited >= expected.waitAtLeastMillis && waited <= expected.waitAtMostMillis
  const seen = {
    attempts: (yield* requests).length,
    applied,
    outcome: outcomeOf(fiber.pollUnsafe())
  }
  return seen.attempts === expected.attempts &&
    seen.applied === expected.applied &&
    seen.outcome === expected.outcome &&
    isInTime
    ? []
    : [`${id}: ${JSON.stringify({ ...seen, waited })} in place of ${JSON.stringify(expected)}`]
})

/** Runs a case in an organisation, with a client and on a clock of its own. */
const runCase = (file: ConformanceFile, one: Case, wire: () => Wire) => {
  const clock = new ConformanceClock(DateTime.toEpochMillis(file.clockStartsAt))
  const attempts: Attempts = { begun: 0, open: 0, lastBegan: 0 }
  return deviationsOf(file, one, attempts, clock).pipe(
    Effect.provide(clientLayer(attempts, clock).pipe(Layer.provideMerge(wire()))),
    Effect.provideService(Clock.Clock, clock)
  )
}

/** Runs some cases, several at a time, and gathers the deviations. */
export const runCases = (file: ConformanceFile, cases: ReadonlyArray<Case>, wire: () => Wire) =>
  Effect.map(
    Effect.forEach(cases, (one) => runCase(file, one, wire), { concurrency: 16 }),
    (all) => all.flat()
  )
