/**
 * The 8 operations of the Notifications API as Effects.
 *
 * @since 0.1.0
 */
import type * as NotificationsContract from "../models/NotificationsContract.js";
import type * as Context from "effect/Context";
import type * as Effect from "effect/Effect";
import type { OperationArguments, OperationFailure, OperationMethodLambda, OperationSuccess, PresenceResponse } from "./OperationMethod.js";
/**
 * The shape of the service: the operations, and `execute` for their full answers.
 *
 * @category models
 * @since 0.1.0
 */
export interface NotificationsClientService extends NotificationsContract.Operations<OperationMethodLambda> {
    /**
     * Calls an operation by its name and answers with status, headers and correlation id around the body, as
     * `PresenceClient.execute` does.
     */
    readonly execute: <Name extends NotificationsContract.OperationName>(name: Name, ...args: OperationArguments<Name>) => Effect.Effect<PresenceResponse<OperationSuccess<Name>>, OperationFailure<Name>>;
}
declare const NotificationsClient_base: Context.TagClass<NotificationsClient, "@genesys-presence/effect3/NotificationsClient", NotificationsClientService>;
/**
 * Creates the channels over which Genesys Cloud sends events, and says what they tell of.
 *
 * **When to use**
 *
 * `PresenceWatch` does all of it for presence. Take this service for other topics.
 *
 * **Details**
 *
 * Every layer of `PresenceClient` provides it, with the same token, policies and errors.
 *
 * @category services
 * @since 0.1.0
 */
export declare class NotificationsClient extends NotificationsClient_base {
}
export {};
