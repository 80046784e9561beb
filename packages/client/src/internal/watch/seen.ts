import type { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import * as DateTime from "effect/DateTime"
import type { PresenceEvent } from "../../PresenceWatch.ts"
import { keyOf } from "../bulk/bulkRead.ts"

interface Seen {
  readonly presence: UcUserPresence | undefined
  /** The latest `modifiedDate`, in milliseconds; -Infinity before the first. */
  readonly date: number
}

const dateOf = ({ modifiedDate }: UcUserPresence): number | undefined =>
  modifiedDate === undefined ? undefined : DateTime.toEpochMillis(modifiedDate)

const isSame = (presence: UcUserPresence, other: UcUserPresence): boolean =>
  presence.presenceDefinition?.id === other.presenceDefinition?.id &&
  presence.message === other.message &&
  dateOf(presence) === dateOf(other)

/** The last presence reported for each user. */
export const makeSeen = () => {
  const seen = new Map<unknown, Seen>()
  return {
    /** Forgets the users without such a key. */
    keep: (isWatched: (key: unknown) => boolean): void => {
      for (const key of seen.keys()) if (!isWatched(key)) seen.delete(key)
    },
    /** The event to report for a user. A presence older than the one reported comes from a replica that is behind. */
    note: (userId: string, presence: UcUserPresence | undefined): PresenceEvent | undefined => {
      const previous = seen.get(keyOf(userId))
      const latest = previous?.date ?? -Infinity
      const date = (presence && dateOf(presence)) ?? latest
      if (date < latest) return undefined
      seen.set(keyOf(userId), { presence, date })
      if (presence === undefined) {
        return previous !== undefined && previous.presence === undefined ? undefined : { _tag: "Missing", userId }
      }
      if (previous?.presence === undefined) return { _tag: "Snapshot", userId, presence }
      return isSame(presence, previous.presence)
        ? undefined
        : { _tag: "Change", userId, presence, previous: previous.presence }
    }
  }
}
