import type * as Chunk3 from "effect/Chunk"
import * as Effect3 from "effect/Effect"
import * as Exit3 from "effect/Exit"
import * as Option3 from "effect/Option"
import type * as Runtime3 from "effect/Runtime"
import * as Scope3 from "effect/Scope"
import * as Stream3 from "effect/Stream"
import * as Cause4 from "effect4/Cause"
import * as Effect4 from "effect4/Effect"
import * as Stream4 from "effect4/Stream"
import { outside } from "./bridge.ts"
import { toExit4 } from "./cause.ts"

/** How much is read before what came is handed over. Going from one version to the other costs more than reading. */
const handedOver = 64 * 1024

type Pieces = ReadonlyArray<Uint8Array>

/** A body that is read in Effect 3, as a stream of Effect 4. */
export interface Body {
  readonly stream: Stream4.Stream<Uint8Array, unknown>
  readonly text: Effect4.Effect<string, unknown>
}

/** A body of a known and short length, which is read at once, and without a stream: those are slow in comparison. */
export const makeShort = <E>(text: Effect3.Effect<string, E>): Effect3.Effect<Body> =>
  Effect3.map(Effect3.exit(text), (exit) => {
    const read: Effect4.Effect<string, unknown> = toExit4(exit)
    return { text: read, stream: Stream4.fromEffect(Effect4.map(read, (whole) => new TextEncoder().encode(whole))) }
  })

/** Whether a body is as short as its answer says: not one that is longer when it is unpacked. */
export const isShort = (headers: Readonly<Record<string, string | undefined>>): boolean => {
  const length = headers["content-length"]
  return length !== undefined && headers["content-encoding"] === undefined && Number(length) <= handedOver
}

/** Reads the beginning of a body at once, so that one that is short has been read when its answer is handed over. */
export const make = <E>(
  runtime: Runtime3.Runtime<never>,
  stream: Stream3.Stream<Uint8Array, E>
): Effect3.Effect<Body> =>
  Effect3.gen(function* () {
    const scope = yield* Scope3.make()
    let open = true
    const close = Effect3.suspend(() => {
      open = false
      return Scope3.close(scope, Exit3.void)
    })

    const take = (pull: Effect3.Effect<Chunk3.Chunk<Uint8Array>, Option3.Option<E>>): Effect3.Effect<Pieces, E> =>
      Effect3.suspend(() => {
        const pieces: Array<Uint8Array> = []
        let size = 0
        const more: Effect3.Effect<Pieces, E> = Effect3.matchEffect(pull, {
          onFailure: (end) =>
            Effect3.zipRight(close, Option3.isNone(end) ? Effect3.succeed(pieces) : Effect3.fail(end.value)),
          onSuccess: (chunk) => {
            for (const piece of chunk) {
              pieces.push(piece)
              size += piece.byteLength
            }
            return size < handedOver ? more : Effect3.succeed(pieces)
          }
        })
        return more
      })

    const pull = yield* Scope3.extend(Stream3.toPull(stream), scope)
    const beginning = yield* Effect3.exit(Effect3.onInterrupt(take(pull), () => close))

    const next: Effect4.Effect<Pieces, unknown> = Effect4.suspend(() =>
      open
        ? Effect4.flatMap(outside(runtime, take(pull)), (pieces) =>
            pieces.length === 0 ? next : Effect4.succeed(pieces)
          )
        : Cause4.done()
    )
    const whole = Effect4.sync(() => {
      let first = true
      return Effect4.suspend(() => {
        if (!first) return next
        first = false
        const pieces: Effect4.Effect<Pieces, unknown> = toExit4(beginning)
        return Effect4.flatMap(pieces, (some) => (some.length === 0 ? next : pieces))
      })
    })
    const pieces: Stream4.Stream<Uint8Array, unknown> = Stream4.ensuring(
      Stream4.fromPull<Uint8Array, unknown, never, never, never>(whole as never), // what is pulled is never empty
      Effect4.suspend(() => (open ? outside(runtime, close) : Effect4.void))
    )
    return { stream: pieces, text: Effect4.map(Stream4.runCollect(pieces), textOf) }
  })

const textOf = (pieces: Pieces): string => {
  const decoder = new TextDecoder()
  return pieces.map((piece) => decoder.decode(piece, { stream: true })).join("") + decoder.decode()
}
