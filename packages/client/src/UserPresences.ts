/**
 * Sets a user's presence by what people call it.
 *
 * @since 0.1.0
 */
import type { UserPresence } from "@genesys-presence/models/UserPresence"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { finiteMillis } from "./internal/errors/fields.ts"
import { optionsOf } from "./internal/policies/options.ts"
import type { OperationFailure } from "./OperationMethod.ts"
import { PresenceClient } from "./PresenceClient.ts"
import { type DefinitionQuery, PresenceDefinitions } from "./PresenceDefinitions.ts"
import {
  isRetryable,
  type PresenceBadRequest,
  type PresenceDefinitionAmbiguous,
  type PresenceDefinitionNotFound,
  type PresenceError,
  PresenceInvalidRequest,
  PresenceNotConfirmed,
  retryAfter
} from "./PresenceError.ts"

/**
 * Options of {@link set}, beside what says which presence.
 *
 * @category options
 * @since 0.1.0
 */
export interface SetOptions {
  /** The id of the user. */
  readonly userId: string
  /** The text that others see beside the presence; `""` clears it. By default the text that is there stays. */
  readonly message?: string | undefined
  /**
   * The name of a custom source that says so, such as `door sensor`; by default Genesys Cloud itself (`PURECLOUD`).
   * Registered sources cannot be used.
   */
  readonly sourceId?: string | undefined
}

/**
 * Options of {@link setConfirmed}, beside what says which presence.
 *
 * @category options
 * @since 0.1.0
 */
export interface SetConfirmedOptions extends SetOptions {
  /** How long it is read back until it shows; 10 seconds by default. */
  readonly within?: Duration.Input | undefined
}

/**
 * The presence to set, by the id of its definition.
 *
 * @category models
 * @since 0.1.0
 */
export interface DefinitionById {
  /** The id of the definition. It is sent as it is: that there is such a definition is for the service to say. */
  readonly definitionId: string
  readonly label?: undefined
  readonly locale?: undefined
  readonly systemPresence?: undefined
  readonly divisionId?: undefined
}

/**
 * What setting a presence can fail with, once its definition is known.
 *
 * @category errors
 * @since 0.1.0
 */
export type SetError = OperationFailure<"patchUserPresencesPurecloud"> | OperationFailure<"patchUserPresence">

/**
 * What the search for the definition can fail with.
 *
 * @category errors
 * @since 0.1.0
 */
export type FindError =
  | PresenceDefinitionNotFound
  | PresenceDefinitionAmbiguous
  | OperationFailure<"getPresenceDefinitions">

type AnyTarget = DefinitionQuery | DefinitionById

/** A presence that the service has accepted. */
interface Written {
  readonly definitionId: string
  /** What the service answered. */
  readonly presence: UserPresence
}

const operationOf = ({ sourceId }: SetOptions) =>
  sourceId === undefined ? "patchUserPresencesPurecloud" : "patchUserPresence"

const write = (
  { message, sourceId, userId }: SetOptions,
  definitionId: string
): Effect.Effect<Written, SetError, PresenceClient> => {
  const body = { presenceDefinition: { id: definitionId }, ...(message !== undefined && { message }) }
  return PresenceClient.use((client): Effect.Effect<UserPresence, SetError> =>
    sourceId === undefined
      ? client.patchUserPresencesPurecloud({ userId, body })
      : client.patchUserPresence({ userId, sourceId, body })
  ).pipe(Effect.map((presence) => ({ definitionId, presence })))
}

const writeFound = Effect.fnUntraced(function* (options: DefinitionQuery & SetOptions) {
  const definitions = yield* PresenceDefinitions
  const { id } = yield* definitions.find(options)
  /** The list may be older than the definition that has the label now. */
  const again = Effect.fnUntraced(function* (refusal: PresenceBadRequest) {
    if (refusal.mayHaveBeenExecuted) return yield* refusal
    yield* definitions.invalidate
    const now = yield* definitions.find(options)
    return now.id === id ? yield* refusal : yield* write(options, now.id)
  })
  return yield* Effect.catchTag(write(options, id), "PresenceBadRequest", again)
})

const isById = (options: AnyTarget & SetOptions): options is DefinitionById & SetOptions =>
  "definitionId" in options && options.definitionId !== undefined

const written = (
  options: AnyTarget & SetOptions
): Effect.Effect<Written, SetError | FindError, PresenceClient | PresenceDefinitions> => {
  // Without a type checker there may be no options.
  if (typeof options !== "object" || options === null) return refuse(options, "options", "must be an object")
  return isById(options) ? write(options, options.definitionId) : writeFound(options)
}

const refuse = (options: SetOptions, field: string, issue: string) =>
  Effect.fail(new PresenceInvalidRequest({ operation: operationOf(Object(options)), field, issue }))

