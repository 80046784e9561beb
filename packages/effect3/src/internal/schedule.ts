import * as Intervals3 from "effect/ScheduleIntervals"
import type * as Schedule3 from "effect/Schedule"
import * as Cause4 from "effect4/Cause"
import * as Duration4 from "effect4/Duration"
import * as Effect4 from "effect4/Effect"
import * as Schedule4 from "effect4/Schedule"
import { Caller, toEffect4 } from "./bridge.ts"

/** A schedule of Effect 3 as one of Effect 4: each step asks it whether to go on, and when. */
export const toSchedule4 = (schedule: Schedule3.Schedule<unknown>): Schedule4.Schedule<unknown> =>
  Schedule4.fromStep(
    Effect4.sync(() => {
      let state: unknown = schedule.initial
      return (now: number, input: unknown) =>
        Effect4.flatMap(Effect4.service(Caller), (runtime) =>
          Effect4.flatMap(
            toEffect4(runtime, schedule.step(now, input, state)),
            ([next, output, decision]): Effect4.Effect<[unknown, Duration4.Duration], Cause4.Done<unknown>> => {
              state = next
              return decision._tag === "Done"
                ? Cause4.done(output)
                : Effect4.succeed([output, Duration4.millis(Math.max(0, Intervals3.start(decision.intervals) - now))])
            }
          )
        )
    })
  )
