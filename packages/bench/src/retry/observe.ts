/** Lets a client meet a scenario. */
import { Data, Duration, Effect, Option } from "effect"
import type { Client } from "./client.ts"
import type { Observation } from "./observation.ts"
import type { Scenario } from "./scenario.ts"
import { serve } from "./service.ts"

/** How long after its limit a call is watched. */
const patience = 3000

/** Calls that did not reach the service, so that nothing can be said about the client. */
class NotReached extends Data.TaggedError("NotReached")<{ readonly message: string }> {}

/** Makes the calls, waits until they have ended or should have long ago, and says what came of them. */
export const observe = (client: Client, scenario: Scenario): Effect.Effect<Observation, unknown> =>
  Effect.scoped(
    Effect.gen(function* () {
      const { baseUrl, seen } = yield* serve(scenario, client)
      const calls = yield* client.connect({ baseUrl, limit: scenario.limit })
      // How a call ends is seen in its requests and its time.
      const call = Effect.exit(calls[scenario.method])
      const ended = yield* Effect.forEach(Array.from({ length: scenario.callers }), () => call, {
        concurrency: "unbounded",
        discard: true
      }).pipe(Effect.timed, Effect.timeoutOption(scenario.limit + patience))
      const observed = seen()
      if (observed.requests < scenario.callers) {
        const message = `${client.name}: ${observed.requests} of ${scenario.callers} calls reached the service`
        return yield* new NotReached({ message })
      }
      return {
        ...observed,
        ended: Option.getOrUndefined(Option.map(ended, ([duration]) => Duration.toMillis(duration)))
      }
    })
  )
