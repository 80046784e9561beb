/**
 * Reads and sets the presences of any number of users: in chunks, several at a time, in constant memory.
 *
 * **Details**
 *
 * Ids and entries come from any iterable or stream, and are taken as they are needed: at most one chunk more than may be
 * in flight. Results come in the order of the input. A chunk whose call failed is one result too, a
 * `PresenceChunkFailed` with the ids that it held, while the others go on; with `onFailure: "fail"` it is the error of the
 * stream instead. An id or entry that cannot be sent fails alone: the others of its chunk are sent without it. A row of an
 * answer that cannot be read fails alone too, as a `PresenceDecodeError` of its user.
 *
 * Ids are compared without regard to case. The iterator of an iterable is closed when the stream ends before it.
 *
 * How often calls are repeated and how fast they go is up to the layers of `RetryLayer`. Interrupting the stream
 * interrupts the calls in flight, and nothing more is sent.
 *
 * @since 0.1.0
 */
import type { MutableUserPresenceRequest } from "@genesys-presence/models/MutableUserPresence"
import type { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import type { UserPresence } from "@genesys-presence/models/UserPresence"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { bulkRead, idText, keyOf, ownerOf, usersPerRequest } from "./internal/bulk/bulkRead.ts"
import * as Chunks from "./internal/bulk/chunks.ts"
import { fullAnswer } from "./internal/call/fullAnswer.ts"
import type * as Duration from "effect/Duration"
import type { PresenceResponse } from "./OperationMethod.ts"
import { PresenceClient } from "./PresenceClient.ts"
import { PresenceChunkFailed, type PresenceDecodeError } from "./PresenceError.ts"

/**
 * Where ids and entries come from. A stream is read as far ahead as its own chunks reach.
 *
 * @category models
 * @since 0.1.0
 */
export type Input<A, E = never, R = never> = Iterable<A> | Stream.Stream<A, E, R>

/**
 * What the failure of a chunk does: `"continue"` makes it a result, `"fail"` the error of the whole.
 *
 * @category options
 * @since 0.1.0
 */
export type OnFailure = "continue" | "fail"

/**
 * How far the work has come. No number ever falls.
 *
 * @category models
 * @since 0.1.0
 */
export interface Progress {
  /** The ids or entries whose fate is known: `succeeded`, `missing` and `failed` together. */
  readonly done: number
  /** Those that were read or written. */
  readonly succeeded: number
  /** Those that the service left out of its answers. */
  readonly missing: number
  /** Those whose chunk failed. */
  readonly failed: number
  /** How many there are in all; `undefined` when nobody knows. */
  readonly total: number | undefined
}

/**
 * Options of reads and writes.
 *
 * @category options
 * @since 0.1.0
 */
export interface Options<Mode extends OnFailure = "continue"> {
  /**
   * The most users in one call; 50 by default. For reads 50 is also the most that the service takes, and what is above it
   * counts as 50. For writes the service documents no limit, so that the default is that of reads.
   */
  readonly chunkSize?: number | undefined
  /** The most calls in flight; 8 by default, so that other calls find free connections. With 1, chunks follow one another. */
  readonly concurrency?: number | undefined
  /**
   * How long an input that is a stream may keep a chunk open: what has come by then is sent. 50 milliseconds by default,
   * and for what is no length of time. An iterable never waits.
   */
  readonly linger?: Duration.Input | undefined
  /** What the failure of a chunk does; `"continue"` by default. */
  readonly onFailure?: Mode | undefined
  /**
   * Called after each chunk, one call at a time, before the results of the chunk are given out. The work waits for it
   * once all calls that may be in flight are.
   */
  readonly onProgress?: ((progress: Progress) => Effect.Effect<void>) | undefined
  /** The `total` of `onProgress`, for streams and other input that does not know it. Arrays, sets and maps do. */
  readonly total?: number | undefined
}

/**
 * Options of reads.
 *
 * @category options
 * @since 0.1.0
 */
export interface ReadOptions<Mode extends OnFailure = "continue"> extends Options<Mode> {
  /** The id of the source whose presences to read; Genesys Cloud's own by default. */
  readonly sourceId?: string | undefined
}

/**
 * A user's presence was read.
 *
 * @category models
 * @since 0.1.0
 */
export interface Found {
  readonly _tag: "Found"
  readonly userId: string
  readonly presence: UcUserPresence
}

/**
 * A user's presence was set.
 *
 * @category models
 * @since 0.1.0
 */
export interface Written {
  readonly _tag: "Written"
  readonly userId: string
  /** What the service answered. */
  readonly presence: UserPresence
}

/**
 * The call succeeded, but its answer has nothing about this user. After a read there is no such user; what a write did is
 * not known.
 *
 * @category models
 * @since 0.1.0
 */
export interface Missing {
  readonly _tag: "Missing"
  readonly userId: string
}

/**
 * The failures among the results: none when the whole fails instead.
 *
 * @category models
 * @since 0.1.0
 */
export type FailureResult<Mode extends OnFailure> = Mode extends "continue" ? PresenceChunkFailed : never

/**
 * The failures in the error channel: none when they are results instead.
 *
 * @category models
 * @since 0.1.0
 */
export type FailureError<Mode extends OnFailure> = Mode extends "fail" ? PresenceChunkFailed : never

/**
 * Which answer of a bulk write belongs to which entry: by their order, if there are as many answers as entries and none
 * names another user. Otherwise each answer belongs to the first entry of the user that it names.
 */
const answersByEntry = (
  entries: ReadonlyArray<MutableUserPresenceRequest>,
  { body, unreadable = [] }: PresenceResponse<ReadonlyArray<UserPresence>>
): ReadonlyArray<Written | Missing | PresenceChunkFailed> => {
  const answers: Array<Result.Result<UserPresence, PresenceDecodeError>> = body.map((presence) =>
    Result.succeed(presence)
  )
  const rows: Array<unknown> = [...body]
  for (const { error, index, value } of unreadable) {
    answers.splice(index, 0, Result.fail(error))
    rows.splice(index, 0, value)
  }
  // Real answers name the user in their `selfUri` only.
  const owners = rows.map((row) => keyOf(ownerOf(Reflect.get(Object(row), "selfUri"))))
  const inPlace =
    rows.length === entries.length &&
    owners.every((owner, index) => owner === undefined || owner === keyOf(entries[index]?.id))
  const rest = new Set(answers.keys())
  const placeOf = (userId: string): number | undefined => {
    for (const place of rest) if (owners[place] === keyOf(userId)) return place
    return undefined
  }
  return entries.map(({ id: userId }, index): Written | Missing | PresenceChunkFailed => {
    const place = inPlace ? index : placeOf(userId)
    const answer = place === undefined ? undefined : answers[place]
    if (place === undefined || answer === undefined) return { _tag: "Missing", userId }
    rest.delete(place)
    return Result.match(answer, {
      onFailure: (reason) => new PresenceChunkFailed({ userIds: [userId], reason }),
      onSuccess: (presence): Written => ({ _tag: "Written", userId, presence })
    })
  })
}

/** The id of an entry. Without a type checker an entry may be anything, such as `null` or an object that throws. */
const idOfEntry = (entry: unknown): string =>
  idText(
    Result.getOrElse(
      Result.try((): unknown => Reflect.get(Object(entry), "id")),
      () => undefined
    )
  )

/**
 * Reads the presences of any number of users.
 *
 * **Details**
 *
 * There is one result for each id of the input, in its order; an id that comes twice has two. Within a chunk it is asked
 * for once. A failed chunk is one result, which names each of its ids once.
 *
 * **Example** (Counting who is on queue)
 *
 * ```ts
 * import { ManyUsers, Models } from "@genesys-presence/client"
 * import { Effect, Stream } from "effect"
 *
 * const countOnQueue = (userIds: Iterable<string>) =>
 *   ManyUsers.readPresences(userIds).pipe(
 *     Stream.tap((result) => result._tag === "PresenceChunkFailed" ? Effect.logWarning(result.message) : Effect.void),
 *     Stream.filter((result) =>
 *       result._tag === "Found" &&
 *       Models.SystemPresenceName.equals(result.presence.presenceDefinition?.systemPresence ?? "", "OnQueue")
 *     ),
 *     Stream.runCount
 *   )
 * ```
 *
 * @category streams
 * @since 0.1.0
 */
export const readPresences = <E = never, R = never, Mode extends OnFailure = "continue">(
  userIds: Input<string, E, R>,
  options?: ReadOptions<Mode>
): Stream.Stream<Found | Missing | FailureResult<Mode>, E | FailureError<Mode>, R | PresenceClient> =>
  Stream.unwrap(
    Effect.map(PresenceClient, (client) => {
      const read = bulkRead(client, options?.sourceId)
      const call: Chunks.Call<string, Found | Missing> = {
        maxSize: usersPerRequest,
        idOf: idText,
        keyOf,
        send: (ids, chunk) =>
          Effect.map(read(ids), ({ presenceOf }) =>
            chunk.map((userId) =>
              Result.match(presenceOf(userId), {
                onFailure: (reason): Found | Missing | PresenceChunkFailed =>
                  new PresenceChunkFailed({ userIds: [userId], reason }),
                onSuccess: (presence) =>
                  presence === undefined ? { _tag: "Missing", userId } : { _tag: "Found", userId, presence }
              })
            )
          )
      }
      return Chunks.run(userIds, call, options)
    })
  )

/**
 * Sets the presences of any number of users with `putUsersPresencesBulk`.
 *
 * **Details**
 *
 * There is one result for each entry, in the order of the input. Entries are sent as they are: several for one user, for
 * several sources, are fine, and within a chunk they keep their order.
 *
 * **Gotchas**
 *
 * Chunks in flight at once arrive in any order: when the last of several entries for one user and source must win, use
 * `concurrency: 1`. The service takes or refuses a chunk as a whole, so that one unknown user fails it; `chunkSize` says
 * how many others that takes along.
 *
 * **Example** (Setting everybody to one status, until something goes wrong)
 *
 * ```ts
 * import { ManyUsers } from "@genesys-presence/client"
 * import { Effect, Stream } from "effect"
 *
 * const setAll = (userIds: ReadonlyArray<string>, definitionId: string) =>
 *   ManyUsers.writePresences(
 *     userIds.map((id) => ({ id, presenceDefinition: { id: definitionId } })),
 *     { onFailure: "fail" }
 *   ).pipe(
 *     Stream.runDrain,
 *     Effect.catchTag("PresenceChunkFailed", ({ reason, userIds }) => Effect.logError(reason.message, userIds))
 *   )
 * ```
 *
 * @category streams
 * @since 0.1.0
 */
export const writePresences = <E = never, R = never, Mode extends OnFailure = "continue">(
  entries: Input<MutableUserPresenceRequest, E, R>,
  options?: Options<Mode>
): Stream.Stream<Written | Missing | FailureResult<Mode>, E | FailureError<Mode>, R | PresenceClient> =>
  Stream.unwrap(
    Effect.map(PresenceClient, (client) => {
      const call: Chunks.Call<MutableUserPresenceRequest, Written | Missing> = {
        maxSize: Infinity,
        idOf: idOfEntry,
        // Every entry is sent.
        keyOf: (_, index) => index,
        send: (chunk) =>
          Effect.map(fullAnswer(client, "putUsersPresencesBulk", { body: chunk }), (response) =>
            answersByEntry(chunk, response)
          )
      }
      return Chunks.run(entries, call, options)
    })
  )

/**
 * All that a read found.
 *
 * @category models
 * @since 0.1.0
 */
export interface Presences {
  /** By the id of the user, in the order of the input. */
  readonly presences: ReadonlyMap<string, UcUserPresence>
  /** The ids that the service left out of its answers, each once. */
  readonly missing: ReadonlyArray<string>
  /** The chunks whose call failed; none with `onFailure: "fail"`. */
  readonly failures: ReadonlyArray<PresenceChunkFailed>
}

/**
 * Reads the presences of any number of users, and answers with all of them at once. Memory grows with the number of users:
 * see {@link readPresences} for millions.
 *
 * **Example** (A lookup table)
 *
 * ```ts
 * import { ManyUsers } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function*() {
 *   const { failures, missing, presences } = yield* ManyUsers.readAllPresences(["user-1", "user-2"])
 *   yield* Effect.log(presences.get("user-1")?.message, missing, failures.flatMap(({ userIds }) => userIds))
 * })
 * ```
 *
 * @category collecting
 * @since 0.1.0
 */
export const readAllPresences = <E = never, R = never, Mode extends OnFailure = "continue">(
  userIds: Input<string, E, R>,
  options?: ReadOptions<Mode>
): Effect.Effect<Presences, E | FailureError<Mode>, R | PresenceClient> =>
  Effect.map(
    Chunks.collect<Found, E | FailureError<Mode>, R | PresenceClient>(readPresences(userIds, options)),
    ({ failures, missing, succeeded }) => ({
      presences: new Map(succeeded.map(({ presence, userId }) => [userId, presence])),
      missing,
      failures
    })
  )

/**
 * All that a write did.
 *
 * @category models
 * @since 0.1.0
 */
export interface WrittenPresences {
  /** One for each entry that was written, in the order of the input. */
  readonly written: ReadonlyArray<Written>
  /** The ids that the service left out of its answers, each once. */
  readonly missing: ReadonlyArray<string>
  /** The chunks whose call failed; none with `onFailure: "fail"`. */
  readonly failures: ReadonlyArray<PresenceChunkFailed>
}

/**
 * Sets the presences of any number of users, and answers when all is done. Memory grows with the number of entries: see
 * {@link writePresences} for millions.
 *
 * **Example** (Trying the failed ones once more, one by one)
 *
 * ```ts
 * import { ManyUsers } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const setAll = Effect.fn("setAll")(function*(userIds: ReadonlyArray<string>, definitionId: string) {
 *   const entry = (id: string) => ({ id, presenceDefinition: { id: definitionId } })
 *   const { failures } = yield* ManyUsers.writeAllPresences(userIds.map(entry))
 *   const again = failures.flatMap((failure) => failure.userIds)
 *   return yield* ManyUsers.writeAllPresences(again.map(entry), { chunkSize: 1 })
 * })
 * ```
 *
 * @category collecting
 * @since 0.1.0
 */
export const writeAllPresences = <E = never, R = never, Mode extends OnFailure = "continue">(
  entries: Input<MutableUserPresenceRequest, E, R>,
  options?: Options<Mode>
): Effect.Effect<WrittenPresences, E | FailureError<Mode>, R | PresenceClient> =>
  Effect.map(
    Chunks.collect<Written, E | FailureError<Mode>, R | PresenceClient>(writePresences(entries, options)),
    ({ failures, missing, succeeded }) => ({ written: succeeded, missing, failures })
  )
