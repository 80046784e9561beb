/**
 * The 8 operations of the Notifications API as Effects.
 *
 * @since 0.1.0
 */
import type * as NotificationsContract from "@genesys-presence/models/NotificationsContract"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type {
  OperationArguments,
  OperationFailure,
  OperationMethodLambda,
  OperationSuccess,
  PresenceResponse
} from "./OperationMethod.ts"

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
  readonly execute: <Name extends NotificationsContract.OperationName>(
    name: Name,
    ...args: OperationArguments<Name>
  ) => Effect.Effect<PresenceResponse<OperationSuccess<Name>>, OperationFailure<Name>>
}

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
 * **Example** (A channel for the presence of one user)
 *
 * ```ts
 * import { NotificationsClient } from "@genesys-presence/client"
 * import { Effect } from "effect"
 *
 * const subscribe = Effect.fn("subscribe")(function*(userId: string) {
 *   const notifications = yield* NotificationsClient
 *   const { connectUri, id = "" } = yield* notifications.postNotificationsChannels()
 *   yield* notifications.putNotificationsChannelSubscriptions({
 *     channelId: id,
 *     body: [{ id: `v2.users.${userId}.presence` }]
 *   })
 *   return connectUri
 * })
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export class NotificationsClient extends Context.Service<NotificationsClient, NotificationsClientService>()(
  "@genesys-presence/client/NotificationsClient"
) {}
