import * as Chunk3 from "effect/Chunk"
import * as Effect3 from "effect/Effect"
import * as Option3 from "effect/Option"
import * as Scope3 from "effect/Scope"
import * as Stream3 from "effect/Stream"
import * as Cause4 from "effect4/Cause"
import * as Effect4 from "effect4/Effect"
import * as Scope4 from "effect4/Scope"
import * as Stream4 from "effect4/Stream"
import { Caller, toEffect3, toEffect4 } from "./bridge.ts"
import { toExit3, toExit4 } from "./cause.ts"

type Convert = (value: unknown) => unknown

const identity = <A>(value: A): A => value

/** A scope of Effect 4 that lives as long as the scope of Effect 3 around it, and ends as that one does. */
export const scopeIn3: Effect3.Effect<Scope4.Closeable, never, Scope3.Scope> = Effect3.suspend(() =>
  Effect3.acquireRelease(toEffect3(Scope4.make(), identity, identity), (scope, exit) =>
    toEffect3(Scope4.close(scope, toExit4(exit)), identity, identity)
  )
)

/** A stream of Effect 4 as one of Effect 3; nothing is taken from it before somebody asks. */
export const toStream3 = (stream: Stream4.Stream<unknown, unknown>, to3: Convert): Stream3.Stream<unknown, unknown> =>
  Stream3.unwrapScoped(
    Effect3.gen(function* () {
      const scope = yield* scopeIn3
      const pull = yield* toEffect3(Scope4.provide(Stream4.toPull(stream), scope), identity, identity)
      return Stream3.repeatEffectChunkOption(
        toEffect3(
          pull,
          (values) => Chunk3.unsafeFromArray(values.map((value) => to3(value))),
          (error) => (Cause4.isDone(error) ? Option3.none() : Option3.some(to3(error)))
        )
      )
    })
  )

/** A stream of Effect 3 as one of Effect 4. */
export const toStream4 = (stream: Stream3.Stream<unknown, unknown>, to4: Convert): Stream4.Stream<unknown, unknown> =>
  Stream4.unwrap(
    Effect4.gen(function* () {
      const runtime = yield* Caller
      const scope = yield* toEffect4(runtime, Scope3.make())
      yield* Effect4.addFinalizer((exit) => toEffect4(runtime, Scope3.close(scope, toExit3(exit, identity, identity))))
      const pull = yield* toEffect4(runtime, Scope3.extend(Stream3.toPull(stream), scope))
      const next = Effect4.matchEffect(toEffect4(runtime, pull), {
        onFailure: (end) => (Option3.isNone(end) ? Cause4.done() : Effect4.fail(to4(end.value))),
        onSuccess: (values) => Effect4.succeed(Chunk3.toReadonlyArray(values).map((value) => to4(value)))
      })
      const filled = Effect4.repeat(next, { until: (values) => values.length > 0 })
      return Stream4.fromPull(Effect4.succeed(filled as never)) // filled is what its name says
    })
  )
