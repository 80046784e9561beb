import type * as Undici from "@effect/platform-node/Undici"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"

/** Where requests are sent. */
export interface Dispatchers {
  readonly current: () => Undici.Dispatcher
  /** Called when a request that a dispatcher had started is aborted. */
  readonly onAbort: (dispatcher: Undici.Dispatcher) => void
}

/** One dispatcher for all requests. Over HTTP/1.1 undici itself closes the connection of an aborted request. */
export const always = (dispatcher: Undici.Dispatcher): Dispatchers => ({
  current: () => dispatcher,
  onAbort: () => undefined
})

/**
 * Agents for HTTP/2. undici keeps the connection of an aborted request, even one that has gone dark, and cannot be told to
 * close it. So an abort replaces the agent: requests that are in flight end on the old one, and later ones connect anew.
 */
export const replacedOnAbort = (options: Undici.Agent.Options): Effect.Effect<Dispatchers, never, Scope.Scope> =>
  Effect.gen(function* () {
    const { Agent } = yield* Effect.promise(() => import("@effect/platform-node/Undici"))
    const open = new Set<Undici.Agent>()
    const openAgent = () => {
      const agent = new Agent(options)
      open.add(agent)
      return agent
    }
    yield* Effect.addFinalizer(() => Effect.promise(() => Promise.all(Array.from(open, (agent) => agent.destroy()))))
    let current = openAgent()
    return {
      current: () => current,
      onAbort: (dispatcher) => {
        if (dispatcher !== current) return
        const old = current
        current = openAgent()
        // Closes once its last request has ended.
        old.close(() => open.delete(old))
      }
    }
  })
