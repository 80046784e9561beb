import type * as Duration from "effect/Duration"
import type * as Pull from "effect/Pull"
import type { LookupError } from "../../PresenceLookup.ts"
import { keyOf, usersPerRequest } from "../bulk/bulkRead.ts"

/** Asks a schedule how long to wait after a failure. */
export type Step = (now: number, error: LookupError) => Pull.Pull<[unknown, Duration.Duration], never, unknown>

/** Users who are asked for in one request. */
export class Chunk {
  /** The ids by their keys. */
  readonly users = new Map<unknown, string>()
  /** When it is to be read, in milliseconds of the monotonic clock. */
  dueAt = -Infinity
  isInFlight = false
  /** Whether it was asked for, or got users, since it was read last. */
  isStale = false
  /** Whether the last read failed. */
  isFailing = false
  /** Where its schedule of waits stands; `undefined` unless the last read failed. */
  step: Step | undefined
  /** Whether the last read failed in a way that ends the watch, once all chunks have. */
  hasGivenUp = false
}

/** Divides a set of users into chunks. A user who stays in the set stays in the chunk, whoever comes or goes. */
export class UserChunks {
  readonly all = new Set<Chunk>()
  #watched = new Set<unknown>()
  /** The ids that cannot be sent. */
  readonly #refused = new Set<unknown>()

  readonly isWatched = (key: unknown): boolean => this.#watched.has(key)

  get haveAllGivenUp(): boolean {
    for (const { hasGivenUp } of this.all) if (!hasGivenUp) return false
    return this.all.size > 0
  }

  /** The chunk that is due first. At most `limit` that work are in flight at a time, and as many that fail. */
  next(limit: number): Chunk | undefined {
    const room = { working: limit, failing: limit }
    for (const { isFailing, isInFlight } of this.all) if (isInFlight) room[isFailing ? "failing" : "working"] -= 1
    let next: Chunk | undefined
    for (const chunk of this.all) {
      if (chunk.isInFlight || room[chunk.isFailing ? "failing" : "working"] <= 0) continue
      if (next === undefined || chunk.dueAt < next.dueAt) next = chunk
    }
    return next
  }

  /** Leaves out an id that cannot be sent, for as long as it is in the set. */
  refuse(chunk: Chunk, userId: string): void {
    this.#refused.add(keyOf(userId))
    chunk.users.delete(keyOf(userId))
    if (chunk.users.size === 0) this.all.delete(chunk)
  }

  /** Follows the set. */
  update(userIds: Iterable<string>): void {
    const newcomers = new Map<unknown, string>()
    for (const userId of userIds) if (!newcomers.has(keyOf(userId))) newcomers.set(keyOf(userId), userId)
    this.#watched = new Set(newcomers.keys())
    for (const key of this.#refused) if (!newcomers.delete(key)) this.#refused.delete(key)
    for (const chunk of this.all) {
      for (const key of chunk.users.keys()) if (!newcomers.delete(key)) chunk.users.delete(key)
      if (chunk.users.size === 0) this.all.delete(chunk)
    }
    const open = this.#openChunks()
    this.#merge(open, newcomers)
    this.#place(newcomers, open)
  }

  /** Those that take others in, the largest first. */
  #openChunks(): Array<Chunk> {
    return Array.from(this.all)
      .filter(({ isFailing }) => !isFailing)
      .toSorted((one, other) => other.users.size - one.users.size)
  }

  /** Dissolves chunks whose users fit into the others: each chunk is a request. */
  #merge(open: Array<Chunk>, newcomers: Map<unknown, string>): void {
    let users = 0
    for (const chunk of open) users += chunk.users.size
    while (open.length > Math.ceil(users / usersPerRequest)) {
      const smallest = open.pop()
      if (smallest === undefined) return
      this.all.delete(smallest)
      for (const [key, userId] of smallest.users) newcomers.set(key, userId)
    }
  }

  #place(newcomers: ReadonlyMap<unknown, string>, open: ReadonlyArray<Chunk>): void {
    const withRoom = open.filter(({ users }) => users.size < usersPerRequest)
    for (const [key, userId] of newcomers) {
      let chunk = withRoom[0]
      if (chunk === undefined) {
        chunk = new Chunk()
        this.all.add(chunk)
        withRoom.push(chunk)
      }
      chunk.users.set(key, userId)
      chunk.isStale = true
      if (chunk.users.size === usersPerRequest) withRoom.shift()
    }
  }
}
