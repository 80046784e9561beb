import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import { type PresenceError, PresenceTimeout } from "../../PresenceError.ts"
import type {
  CallBelow,
  CallState,
  TransportConstraints,
  PolicyRefusal,
  TransportRequest,
  TransportResponse,
  PolicyWait
} from "../../PresenceTransport.ts"
import { copyWith } from "../errors/copy.ts"
import { type ErrorFields, errorFields, finiteMillis } from "../errors/fields.ts"
import { isRefusedRetry } from "./failureKind.ts"
import type { Outcome, Policy, SendAgain } from "./policy.ts"
import { signal } from "./signals.ts"
import { now as timeOf, planWait, startTimer } from "./time.ts"

type AnyFiber = Fiber.Fiber<unknown, unknown>
type Result = Exit.Exit<TransportResponse, PresenceError>

/** What is below the policies: the attempt itself, or a transport of the program's own. */
export interface Base {
  readonly apiUrl: string | undefined
  /** How long one attempt may take, in milliseconds. */
  readonly attemptTimeout: number
  /**
   * Starts an attempt of a call, which has a number, and returns the effect that aborts it. What the attempt does later it
   * does in `Call.stepOf`, and it ends with `Call.finish`.
   */
  readonly start: Start
}

type Start = (call: Call, attempt: number) => Effect.Effect<void>

/** A time limit for everything below a policy. */
interface Limit {
  readonly end: number
  readonly index: number
  readonly error: () => PresenceError
  readonly outer: Limit | undefined
}

const failed = (error: PresenceError): Outcome => ({ exit: Exit.fail(error), error })

export const outcomeOf = (exit: Result): Outcome =>
  Exit.isSuccess(exit) ? { exit, response: exit.value } : { exit, error: errorOf(exit.cause) }

/** The expected error of a cause; `undefined` for a defect or an interruption. */
export const errorOf = <E>(cause: Cause.Cause<E>): E | undefined => Option.getOrUndefined(Cause.findErrorOption(cause))

const nothing = -1

/** A timer that is later than this, in milliseconds, tells that the event loop was busy. */
const busy = 20

/** Rounded up, but not for the rounding error of a subtraction: a timer that fires too early asks again. */
const wholeMillis = (millis: number): number => Math.ceil(millis - 1e-6)

/**
 * One call on its way through the policies. All of it happens inside one `Effect.callback`: admission, waits, retries and
 * release are plain code, so that a fiber can neither yield nor be interrupted between taking something and being
 * responsible for it.
 */
export class Call implements TransportConstraints {
  readonly request: TransportRequest
  readonly fiber: AnyFiber
  /** How long one attempt may take, in milliseconds. */
  attemptTimeout: number
  readonly #policies: ReadonlyArray<Policy>
  readonly #base: Base
  readonly #resume: (result: Result) => void
  /** The time limits in force, the innermost first. They run on while the call waits. */
  #limit: Limit | undefined
  /** The innermost policy that was asked. */
  #depth = nothing
  /** The policy that is being asked. */
  #index = nothing
  /** The retry that was asked for, by which policy, and after which error. */
  #retry: { readonly index: number; readonly error: PresenceError } | undefined
  #notBefore = -Infinity
  /** The policy whose wait was reported. */
  #reported = nothing
  #isAsleep = false
  #isWoken = false
  #cancelTimer: (() => void) | undefined
  /** Aborts the attempt that is in flight. */
  #abort: Effect.Effect<void> | undefined
  #isAborting = false
  /** Whether the limit of the attempt was reached while the event loop was busy. */
  #isOverdue = false
  /** Which attempt is in flight; what an earlier one reports is ignored. */
  #attempt = 0
  /** Starts the next attempt. */
  #start: Start
  /** Until when the request that is on the wire may take; `undefined` when none is. */
  #attemptEnd: number | undefined
  /** The steps that follow the current one. */
  #steps: Array<() => void> | undefined
  #isRunning = false
  #hasEnded = false
  /** Called at the end of the current step, when the call was interrupted within it. */
  #onStepEnd: (() => void) | undefined

