import type * as Cause3 from "effect/Cause"
import * as Clock3 from "effect/Clock"
import * as Context3 from "effect/Context"
import * as DefaultServices3 from "effect/DefaultServices"
import * as Duration3 from "effect/Duration"
import * as Effect3 from "effect/Effect"
import type * as Exit3 from "effect/Exit"
import type * as Fiber3 from "effect/Fiber"
import * as FiberId3 from "effect/FiberId"
import * as FiberRef3 from "effect/FiberRef"
import * as FiberRefs3 from "effect/FiberRefs"
import * as HashMap3 from "effect/HashMap"
import * as Runtime3 from "effect/Runtime"
import * as RuntimeFlags3 from "effect/RuntimeFlags"
import * as Clock4 from "effect4/Clock"
import * as Context4 from "effect4/Context"
import * as Duration4 from "effect4/Duration"
import * as Effect4 from "effect4/Effect"
import type * as Exit4 from "effect4/Exit"
import type * as Fiber4 from "effect4/Fiber"
import * as References4 from "effect4/References"
import { toExit3, toExit4 } from "./cause.ts"
import { withTracing } from "./tracing.ts"

/** The runtime of the Effect 3 fiber that waits for what runs here; what goes back to Effect 3 runs on it. */
export const Caller = Context4.Reference<Runtime3.Runtime<never>>("@genesys-presence/effect3/Caller", {
  defaultValue: () => Runtime3.defaultRuntime
})

const nothing: Context4.Context<never> = Context4.empty()

/** What surrounds the code of Effect 4 that an effect of Effect 3 runs in: it holds for the calls which that one makes. */
const Around = FiberRef3.unsafeMake(nothing)

/** Turns the services of a context of Effect 3 into those of Effect 4. */
interface Translation {
  services: (runtime: Runtime3.Runtime<never>) => Context4.Context<never>
}

/** Set by the module that knows the services, which itself needs this one. */
export const translation: Translation = { services: () => Context4.empty() }

/** Runs an effect of Effect 3 in Effect 4, which goes on, or is interrupted, when the other fiber has ended. */
export const toEffect4 = <A, E>(runtime: Runtime3.Runtime<never>, self: Effect3.Effect<A, E>): Effect4.Effect<A, E> =>
  Effect4.withFiber(({ context }) =>
    Effect4.callback((resume) => {
      const fiber = Runtime3.runFork(inside(runtime, context))(self)
      fiber.addObserver((exit) => resume(toExit4(exit)))
      return interrupting(fiber)
    })
  )

/** Interrupts a fiber of Effect 3, and waits until it has ended. */
export const interrupting = (fiber: Fiber3.RuntimeFiber<unknown, unknown>): Effect4.Effect<void> =>
  Effect4.callback<void>((ended) => {
    fiber.addObserver(() => ended(Effect4.void))
    fiber.unsafeInterruptAsFork(FiberId3.none)
  })

/** A runtime whose effects know what they run in. One that sets it for a part of its run costs more than a fiber. */
const inside = (
  { context, fiberRefs, runtimeFlags }: Runtime3.Runtime<never>,
  around: Context4.Context<never>
): Runtime3.Runtime<never> =>
  Runtime3.make({
    context,
    runtimeFlags,
    fiberRefs: FiberRefs3.updateAs(fiberRefs, { fiberId: FiberId3.none, fiberRef: Around, value: around })
  })

const clockOf = (runtime: Runtime3.Runtime<never>, clock: Clock3.Clock): Clock4.Clock => {
  const currentTimeMillisUnsafe = () => clock.unsafeCurrentTimeMillis()
  const currentTimeNanosUnsafe = () => clock.unsafeCurrentTimeNanos()
  const nanos = Effect4.sync(currentTimeNanosUnsafe)
  return {
    currentTimeMillisUnsafe,
    currentTimeMillis: Effect4.sync(currentTimeMillisUnsafe),
    currentTimeNanosUnsafe,
    currentTimeNanos: nanos,
    monotonicTimeNanosUnsafe: currentTimeNanosUnsafe,
    monotonicTimeNanos: nanos,
    sleep: (duration) => toEffect4(runtime, clock.sleep(Duration3.millis(Duration4.toMillis(duration))))
  }
}

