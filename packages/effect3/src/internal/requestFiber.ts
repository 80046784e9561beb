import * as FetchHttpClient3 from "@effect/platform/FetchHttpClient"
import * as HttpClient3 from "@effect/platform/HttpClient"
import * as Context3 from "effect/Context"
import type * as Effect3 from "effect/Effect"
import type * as Fiber3 from "effect/Fiber"
import * as FiberId3 from "effect/FiberId"
import * as FiberRef3 from "effect/FiberRef"
import * as FiberRefs3 from "effect/FiberRefs"
import * as Option3 from "effect/Option"
import * as Runtime3 from "effect/Runtime"

const staying = new WeakMap<Context3.Context<never>, Context3.Context<never>>()

/** That `fetch` does not follow redirects; made once for each context. */
const stayingIn = (context: Context3.Context<never>): Context3.Context<never> => {
  const known = staying.get(context)
  if (known !== undefined) return known
  // It is looked for, whether or not the type says that it is there.
  const own = Context3.getOption(
    context as Context3.Context<FetchHttpClient3.RequestInit>,
    FetchHttpClient3.RequestInit
  )
  const made = Context3.add(context, FetchHttpClient3.RequestInit, {
    ...Option3.getOrUndefined(own),
    redirect: "manual"
  }) as Context3.Context<never> // with more than it says
  staying.set(context, made)
  return made
}

const untraced = [[FiberId3.none, () => true]] as const

/** Without those that `runFork` sets itself: it copies each, and asks it what a fork inherits. */
const quietRefs = ({ locals }: FiberRefs3.FiberRefs): FiberRefs3.FiberRefs => {
  const quiet: FiberRefs3.FiberRefs["locals"] = new Map()
  for (const [ref, values] of locals) {
    if (ref !== FiberRef3.currentContext && ref !== FiberRef3.currentRuntimeFlags) quiet.set(ref, values)
  }
  quiet.set(HttpClient3.currentTracerDisabledWhen, untraced)
  return FiberRefs3.unsafeMake(quiet)
}

/** As the client's own way through `fetch`: redirects are not followed, and nothing makes a span of its own. */
const quietly = ({ context, fiberRefs, runtimeFlags }: Runtime3.Runtime<never>): Runtime3.Runtime<never> =>
  Runtime3.make({ context: stayingIn(context), fiberRefs: quietRefs(fiberRefs), runtimeFlags })

/** Runs what sends a request, in a fiber that can be interrupted without its caller. */
export const fork = <A, E>(runtime: Runtime3.Runtime<never>, self: Effect3.Effect<A, E>): Fiber3.RuntimeFiber<A, E> =>
  Runtime3.runFork(quietly(runtime))(self)
