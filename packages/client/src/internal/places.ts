import * as Effect from "effect/Effect"

/** A call's place: one that it has, or one in the queue. */
export interface Place {
  held: boolean
  wake?: () => void
}

/** For a call that has none yet, and waits for none. */
export const noPlace = (): Place => ({ held: false })

/**
 * Places for some calls at a time, first come, first served.
 *
 * Not Effect's `Semaphore`: it has no longest queue, it takes several steps where there is a place at once, and giving
 * up a wait for its permit could lose the permit that came at the same moment. Here the place itself knows whether it is
 * held, so that whoever leaves gives back what it has.
 */
export class Places {
  readonly #limit: number
  readonly #queue = new Set<Place>()
  #taken = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** How many wait. */
  get waiting(): number {
    return this.#queue.size
  }

  /** How many have a place or wait for one. */
  get size(): number {
    return this.#taken + this.#queue.size
  }

  /** Takes a place if there is one. */
  take(place: Place): boolean {
    if (this.#taken >= this.#limit) return false
    this.#taken += 1
    place.held = true
    return true
  }

  /** Waits for a place. Whoever stops waiting must leave, and look whether the place came in the same moment. */
  turn(place: Place): Effect.Effect<void> {
    return Effect.suspend(() => {
      this.#queue.add(place)
      const woken = Effect.callback<void>((resume) => {
        place.wake = () => resume(Effect.void)
      })
      // Whoever left goes on first: its own caller is not to wait for this one.
      return Effect.andThen(woken, Effect.yieldNow)
    })
  }

  /** Gives the place to the next in the queue, or leaves the queue. */
  leave(place: Place): void {
    if (!place.held) {
      this.#queue.delete(place)
      return
    }
    place.held = false
    for (const next of this.#queue) {
      this.#queue.delete(next)
      next.held = true
      next.wake?.()
      return
    }
    this.#taken -= 1
  }
}