  constructor(
    policies: ReadonlyArray<Policy>,
    base: Base,
    request: TransportRequest,
    fiber: AnyFiber,
    resume: (result: Result) => void
  ) {
    this.#policies = policies
    this.#start = base.start
    this.#base = base
    this.request = request
    this.fiber = fiber
    this.#resume = resume
    this.attemptTimeout = Math.min(base.attemptTimeout, request.constraints?.attemptTimeout ?? Infinity)
  }

  // What policies use.

  /** What is known of the call over all of its attempts. */
  get state(): CallState {
    return this.request.call
  }

  /** A random number from 0 to 1. */
  get random(): number {
    return this.fiber.getRef(Random.Random).nextDoubleUnsafe()
  }

  /** When it must be over, by the time limits of these policies and of those below. */
  get end(): number {
    return Math.min(this.#end, this.#below?.end ?? Infinity)
  }

  /** When the call must be over, by all time limits. */
  get deadline(): number {
    return Math.min(this.end, this.request.constraints?.deadline ?? Infinity)
  }

  /** Limits the time of each attempt. */
  limitAttempt(millis: number): void {
    this.attemptTimeout = Math.min(this.attemptTimeout, millis)
  }

  /** Limits the time of everything below the policy that is being asked. Asked again later, it has no earlier limit. */
  limitTime(end: number, error: () => PresenceError): void {
    if (end >= this.#end) return
    this.#limit = { end, index: this.#index, error, outer: this.#limit }
  }

  /** A number that a policy keeps for this call over all retries, whichever policy asks for them. */
  count(policy: Policy): number {
    return this.state.counts?.get(policy) ?? 0
  }

  addCount(policy: Policy, amount: number): void {
    const counts = (this.state.counts ??= new Map<object, number>())
    counts.set(policy, this.count(policy) + amount)
  }

  /** Whether the policy that is being asked has itself asked for the retry that is due. */
  get isOwnRetry(): boolean {
    return this.#retry?.index === this.#index
  }

  /** The time until which to wait; `undefined` when the wait would be longer than allowed. */
  plan(now: number, atLeast: number, spread: number, atMost: number): number | undefined {
    const millis = planWait({ atLeast, spread, atMost, left: this.deadline - now })
    return millis === undefined ? undefined : now + millis
  }

  /** The fields that an error of this call has. */
  get fields(): ErrorFields {
    return errorFields(this.request, this.fiber)
  }

  /** Runs an effect on a fiber of its own, reports its exit and wakes the call. Returns what interrupts it. */
  run<A, E>(effect: Effect.Effect<A, E>, done: (exit: Exit.Exit<A, E>) => void): () => void {
    const fiber = Effect.runForkWith(this.fiber.context)(effect)
    fiber.addObserver((exit) => {
      done(exit)
      this.wake()
    })
    return () => fiber.interruptUnsafe()
  }

  /** Makes a call that waits ask again. */
  wake(): void {
    if (!this.#isAsleep) {
      // Between the admission and the sleep, such as by a tracer that records the wait.
      this.#isWoken = true
      this.#below?.wake()
      return
    }
    this.#isAsleep = false
    // The call that releases goes on first.
    this.fiber.currentDispatcher.scheduleTask(() => this.step(() => this.#continue()), 0)
  }

  // What the base uses.

  /** Runs what an attempt, its limit or its abort leads to later, unless the attempt has ended by then. */
  stepOf(attempt: number, step: () => void): void {
    this.step(() => {
      if (attempt === this.#attempt) step()
    })
  }

  /** Ends the attempt. Called once, within its start or a step of it. */
  finish(outcome: Outcome): void {
    // An interruption is what the abort itself causes.
    if (this.#isAborting && outcome.response === undefined && outcome.error === undefined) return
    if (outcome.error?.mayHaveBeenExecuted === true || this.#attemptEnd !== undefined) this.#noteUnknown()
    this.#rise(outcome, this.#policies.length)
  }

  /**
   * Ends an attempt that had to wait before it sent its request, in a step of it. When all policies admit the call again,
   * `start` is next.
   */
  restart(start: Start): void {
    this.#abort = undefined
    this.#start = start
    this.#continue()
  }

  /** Notes that a request goes on the wire. Its time is limited at the end of the step, unless the response is there by then. */
  beginRequest(): void {
    const now = timeOf(this.fiber)
    this.send(now)
    this.state.attempts += 1
    this.#attemptEnd = now + this.attemptTimeout
  }

  /** Notes that a response came or that none will. */
  endRequest(): void {
    this.#attemptEnd = undefined
  }

  // What a transport below uses: see `TransportConstraints`.

  /** Whether policies below have asked since the attempt was started. */
  wasAsked = false
  /** Whether policies have counted a request that a transport of the program's own has still to send. */
  isCounted = false
  /** The call of the policies below, which waits for those above. */
  #below: CallBelow | undefined

  /** Counts the request that a transport of the program's own is about to send. */
  countRequest(): void {
    this.send(timeOf(this.fiber))
    this.isCounted = true
  }

  send(now: number): void {
    if (this.isCounted) {
      this.isCounted = false
      return
    }
    for (const policy of this.#policies) policy.send?.(this, now)
    this.request.constraints?.send(now)
  }

  admit(now: number, below: CallBelow): PolicyWait | PolicyRefusal | undefined {
    this.wasAsked = true
    this.#below = below
    return this.#ask(now)
  }

  // The engine.

  get #end(): number {
    return this.#limit?.end ?? Infinity
  }

  /** Starts the call and returns the effect that interrupts it. */
  begin(): Effect.Effect<void> {
    this.step(() => this.#continue())
    return Effect.suspend(() => this.#interrupt())
  }

  /**
   * Runs a step, and those that it leads to, one after another. All code of a call runs in here: when a step throws, or
   * interrupts its own call, everything is released all the same.
   */
  step(step: () => void): void {
    if (this.#hasEnded) return
    if (this.#isRunning) return this.#stepLater(step)
    this.#isRunning = true
    try {
      let current: (() => void) | undefined = step
      for (; current !== undefined; current = this.#nextStep()) current()
    } catch (defect) {
      this.#die(defect)
    } finally {
      this.#isRunning = false
      this.#onStepEnd?.()
    }
  }

  #stepLater(step: () => void): void {
    this.#steps ??= []
    this.#steps.push(step)
  }

  #nextStep(): (() => void) | undefined {
    if (this.#hasEnded) return undefined
    const next = this.#steps?.shift()
    // Without a timer it neither sleeps nor has a limit: an attempt is in flight.
    if (next !== undefined || this.#cancelTimer !== undefined) return next
    this.#limitFlight(timeOf(this.fiber))
    // A clock may call back at once.
    return this.#steps?.shift()
  }

  /** Proceeds unless it is too early or too late for that. */
  #continue(): void {
    this.#isAsleep = false
    this.#isWoken = false
    this.#stopTimer()
    const now = timeOf(this.fiber)
    if (now >= this.#end) return this.#timeIsOver()
    if (now < this.#notBefore) return this.#sleep(this.#notBefore, now)
    // The policies are asked and the request is sent without anything in between.
    const admission = this.#ask(now)
    if (admission !== undefined) return this.#hold(admission, this.#index, now)
    if (this.#hasEnded) return
    if (now >= this.#end) return this.#timeIsOver()
    const attempt = ++this.#attempt
    const start = this.#start
    this.#start = this.#base.start
    const abort = start(this, attempt)
    if (attempt === this.#attempt) this.#abort = abort
  }

  /** Asks the policies above a transport of the program's own, then all of these, the outermost first. */
  #ask(now: number): PolicyWait | PolicyRefusal | undefined {
    this.#index = nothing
    const above = this.request.constraints?.admit(now, this)
    if (above !== undefined) return above
    for (let index = 0; index < this.#policies.length; index++) {
      this.#index = index
      this.#depth = Math.max(this.#depth, index)
      const admission = this.#policies[index]?.admit?.(this, now)
      if (admission === undefined) continue
      this.#report(admission, index)
      return admission
    }
    return undefined
  }

  /** Waits, or fails, as a policy says. */
  #hold(admission: PolicyWait | PolicyRefusal, index: number, now: number): void {
    const retry = this.#retry
    if (admission._tag === "Wait") {
      // A call that waits holds nothing below, but what the policy that repeats it has taken for that.
      this.#release(Math.max(index, retry?.index ?? nothing) + 1)
      return this.#sleep(admission.until, now)
    }
    // When a retry is refused, the error that it was for is still what is wrong with the call.
    const from = retry?.index ?? Math.max(0, index)
    this.#leave(from)
    this.#rise(failed(retry?.error ?? admission.error), from)
  }

  #sleep(until: number, now: number): void {
    if (this.#isWoken) {
      this.#stepLater(() => this.#continue())
      return
    }
    this.#isAsleep = true
    // Whole milliseconds, and at least one: a policy that asks for no wait at all must not stop the event loop.
    const millis = Math.max(1, wholeMillis(Math.min(until, this.#end) - now))
    this.#setTimer(millis, () => {
      // A timer may fire although it was cancelled.
      if (this.#isAsleep) this.step(() => this.#continue())
    })
  }

  #setTimer(millis: number, onTime: () => void): void {
    this.#stopTimer()
    this.#cancelTimer = startTimer(this.fiber.context, millis, onTime)
  }

  #stopTimer(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
  }

  /** Limits the time of an attempt that is in flight, with one timer for all limits. */
  #limitFlight(now: number): void {
    this.#checkFlightIn(wholeMillis(this.#flightEnd - now))
  }

  get #flightEnd(): number {
    return Math.min(this.#attemptEnd ?? Infinity, this.#end)
  }

  #checkFlightIn(millis: number): void {
    const attempt = this.#attempt
    this.#setTimer(millis, () => this.stepOf(attempt, () => this.#flightLimitReached()))
  }

  #flightLimitReached(): void {
    const now = timeOf(this.fiber)
    const late = now - this.#flightEnd
    if (late < 0) return this.#limitFlight(now)
    if (late > busy && !this.#isOverdue) {
      // Timers run before sockets are read: the response may have been there in time, and the time that the loop was busy is
      // no time that the service had.
      this.#isOverdue = true
      return this.#checkFlightIn(wholeMillis(Math.max(1, Math.min(late, this.attemptTimeout, this.#end - now))))
    }
    if (now >= this.#end) this.#abortFlight(() => this.#timeIsOver())
    else this.#abortFlight(() => this.#rise(failed(this.#attemptError()), this.#policies.length))
  }

  #attemptError(): PresenceError {
    return new PresenceTimeout({ ...this.fields, scope: "attempt", limit: finiteMillis(this.attemptTimeout) })
  }

  /** Aborts the attempt, and goes on when it has ended. A response that arrives in the meantime is used. */
  #abortFlight(then: () => void): void {
    const attempt = this.#attempt
    const aborting = Effect.runForkWith(this.fiber.context)(this.#abort ?? Effect.void)
    this.#isAborting = true
    this.#abort = Effect.asVoid(Fiber.await(aborting))
    aborting.addObserver(() =>
      this.stepOf(attempt, () => {
        this.#noteFlight()
        then()
      })
    )
  }

  /** Nobody knows how far a request has come that was on the wire when its attempt ended. */
  #noteFlight(): void {
    if (this.#attemptEnd !== undefined) this.#noteUnknown()
  }

  /** Tells the policies above an index about an outcome. Each is released before the one above it is told. */
  #rise(first: Outcome, below: number): void {
    this.#attempt += 1
    this.#attemptEnd = undefined
    this.#abort = undefined
    this.#start = this.#base.start
    this.isCounted = false
    this.#below = undefined
    this.#isAborting = false
    this.#isOverdue = false
    this.#reported = nothing
    this.#stopTimer()
    const now = timeOf(this.fiber)
    let outcome = first
    for (let index = below - 1; index >= 0; index--) {
      const retry = this.#retry
      if (retry?.index === index && outcome.error !== undefined && isRefusedRetry(outcome.error, retry.error)) {
        // A policy below a transport of the program's own refused it.
        outcome = failed(retry.error)
      } else {
        const verdict = this.#policies[index]?.settle?.(this, outcome, now)
        if (verdict?._tag === "SendAgain" && outcome.error !== undefined) {
          return this.#retryAfter(verdict, index, outcome.error, now)
        }
        if (verdict?._tag === "GiveUp") this.#signal("rejection", index, verdict.reason)
      }
      this.#leave(index)
    }
    this.#complete(outcome)
  }

  #retryAfter({ at, reason }: SendAgain, index: number, error: PresenceError, now: number): void {
    this.#leave(index + 1)
    this.#retry = { index, error }
    this.#notBefore = at
    if (reason !== undefined) this.#signal("retry", index, reason, at - now)
    this.#stepLater(() => this.#continue())
  }

  #timeIsOver(): void {
    const limit = this.#limit
    if (limit === undefined) return
    this.#signal("rejection", limit.index, "total")
    const error = limit.error()
    this.#leave(limit.index)
    this.#rise(failed(error), limit.index)
  }

  /** Releases all policies from the innermost to the one at an index. */
  #release(index: number): void {
    for (; this.#depth >= index; this.#depth--) this.#policies[this.#depth]?.release?.(this)
  }

  /** Releases them for good: the time limits that they set end too. */
  #leave(index: number): void {
    this.#release(index)
    while (this.#limit !== undefined && this.#limit.index >= index) this.#limit = this.#limit.outer
  }

  #complete({ error, exit }: Outcome): void {
    const { mayHaveBeenExecuted } = this.state
    // An error of a transport of the program's own may not know of earlier attempts.
    const isUnaware = error !== undefined && mayHaveBeenExecuted && !error.mayHaveBeenExecuted
    const result = isUnaware ? Exit.fail(copyWith(error, { mayHaveBeenExecuted })) : exit
    this.#hasEnded = true
    this.#resume(result)
  }

  #noteUnknown(): void {
    this.state.mayHaveBeenExecuted = true
  }

  #die(defect: unknown): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    const aborting = Effect.runForkWith(this.fiber.context)(this.#shutDown())
    aborting.addObserver(() => this.#resume(Exit.die(defect)))
  }

  /** Aborts what is in flight, then releases everything. */
  #shutDown(): Effect.Effect<void> {
    return Effect.ensuring(
      Effect.suspend(() => this.#abort ?? Effect.void),
      Effect.sync(() => this.#cleanUp())
    )
  }

  #interrupt(): Effect.Effect<void> {
    if (this.#hasEnded) return Effect.void
    this.#hasEnded = true
    // When a step of this very call interrupts it, what the step still takes is released at its end.
    const stepEnd = Effect.callback<void>((resume) => {
      if (this.#isRunning) this.#onStepEnd = () => resume(Effect.void)
      else resume(Effect.void)
    })
    return Effect.andThen(stepEnd, this.#shutDown())
  }

  #cleanUp(): void {
    this.#noteFlight()
    this.#stopTimer()
    this.#leave(0)
  }

  #report(admission: PolicyWait | PolicyRefusal, index: number): void {
    if (admission._tag === "Refuse") return this.#signal("rejection", index, admission.reason)
    if (admission.reason === undefined || this.#reported === index) return
    this.#reported = index
    this.#signal("wait", index, admission.reason, admission.expected)
  }

  #signal(kind: "wait" | "rejection" | "retry", index: number, reason: string, wait?: number): void {
    const policy = this.#policies[index]?.name
    if (policy === undefined) return
    signal(this.fiber, this.request, { kind, policy, reason, wait })
  }
}
