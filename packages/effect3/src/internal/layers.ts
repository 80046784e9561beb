import * as Context3 from "effect/Context"
import * as Effect3 from "effect/Effect"
import * as Layer3 from "effect/Layer"
import * as Scope3 from "effect/Scope"
import * as Effect4 from "effect4/Effect"
import * as Layer4 from "effect4/Layer"
import { Caller, toEffect3, toEffect4 } from "./bridge.ts"
import { toExit3 } from "./cause.ts"
import { type Conversions, servicesIn3, servicesIn4 } from "./services.ts"
import { scopeIn3 } from "./streams.ts"

const identity = <A>(value: A): A => value

/** A layer of Effect 4 as one of Effect 3. It takes what it needs from the context that it is built in. */
export const toLayer3 = (
  layer: Layer4.Layer<unknown, unknown>,
  conversions: Conversions
): Layer3.Layer<unknown, unknown> =>
  Layer3.scopedContext(
    Effect3.gen(function* () {
      const scope = yield* scopeIn3
      const built = yield* toEffect3(Layer4.buildWithScope(layer, scope), identity, conversions.to3)
      return servicesIn3(built, conversions) as Context3.Context<unknown> // what it provides is known to its type alone
    })
  )

/** A layer of Effect 3 as one of Effect 4, such as a transport that somebody has put something around. */
export const toLayer4 = (
  layer: Layer3.Layer<unknown, unknown>,
  conversions: Conversions
): Layer4.Layer<unknown, unknown> =>
  Layer4.effectContext(
    Effect4.gen(function* () {
      const runtime = yield* Caller
      const scope = yield* toEffect4(runtime, Scope3.make())
      yield* Effect4.addFinalizer((exit) => toEffect4(runtime, Scope3.close(scope, toExit3(exit, identity, identity))))
      const around = servicesIn3(yield* Effect4.context(), conversions)
      const built = yield* toEffect4(
        runtime,
        Effect3.mapInputContext(Layer3.buildWithScope(layer, scope), (context: Context3.Context<never>) =>
          Context3.merge(context, around)
        )
      )
      return servicesIn4(built, conversions) as never // as above
    })
  )