const liveClock = Context3.get(DefaultServices3.liveServices, Clock3.Clock)

type Caller3 = Fiber3.RuntimeFiber<unknown, unknown>

/** What a fiber of Effect 3 brings along, for code of Effect 4 that it calls. */
const contextOf = (fiber: Caller3, runtime: Runtime3.Runtime<never>): Context4.Context<never> => {
  const { currentDefaultServices } = fiber
  const around = fiber.getFiberRef(Around)
  const annotations = fiber.getFiberRef(FiberRef3.currentLogAnnotations)
  const clock = Context3.get(currentDefaultServices, Clock3.Clock)
  const services = translation.services(runtime)
  let context = Context4.add(around === nothing ? services : Context4.merge(around, services), Caller, runtime)
  if (!HashMap3.isEmpty(annotations)) {
    context = Context4.add(
      context,
      References4.CurrentLogAnnotations,
      Object.fromEntries(HashMap3.toEntries(annotations))
    )
  }
  // The clock of the system is the same in both, and the client has a shorter way on its own.
  if (clock !== liveClock) context = Context4.add(context, Clock4.Clock, clockOf(runtime, clock))
  return withTracing(context, fiber)
}

/**
 * Runs an effect of Effect 4 in Effect 3, with the caller's clock, tracer, span and log annotations. An interrupted
 * caller interrupts it and waits until it has ended.
 */
export const toEffect3 = <A, E, A3, E3>(
  self: Effect4.Effect<A, E>,
  onSuccess: (value: A) => A3,
  onFailure: (error: E) => E3
): Effect3.Effect<A3, E3> =>
  Effect3.withFiberRuntime((caller, { runtimeFlags }) => {
    const runtime = Runtime3.make({
      context: caller.currentContext,
      fiberRefs: caller.getFiberRefs(),
      // What a call starts may be interrupted, and be it by a time limit, where its caller, such as a finalizer, may not.
      runtimeFlags: RuntimeFlags3.enable(runtimeFlags, RuntimeFlags3.Interruption)
    })
    const context = contextOf(caller, runtime)
    const waiting = waitFor(onSuccess, onFailure)
    const ended = Effect3.async<A3, E3>((resume) => waiting.begin(Effect4.runForkWith(context)(self), resume))
    // What `async` does for a canceler comes to the same, takes twice as long, and leaves more behind.
    return RuntimeFlags3.interruption(runtimeFlags)
      ? Effect3.uninterruptible(Effect3.matchCauseEffect(Effect3.interruptible(ended), waiting))
      : ended
  })

/**
 * How a fiber of Effect 3 waits for one of Effect 4.
 *
 * It lets go of both when the wait is over. The engine makes some arrays of a fiber among the old objects, and what they
 * still hold is not collected with the young: without this, it was all of the call.
 */
const waitFor = <A, E, A3, E3>(toValue: (value: A) => A3, toError: (error: E) => E3) => {
  let fiber: Fiber4.Fiber<A, E> | undefined
  let resume: ((exit: Exit3.Exit<A3, E3>) => void) | undefined
  const end = (exit: Exit4.Exit<A, E>): void => {
    const wake = resume
    fiber = undefined
    resume = undefined
    wake?.(toExit3(exit, toValue, toError))
  }
  return {
    begin: (started: Fiber4.Fiber<A, E>, wake: (exit: Exit3.Exit<A3, E3>) => void): void => {
      fiber = started
      resume = wake
      started.addObserver(end)
    },
    onSuccess: (value: A3) => Effect3.succeed(value),
    /** The caller was interrupted, unless the other fiber has ended. */
    onFailure: (cause: Cause3.Cause<E3>): Effect3.Effect<never, E3> => {
      const failed = Effect3.failCause(cause)
      return fiber === undefined ? failed : Effect3.zipRight(interrupting4(fiber), failed)
    }
  }
}

/** Interrupts a fiber of Effect 4, and waits until it has ended. */
const interrupting4 = (fiber: Fiber4.Fiber<unknown, unknown>): Effect3.Effect<void> =>
  Effect3.async<void>((ended) => {
    fiber.addObserver(() => ended(Effect3.void))
    fiber.interruptUnsafe()
  })
