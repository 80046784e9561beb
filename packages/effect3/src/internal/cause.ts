import * as Cause3 from "effect/Cause"
import * as Chunk3 from "effect/Chunk"
import * as Exit3 from "effect/Exit"
import * as FiberId3 from "effect/FiberId"
import * as Cause4 from "effect4/Cause"
import * as Exit4 from "effect4/Exit"

/** An exit of Effect 4 as one of Effect 3: failures are translated, defects stay defects, interruption interruption. */
export const toExit3 = <A, E, A3, E3>(
  exit: Exit4.Exit<A, E>,
  onSuccess: (value: A) => A3,
  onFailure: (error: E) => E3
): Exit3.Exit<A3, E3> => {
  if (Exit4.isSuccess(exit)) return Exit3.succeed(onSuccess(exit.value))
  let cause: Cause3.Cause<E3> = Cause3.empty
  for (const reason of exit.cause.reasons) {
    const next =
      reason._tag === "Fail"
        ? Cause3.fail(onFailure(reason.error))
        : reason._tag === "Die"
          ? Cause3.die(reason.defect)
          : Cause3.interrupt(FiberId3.none)
    cause = cause === Cause3.empty ? next : Cause3.sequential(cause, next)
  }
  return Exit3.failCause(cause)
}

/** An exit of Effect 3 as one of Effect 4. */
export const toExit4 = <A, E>(exit: Exit3.Exit<A, E>): Exit4.Exit<A, E> => {
  if (Exit3.isSuccess(exit)) return Exit4.succeed(exit.value)
  const causes: Array<Cause4.Cause<E>> = [
    ...Chunk3.toReadonlyArray(Cause3.failures(exit.cause)).map(Cause4.fail),
    ...Chunk3.toReadonlyArray(Cause3.defects(exit.cause)).map(Cause4.die)
  ]
  if (Cause3.isInterrupted(exit.cause)) causes.push(Cause4.interrupt())
  const reasons = causes.flatMap((cause) => cause.reasons)
  return Exit4.failCause(Cause4.fromReasons(reasons))
}