/**
 * Sets a user's presence: by a label, by a system presence, or by the id of a definition.
 *
 * **Details**
 *
 * - `label`, `locale`, `systemPresence` and `divisionId` search as `PresenceDefinitions.find` does, and only the id is sent.
 * - A label that is not in the list of definitions makes one read of it before the search fails. So does a 400 of the
 *   service: when another definition has the label now, that one is set.
 * - It is one PATCH. Policies repeat it only when it was provably not executed.
 *
 * Answers what the service answered. Fails with `PresenceDefinitionNotFound` and `PresenceDefinitionAmbiguous`, with the
 * errors of `getPresenceDefinitions`, and with those of the PATCH: `PresenceNotFound` for an unknown user,
 * `PresenceBadRequest` for the id of a definition that is not there or is deactivated, `PresenceInvalidRequest` for what
 * cannot be sent.
 *
 * **Gotchas**
 *
 * The service is eventually consistent: a read right afterwards may show the presence before. Use {@link setConfirmed} to
 * wait for it.
 *
 * **Example** (Lunch for one user, On Queue for another)
 *
 * ```ts
 * import { PresenceDefinitions, UserPresences } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function*() {
 *   yield* UserPresences.set({ userId: "user-1", label: "Lunch", message: "back at one" })
 *   yield* UserPresences.set({ userId: "user-2", systemPresence: "OnQueue" })
 * }).pipe(Effect.provide(PresenceDefinitions.layer()))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const set: {
  (options: DefinitionById & SetOptions): Effect.Effect<UserPresence, SetError, PresenceClient>
  (
    options: (DefinitionQuery | DefinitionById) & SetOptions
  ): Effect.Effect<UserPresence, SetError | FindError, PresenceClient | PresenceDefinitions>
} = (options: AnyTarget & SetOptions) =>
  // By an id no definitions are asked for, and no search fails.
  Effect.map(written(options), ({ presence }) => presence) as Effect.Effect<UserPresence, SetError, PresenceClient>

/** The first wait between two reads, and the longest, in milliseconds. */
const waits = { first: 250, longest: 2000 }

const shows = (presence: UserPresence, definitionId: string, message: string | undefined): boolean =>
  presence.presenceDefinition?.id?.toLowerCase() === definitionId.toLowerCase() &&
  (message === undefined || presence.message === message)

const confirm = Effect.fnUntraced(function* (options: SetOptions, definitionId: string, within: number) {
  const { message, sourceId, userId } = options
  const client = yield* PresenceClient
  const read: Effect.Effect<UserPresence, PresenceError> =
    sourceId === undefined ? client.getUserPresencesPurecloud({ userId }) : client.getUserPresence({ userId, sourceId })
  let reads = 0
  let last: { readonly read?: UserPresence; readonly reason?: PresenceError } = {}

  const untilShown = Effect.gen(function* () {
    for (let wait = waits.first; ; wait = Math.min(2 * wait, waits.longest)) {
      const result = yield* Effect.result(read)
      if (Result.isSuccess(result)) {
        reads += 1
        last = { read: result.success }
        if (shows(result.success, definitionId, message)) return result.success
      } else {
        const reason = result.failure
        last = { ...last, reason }
        // A presence that was set a moment ago may not be there yet.
        if (!isRetryable(reason) && reason._tag !== "PresenceNotFound") return undefined
        yield* Effect.sleep(retryAfter(reason) ?? 0)
      }
      yield* Effect.sleep(wait)
    }
  })

  const [elapsed, shown] = yield* Effect.timed(Effect.timeoutOption(untilShown, within))
  const presence = Option.getOrUndefined(shown)
  if (presence !== undefined) return presence
  return yield* new PresenceNotConfirmed({
    operation: operationOf(options),
    definitionId,
    reads,
    elapsed: finiteMillis(Duration.toMillis(elapsed)),
    ...last
  })
})

/**
 * Sets a user's presence as {@link set} does, and reads it back until it shows.
 *
 * **Details**
 *
 * The first read follows at once, the next ones after 250 milliseconds to 2 seconds, and after the `Retry-After` of a read
 * that failed: some 8 reads in 10 seconds. A read that can succeed later, and a 404, are repeated; another error ends it.
 *
 * Answers the presence that was read. Fails with what `set` fails with, and with `PresenceNotConfirmed` when the write was
 * accepted and does not show `within` the time. That error holds what was read last, or why the last read failed.
 *
 * **Gotchas**
 *
 * A user who is asked to leave the queue may stay `On Queue` until a conversation ends. Then `PresenceNotConfirmed` has the
 * presence in `read.futurePresenceDefinition`.
 *
 * **Example** (Going on only once others can see it)
 *
 * ```ts
 * import { UserPresences } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const onQueue = (userId: string) =>
 *   UserPresences.setConfirmed({ userId, systemPresence: "OnQueue", within: "5 seconds" }).pipe(
 *     Effect.catchTag("PresenceNotConfirmed", (error) => Effect.logWarning(error.message))
 *   )
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const setConfirmed: {
  (
    options: DefinitionById & SetConfirmedOptions
  ): Effect.Effect<UserPresence, SetError | PresenceNotConfirmed, PresenceClient>
  (
    options: (DefinitionQuery | DefinitionById) & SetConfirmedOptions
  ): Effect.Effect<UserPresence, SetError | FindError | PresenceNotConfirmed, PresenceClient | PresenceDefinitions>
} = (options: AnyTarget & SetConfirmedOptions) => {
  const within = optionsOf("UserPresences").duration("within", options?.within ?? "10 seconds")
  if (Result.isFailure(within)) return refuse(options, "within", within.failure.issue)
  // As in `set`.
  return Effect.flatMap(written(options), ({ definitionId }) =>
    confirm(options, definitionId, within.success)
  ) as Effect.Effect<UserPresence, SetError | PresenceNotConfirmed, PresenceClient>
}
