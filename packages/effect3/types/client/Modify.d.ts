/**
 * Changes settings, definitions and sources without losing what is already there: reads, applies a function, writes the
 * whole back, and starts over when the service says that somebody else was faster.
 *
 * **Details**
 *
 * - Keys that the models do not know are written back as they were read, at every depth, except `__proto__` and
 *   `constructor`. `id` and `selfUri` are not sent.
 * - The function gets what was read and answers what to store, as a value or as an Effect. When it answers `undefined`,
 *   or what would be sent equals what was read, nothing is written.
 * - What is not the object that was read is refused with `PresenceInvalidRequest`, and nothing is written: another `id` or
 *   `selfUri`, or none of the fields of the model, such as a Promise or what a gateway answered in the service's place.
 * - After a 409 of the write it is read again, and the function is applied to what is there now. It may thus run several
 *   times: it should do nothing that must not be done twice.
 * - Any other error is the error of the effect, and so is the last 409.
 *
 * **Gotchas**
 *
 * The API has no version and no ETag for these objects. A 409 is all that tells of another writer, and the service is not
 * bound to send one: of two writers who both read before either has written, the later one can undo the other's change.
 * A check before the write would make that moment shorter, not impossible, so there is none. Keep the function short,
 * and let one fiber at a time change the same thing where you can, as with a `Semaphore`.
 *
 * @since 0.1.0
 */
import type { OrganizationPresenceDefinition, OrganizationPresenceDefinitionRequest } from "../models/OrganizationPresenceDefinition.js";
import type { PresenceSettings, PresenceSettingsRequest } from "../models/PresenceSettings.js";
import type { Source, SourceRequest } from "../models/Source.js";
import type * as Duration from "effect/Duration";
import type * as Effect from "effect/Effect";
import type { OperationFailure } from "./OperationMethod.js";
import type { PresenceClient } from "./PresenceClient.js";
/**
 * A function that changes what was read: answers what to store, or `undefined` for no change, as a value or as an Effect.
 *
 * @category models
 * @since 0.1.0
 */
export type Change<A, B, E = never, R = never> = (current: A) => B | undefined | Effect.Effect<B | undefined, E, R>;
/**
 * Limits of the retries after a conflict.
 *
 * @category options
 * @since 0.1.0
 */
export interface Options {
    /**
     * How often it is read and changed again after a 409; 3 by default. A permanent conflict, such as a name that is taken,
     * fails after as many retries, within 2 seconds of waiting.
     */
    readonly times?: number | undefined;
    /**
     * The upper end of the first wait; 200 milliseconds by default. It doubles with each retry, and each wait is drawn
     * evenly between nothing and its upper end, so that two writers do not conflict again.
     */
    readonly base?: Duration.DurationInput | undefined;
    /**
     * The longest wait before a retry; 10 seconds by default. A 409 whose `Retry-After` asks for more is not retried.
     */
    readonly maxWait?: Duration.DurationInput | undefined;
}
/**
 * Changes the presence settings of the organisation.
 *
 * **Details**
 *
 * Answers the settings as they were stored, or as they were read when nothing was to change. Fails with what the
 * function fails with, and with the errors of `getPresenceSettings` and `putPresenceSettings`.
 *
 * @category combinators
 * @since 0.1.0
 */
export declare const presenceSettings: <E = never, R = never>(f: Change<PresenceSettings, PresenceSettingsRequest, E, R>, options?: Options) => Effect.Effect<PresenceSettings, E | OperationFailure<"getPresenceSettings"> | OperationFailure<"putPresenceSettings">, R | PresenceClient>;
/**
 * Changes a status that the organisation made; those of the product cannot be changed.
 *
 * **Details**
 *
 * The function gets the labels of every locale: a definition that is read for one locale holds that label alone, and
 * writing it back would drop the others. Answers the definition as it was stored, or as it was read when nothing was to
 * change. Fails with what the function fails with, and with the errors of `getPresenceDefinition` and
 * `putPresenceDefinition`.
 *
 * @category combinators
 * @since 0.1.0
 */
export declare const presenceDefinition: <E = never, R = never>(definitionId: string, f: Change<OrganizationPresenceDefinition, OrganizationPresenceDefinitionRequest, E, R>, options?: Options) => Effect.Effect<OrganizationPresenceDefinition, E | OperationFailure<"getPresenceDefinition"> | OperationFailure<"putPresenceDefinition">, R | PresenceClient>;
/**
 * Changes a registered source.
 *
 * **Details**
 *
 * Answers the source as it was stored, or as it was read when nothing was to change. Fails with what the function fails
 * with, and with the errors of `getPresenceSource` and `putPresenceSource`.
 *
 * @category combinators
 * @since 0.1.0
 */
export declare const presenceSource: <E = never, R = never>(sourceId: string, f: Change<Source, SourceRequest, E, R>, options?: Options) => Effect.Effect<Source, E | OperationFailure<"getPresenceSource"> | OperationFailure<"putPresenceSource">, R | PresenceClient>;
