/**
 * What the methods of a client take, answer and fail with.
 *
 * @since 0.1.0
 */
import type * as Contract from "../models/Contract.js";
import type * as Operation from "../models/Operation.js";
import type * as Duration from "effect/Duration";
import type * as Effect from "effect/Effect";
import type * as Headers from "@effect/platform/Headers";
import type { OperationError, PresenceDecodeError } from "./PresenceError.js";
/**
 * What a caller passes to an operation: its path and query parameters and its body, flat and by name.
 *
 * @category models
 * @since 0.1.0
 */
export type OperationParameters<Name extends Contract.OperationName> = Operation.Parameters<Contract.Contract[Name]>;
/**
 * What an operation answers.
 *
 * @category models
 * @since 0.1.0
 */
export type OperationSuccess<Name extends Contract.OperationName> = Operation.Success<Contract.Contract[Name]>;
/**
 * What an operation can fail with.
 *
 * @category models
 * @since 0.1.0
 */
export type OperationFailure<Name extends Contract.OperationName> = OperationError<Contract.Contract[Name]>;
/**
 * The arguments of an operation: none when it has no parameters, an optional one when none of them is required.
 *
 * @category models
 * @since 0.1.0
 */
export type OperationArguments<Name extends Contract.OperationName> = keyof OperationParameters<Name> extends never ? [] : {} extends OperationParameters<Name> ? [parameters?: OperationParameters<Name>] : [parameters: OperationParameters<Name>];
/**
 * Makes the operations of a contract methods.
 *
 * @category models
 * @since 0.1.0
 */
export interface OperationMethodLambda extends Operation.TypeLambda {
    readonly name: Contract.OperationName;
    readonly type: (...args: OperationArguments<this["name"]>) => Effect.Effect<OperationSuccess<this["name"]>, OperationFailure<this["name"]>>;
}
/**
 * A row of a list that the service sent and that is not what the API documents.
 *
 * @category models
 * @since 0.1.0
 */
export interface UnreadableRow {
    /** Its place in the list that the service sent, from 0. */
    readonly index: number;
    /** What is wrong with it; `text` is the beginning of the row. */
    readonly error: PresenceDecodeError;
    /** The row as it came, undecoded. It may hold personal data. */
    readonly value: unknown;
}
/**
 * An answer with what came around it.
 *
 * @category models
 * @since 0.1.0
 */
export interface PresenceResponse<A> {
    readonly operation: Contract.OperationName;
    readonly status: number;
    /** Names in lower case. */
    readonly headers: Headers.Headers;
    /** What to quote when you ask Genesys about this call. */
    readonly correlationId: string | undefined;
    /** How many requests were sent; more than 1 after a renewed token or a retry. */
    readonly attempts: number;
    /** How long the call took, all attempts included. */
    readonly elapsed: Duration.Duration;
    /** What the operation answers. A list is without the rows that cannot be read. */
    readonly body: A;
    /**
     * The rows of a list that cannot be read; empty for other answers. With such a row a method fails, and `execute` does not.
     * A client of a test may leave it out.
     */
    readonly unreadable?: ReadonlyArray<UnreadableRow>;
}
