import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { SentEvent } from "../../NotificationChannel.ts"
import type { Channel } from "./channels.ts"

interface Kept extends Omit<SentEvent, "at"> {
  /** In milliseconds since 1970: dates are made only for those who look. */
  readonly atMillis: number
}

/** How many events are remembered. */
const kept = 100

/** What the sandbox remembers of the events that it sent. */
export interface SentEvents {
  readonly add: (topicName: string, channels: ReadonlyArray<Channel>, now: number) => void
  /** The latest events, the oldest first. */
  readonly recent: Effect.Effect<ReadonlyArray<SentEvent>>
  readonly clear: () => void
}

/** At first nothing was sent. */
export const makeSentEvents = (): SentEvents => {
  let events: Array<Kept> = []
  return {
    add: (topicName, channels, now) => {
      for (const { id } of channels) events.push({ channelId: id, topicName, atMillis: now })
      // Cut rarely: cutting at every event would copy the whole list each time.
      if (events.length >= 2 * kept) events = events.slice(-kept)
    },
    recent: Effect.sync(() =>
      events.slice(-kept).map(({ atMillis, ...event }) => ({ ...event, at: DateTime.makeUnsafe(atMillis) }))
    ),
    clear: () => {
      events = []
    }
  }
}
