import * as Duration from "effect/Duration"
import * as Result from "effect/Result"
import {
  PresenceCircuitOpen,
  type PresenceConfigurationError,
  type PresenceError,
  retryAfter
} from "../../PresenceError.ts"
import type { CircuitBreakerOptions } from "../../RetryOptions.ts"
import { retryAfterField } from "../errors/fields.ts"
import type { Call } from "./engine.ts"
import { kindOf } from "./failureKind.ts"
import { optionsOf } from "./options.ts"
import { type Policy, refuse } from "./policy.ts"
import type { MakePolicy } from "./policyTransport.ts"

/** Counts outcomes; `true` when this one opens the circuit. */
type Trip = (hasFailed: boolean) => boolean

const consecutive = (threshold: number): Trip => {
  let failures = 0
  return (hasFailed) => {
    failures = hasFailed ? failures + 1 : 0
    return failures >= threshold
  }
}

const failureRate = (rate: number, size: number, minimumCalls: number): Trip => {
  const last: Array<boolean> = []
  let failures = 0
  return (hasFailed) => {
    last.push(hasFailed)
    if (hasFailed) failures += 1
    if (last.length > size && last.shift() === true) failures -= 1
    return last.length >= minimumCalls && failures / last.length >= rate
  }
}

const tripKeys = ["consecutive", "rate", "size", "minimumCalls"]

const tripOf = (
  trip: NonNullable<CircuitBreakerOptions["trip"]>
): Result.Result<() => Trip, PresenceConfigurationError> =>
  Result.gen(function* () {
    const check = optionsOf("circuitBreaker")
    if (typeof trip !== "object" || !tripKeys.some((key) => key in trip)) {
      return yield* check.invalid("trip", trip, "an object with consecutive, or with rate, size or minimumCalls")
    }
    if ("consecutive" in trip) {
      const threshold = yield* check.count("trip.consecutive", trip.consecutive, { least: 1 })
      return () => consecutive(threshold)
    }
    const rate = yield* check.number("trip.rate", trip.rate ?? 0.5, 0, 1)
    if (rate === 0) return yield* check.invalid("trip.rate", rate, "a number above 0, up to 1")
    const size = yield* check.count("trip.size", trip.size ?? 100, { least: 1 })
    const minimumCalls = yield* check.count("trip.minimumCalls", trip.minimumCalls ?? size, { least: 1 })
    if (minimumCalls > size) {
      return yield* check.invalid("trip.minimumCalls", minimumCalls, `at most trip.size, which is ${size}`)
    }
    return () => failureRate(rate, size, minimumCalls)
  })

/** Stops calling a service that fails. */
export const make = (options: CircuitBreakerOptions = {}): MakePolicy =>
  Result.gen(function* () {
    const check = optionsOf("circuitBreaker")
    const newTrip = yield* tripOf(options.trip ?? { consecutive: 10 })
    const openFor = yield* check.duration("openFor", options.openFor ?? "15 seconds")
    const maxOpenFor = yield* check.duration("maxOpenFor", options.maxOpenFor ?? "2 minutes")

    return (): Policy => {
      let trip = newTrip()
      /** Until when it is open; `undefined` while it is closed. */
      let openUntil: number | undefined
      /** How many times in a row it was opened. */
      let openings = 0
      /** Outcomes of calls that were admitted before the last change of state do not count. */
      let generation = 0
      const admitted = new Map<Call, number>()
      /** The one call that an open circuit admits when its time is over. */
      let probe: Call | undefined

      const open = (now: number, error: PresenceError) => {
        const asked = retryAfter(error)
        const millis = Math.max(openFor * 2 ** openings, asked === undefined ? 0 : Duration.toMillis(asked))
        openUntil = now + Math.min(maxOpenFor, millis)
        openings += 1
        generation += 1
      }

      const close = () => {
        openUntil = undefined
        openings = 0
        generation += 1
        trip = newTrip()
      }

      return {
        name: "circuitBreaker",
        admit: (call, now) => {
          if (admitted.has(call)) return undefined
          if (openUntil !== undefined) {
            if (now < openUntil || probe !== undefined) {
              const left = openUntil - now
              const error = new PresenceCircuitOpen({ ...call.fields, ...retryAfterField(left > 0 ? left : undefined) })
              return refuse(error, left > 0 ? "CircuitOpen" : "CircuitHalfOpen")
            }
            probe = call
          }
          admitted.set(call, generation)
          return undefined
        },
        settle: (call, { error, response }, now) => {
          if (admitted.get(call) !== generation) return undefined
          const kind = error === undefined ? undefined : kindOf(error)
          if (error !== undefined && kind === "transient") {
            if (probe === call || trip(true)) open(now, error)
          } else if (response !== undefined || kind === "answer") {
            // A refusal with 404 shows a service that works. A 429, a failed login or a policy below says nothing.
            if (probe === call) close()
            else trip(false)
          }
          return undefined
        },
        release: (call) => {
          admitted.delete(call)
          if (probe === call) probe = undefined
        }
      }
    }
  })
