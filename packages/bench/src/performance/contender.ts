/** Who is measured. */
import { Effect } from "effect"

export interface Contender {
  readonly name: string
  /** Makes one call, for what it answers. */
  readonly once: () => Promise<unknown>
  /** Makes calls, so many at a time, until told; how many there were. */
  readonly drive: (concurrency: number, until: () => boolean) => Promise<number>
  /** Makes so many calls, and tells of each how long it took in microseconds. */
  readonly timed: (concurrency: number, calls: number, note: (micros: number) => void) => Promise<void>
}

type Drive = Contender["drive"]

/** Times calls by the caller's own clock: what `timedCall` adds is the same for all. */
const timedBy =
  (driveTimed: (note: (micros: number) => void) => Drive): Contender["timed"] =>
  async (concurrency, calls, note) => {
    let noted = 0
    const drive = driveTimed((micros) => {
      noted += 1
      note(micros)
    })
    await drive(concurrency, () => noted >= calls)
  }

const drivePromises =
  (call: () => Promise<unknown>): Drive =>
  async (concurrency, until) => {
    let calls = 0
    const converse = async () => {
      while (!until()) {
        // oxlint-disable-next-line no-await-in-loop -- one call after the other is what is measured
        await call()
        calls += 1
      }
    }
    await Promise.all(Array.from({ length: concurrency }, converse))
    return calls
  }

/** A client that is driven by a program of its own. */
export const ofDrive = (client: Pick<Contender, "name" | "once" | "drive">): Contender => ({
  ...client,
  timed: timedBy((note) =>
    drivePromises(async () => {
      const start = performance.now()
      await client.once()
      note((performance.now() - start) * 1000)
    })
  )
})

/** A client of promises. */
export const ofPromises = (name: string, once: () => Promise<unknown>): Contender =>
  ofDrive({ name, once, drive: drivePromises(once) })

/** A client of effects, whose callers are fibers of one program. */
export const ofEffects = <E>(
  name: string,
  call: Effect.Effect<unknown, E>,
  run: <A>(effect: Effect.Effect<A, E>) => Promise<A>
): Contender => {
  const driveOf =
    (one: Effect.Effect<unknown, E>): Drive =>
    (concurrency, until) =>
      run(
        Effect.suspend(() => {
          let calls = 0
          const converse = Effect.whileLoop({
            while: () => !until(),
            body: () => one,
            step: () => {
              calls += 1
            }
          })
          const all = Effect.replicateEffect(converse, concurrency, { concurrency: "unbounded", discard: true })
          return Effect.map(all, () => calls)
        })
      )
  return {
    name,
    once: () => run(call),
    drive: driveOf(call),
    timed: timedBy((note) =>
      driveOf(
        Effect.suspend(() => {
          const start = performance.now()
          return Effect.map(call, () => note((performance.now() - start) * 1000))
        })
      )
    )
  }
}
