/** Who is measured. */
import { Effect } from "effect"

export interface Contender {
  readonly name: string
  /** Makes one call, for what it answers. */
  readonly once: () => Promise<unknown>
  /** Makes calls, so many at a time, until told; how many there were. */
  readonly drive: (concurrency: number, until: () => boolean) => Promise<number>
}

/** A client of promises. */
export const ofPromises = (name: string, once: () => Promise<unknown>): Contender => ({
  name,
  once,
  drive: async (concurrency, until) => {
    let calls = 0
    const converse = async () => {
      while (!until()) {
        // oxlint-disable-next-line no-await-in-loop -- one call after the other is what is measured
        await once()
        calls += 1
      }
    }
    await Promise.all(Array.from({ length: concurrency }, converse))
    return calls
  }
})

/** A client of effects, whose callers are fibers of one program. */
export const ofEffects = <E>(
  name: string,
  call: Effect.Effect<unknown, E>,
  run: <A>(effect: Effect.Effect<A, E>) => Promise<A>
): Contender => ({
  name,
  once: () => run(call),
  drive: (concurrency, until) =>
    run(
      Effect.suspend(() => {
        let calls = 0
        const converse = Effect.whileLoop({
          while: () => !until(),
          body: () => call,
          step: () => {
            calls += 1
          }
        })
        const all = Effect.replicateEffect(converse, concurrency, { concurrency: "unbounded", discard: true })
        return Effect.map(all, () => calls)
      })
    )
})
