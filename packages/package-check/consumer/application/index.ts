/** An application on the library, of which it knows the declarations only. No type of it may have become `any`. */
import * as Library from "@some/library"
import type { Effect, Layer, Stream } from "effect"

type IsAny<T> = 0 extends 1 & T ? true : false

/** All that a value is made of, as one union: with one `any` in it, all of it is `any`. */
type Parts<T> =
  T extends Stream.Stream<infer A, infer E, infer R>
    ? A | E | R
    : T extends Layer.Layer<infer A, infer E, infer R>
      ? A | E | R
      : T extends Effect.Effect<infer A, infer E, infer R>
        ? A | E | R
        : T extends (...args: infer Arguments) => infer Result
          ? Arguments[number] | Parts<Result>
          : T

/** The names of the members with an `any`. */
type AnyIn<T> = { readonly [K in keyof T]-?: true extends IsAny<T[K]> | IsAny<Parts<T[K]>> ? K : never }[keyof T]

const nothing: [
  AnyIn<typeof Library>,
  AnyIn<typeof Library.layers>,
  AnyIn<Library.PresenceClient["Service"]>,
  AnyIn<Library.NotificationsClient["Service"]>,
  AnyIn<Library.Failed>
] extends [never, never, never, never, never]
  ? true
  : false = true

export const example = { nothing, changes: Library.changes, layers: Library.layers }
