/** Runs the tasks one after the other, all of them in every round: the results of each round. */
import { Effect } from "effect"

export const inTurn = <A>(
  rounds: number,
  tasks: ReadonlyArray<() => Promise<A>>
): Promise<ReadonlyArray<ReadonlyArray<A>>> =>
  Effect.runPromise(
    Effect.forEach(Array.from({ length: rounds }), () => Effect.forEach(tasks, (task) => Effect.promise(task)))
  )
