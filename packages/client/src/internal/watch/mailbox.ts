import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import type { WatchEvent } from "../../PresenceWatch.ts"
import { keyOf } from "../bulk/bulkRead.ts"

/** One event in place of two of the same user, the older of which nobody has taken yet. */
const conflated = (older: WatchEvent, newer: WatchEvent): WatchEvent => {
  if (newer._tag !== "Change") return newer
  if (older._tag === "Snapshot") return { ...newer, _tag: "Snapshot" }
  return older._tag === "Change" ? { ...newer, previous: older.previous } : newer
}

/**
 * Keeps for each user the latest that nobody has taken yet, so that a reader who is slow gets what is, and the memory is
 * bounded by the number of users.
 */
export class Mailbox {
  readonly #events = new Map<unknown, WatchEvent>()
  readonly #isFilled = Latch.makeUnsafe()
  readonly #onConflated: () => void

  constructor(onConflated: () => void) {
    this.#onConflated = onConflated
  }

  put(event: WatchEvent): void {
    // What is told of the stream itself stands for itself.
    const key = "userId" in event ? keyOf(event.userId) : event
    const older = this.#events.get(key)
    if (older !== undefined) this.#onConflated()
    this.#events.set(key, older === undefined ? event : conflated(older, event))
    this.#isFilled.openUnsafe()
  }

  /** Waits until there is something, and takes all of it. */
  readonly take: Effect.Effect<ReadonlyArray<WatchEvent>> = Effect.suspend(() =>
    Effect.map(this.#isFilled.await, () => {
      const events = Array.from(this.#events.values())
      this.#events.clear()
      this.#isFilled.closeUnsafe()
      return events
    })
  )
}
