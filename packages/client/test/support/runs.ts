import { PresenceClient } from "@genesys-presence/client"
import { Clock, Duration, Effect, Fiber, Random } from "effect"
import { TestClock } from "effect/testing"

/** A call whose repetition is safe. */
export const read = PresenceClient.use((client) => client.getSystempresences())

/** A call whose repetition is not: its answer is not looked at, only whether it was sent again. */
export const write = PresenceClient.use((client) =>
  client.patchUserPresencesPurecloud({ userId: "u", body: { message: "lunch" } })
)

/** Runs an effect while an hour of the test's clock passes. */
export const inAnHour = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(effect)
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.join(fiber)
  })

/** Draws the same share of every interval. */
export const drawing = (share: number) =>
  Effect.provideService(Random.Random, { nextDoubleUnsafe: () => share, nextIntUnsafe: () => 0 })

/** Wakes what sleeps a millisecond too early, as timers of a runtime may. */
export const withEarlyTimers = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.updateService(effect, Clock.Clock, (clock) => ({
    ...clock,
    sleep: (duration) => {
      const millis = Duration.toMillis(duration)
      return clock.sleep(Duration.millis(millis > 1 ? millis - 1 : millis))
    }
  }))
