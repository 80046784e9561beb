/**
 * Sets a user's presence by what people call it.
 *
 * @since 0.1.0
 */
import type { UserPresence } from "../models/UserPresence.js";
import type * as Duration from "effect/Duration";
import type * as Effect from "effect/Effect";
import type { OperationFailure } from "./OperationMethod.js";
import type { PresenceClient } from "./PresenceClient.js";
import type { DefinitionQuery, PresenceDefinitions } from "./PresenceDefinitions.js";
import type { PresenceDefinitionAmbiguous, PresenceDefinitionNotFound, PresenceNotConfirmed } from "./PresenceError.js";
/**
 * Options of {@link set}, beside what says which presence.
 *
 * @category options
 * @since 0.1.0
 */
export interface SetOptions {
    /** The id of the user. */
    readonly userId: string;
    /** The text that others see beside the presence; `""` clears it. By default the text that is there stays. */
    readonly message?: string | undefined;
    /**
     * The name of a custom source that says so, such as `door sensor`; by default Genesys Cloud itself (`PURECLOUD`).
     * Registered sources cannot be used.
     */
    readonly sourceId?: string | undefined;
}
/**
 * Options of {@link setConfirmed}, beside what says which presence.
 *
 * @category options
 * @since 0.1.0
 */
export interface SetConfirmedOptions extends SetOptions {
    /** How long it is read back until it shows; 10 seconds by default. */
    readonly within?: Duration.DurationInput | undefined;
}
/**
 * The presence to set, by the id of its definition.
 *
 * @category models
 * @since 0.1.0
 */
export interface DefinitionById {
    /** The id of the definition. It is sent as it is: that there is such a definition is for the service to say. */
    readonly definitionId: string;
    readonly label?: undefined;
    readonly locale?: undefined;
    readonly systemPresence?: undefined;
    readonly divisionId?: undefined;
}
/**
 * What setting a presence can fail with, once its definition is known.
 *
 * @category errors
 * @since 0.1.0
 */
export type SetError = OperationFailure<"patchUserPresencesPurecloud"> | OperationFailure<"patchUserPresence">;
/**
 * What the search for the definition can fail with.
 *
 * @category errors
 * @since 0.1.0
 */
export type FindError = PresenceDefinitionNotFound | PresenceDefinitionAmbiguous | OperationFailure<"getPresenceDefinitions">;
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
 * @category combinators
 * @since 0.1.0
 */
export declare const set: {
    (options: DefinitionById & SetOptions): Effect.Effect<UserPresence, SetError, PresenceClient>;
    (options: (DefinitionQuery | DefinitionById) & SetOptions): Effect.Effect<UserPresence, SetError | FindError, PresenceClient | PresenceDefinitions>;
};
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
 * @category combinators
 * @since 0.1.0
 */
export declare const setConfirmed: {
    (options: DefinitionById & SetConfirmedOptions): Effect.Effect<UserPresence, SetError | PresenceNotConfirmed, PresenceClient>;
    (options: (DefinitionQuery | DefinitionById) & SetConfirmedOptions): Effect.Effect<UserPresence, SetError | FindError | PresenceNotConfirmed, PresenceClient | PresenceDefinitions>;
};
