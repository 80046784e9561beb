import type { Model } from "@genesys-presence/models/Model"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Random from "effect/Random"
import * as Record from "effect/Record"
import * as Schema from "effect/Schema"
import { PresenceConflict } from "../StatusError.ts"
import * as Waiting from "./waiting.ts"

/** What a function that changes something answers: what to store, or `undefined` for no change. */
export type Change<A, B, E, R> = (current: A) => B | undefined | Effect.Effect<B | undefined, E, R>

/** Limits of the retries after a conflict. */
export interface Options {
  /**
   * How many times it is read and changed again after a 409; 3 by default. A conflict that does not go away, such as a
   * name that is taken, fails after that many too: within 2 seconds of waiting.
   */
  readonly times?: number | undefined
  /**
   * The upper end of the first wait; 200 milliseconds by default. It doubles with each retry, and each wait is drawn
   * evenly between nothing and its upper end, so that writers who met once do not meet again.
   */
  readonly base?: Duration.Input | undefined
  /**
   * The longest wait before a retry; 10 seconds by default. A 409 whose `Retry-After` asks for more is not retried.
   */
  readonly maxWait?: Duration.Input | undefined
}

/** Something that is read, changed and written back whole. */
interface Target<A, B, E1, E2> {
  readonly read: Effect.Effect<A, E1>
  readonly write: (body: B) => Effect.Effect<A, E2 | PresenceConflict>
  /** What a body may carry. */
  readonly request: Model<B>
}

const isConflict = (error: unknown): error is PresenceConflict => error instanceof PresenceConflict

/** Reads, changes, writes; after a conflict all over again. */
export const readModifyWrite = <A, B, E1, E2, E, R>(
  target: Target<A, B, E1, E2>,
  change: Change<A, B, E, R>,
  options: Options = {}
): Effect.Effect<A, E | E1 | E2 | PresenceConflict, R> => {
  const times = options.times ?? 3
  const base = Waiting.millis(options.base ?? "200 millis")
  const allowance = Waiting.millis(options.maxWait ?? "10 seconds")

  const encode = Schema.encodeUnknownOption(target.request)
  /** What would be sent; none when it cannot be. A key that is `undefined` is not sent. */
  const sent = (value: unknown) => Option.map(encode(value), Record.filter(Predicate.isNotUndefined))

  const attempt = (retries: number): Effect.Effect<A, E | E1 | E2 | PresenceConflict, R> =>
    Effect.gen(function* () {
      const current = yield* target.read
      const before = sent(current)
      const changed = change(current)
      const next = Effect.isEffect(changed) ? yield* changed : changed
      if (next === undefined) return current
      const after = sent(next)
      // What cannot be sent is left to the operation, whose error names the field.
      if (Option.isSome(after) && Equal.equals(before, after)) return current
      // Only a conflict of this very write: `change` may make calls of its own.
      return yield* Effect.catchIf(target.write(next), isConflict, (conflict) => again(conflict, retries))
    })

  const again = (conflict: PresenceConflict, retries: number) =>
    Effect.withFiber<A, E | E1 | E2 | PresenceConflict, R>((fiber) => {
      const wait =
        retries < times
          ? Waiting.plan(fiber, {
              floor: conflict.retryAfter === undefined ? 0 : Duration.toMillis(conflict.retryAfter),
              spread: base * 2 ** retries * fiber.getRef(Random.Random).nextDoubleUnsafe(),
              allowance
            })
          : undefined
      return wait === undefined
        ? Effect.fail(conflict)
        : Effect.andThen(Waiting.pause(wait), () => attempt(retries + 1))
    })

  return attempt(0)
}
