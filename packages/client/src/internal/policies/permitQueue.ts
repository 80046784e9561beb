/** A call that can wait for a permit. */
interface Waiter {
  readonly wake: () => void
}

/**
 * A number of permits, first come, first served.
 *
 * A released permit belongs to the next waiter before that one is woken, so that it cannot be lost between the two: if the
 * waiter is interrupted in the meantime, its own release passes the permit on. Effect's `Semaphore` acquires in several
 * steps, and a fiber may yield or be interrupted between them.
 */
export class PermitQueue<A extends Waiter> {
  readonly #limit: number
  /** Each with the time until which it waits, or would have waited. While somebody waits, all permits are held. */
  readonly #holders = new Map<A, number>()
  readonly #waiters = new Map<A, number>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiters.size
  }

  /** Whether nobody holds a permit, and so nobody waits for one. */
  get isIdle(): boolean {
    return this.#holders.size === 0
  }

  /** Whether the call holds a permit. It takes one if one is free. */
  acquire(call: A, until: number): boolean {
    if (this.#holders.has(call)) return true
    if (this.#holders.size >= this.#limit) return false
    this.#holders.set(call, until)
    return true
  }

  /** Puts the call at the end of the queue, unless it is in there. */
  enqueue(call: A, until: number): void {
    this.#waiters.set(call, until)
  }

  /** Until when the call waits; `undefined` when it neither holds a permit nor waits for one. */
  untilOf(call: A): number | undefined {
    return this.#holders.get(call) ?? this.#waiters.get(call)
  }

  /** Wakes the calls that hold a permit. */
  wakeHolders(): void {
    for (const holder of this.#holders.keys()) holder.wake()
  }

  /** Passes the permit of the call on to the next waiter, or removes the call from the queue. */
  release(call: A): void {
    if (!this.#holders.delete(call)) {
      this.#waiters.delete(call)
      return
    }
    for (const [next, until] of this.#waiters) {
      this.#waiters.delete(next)
      this.#holders.set(next, until)
      next.wake()
      return
    }
  }
}
