/**
 * The 8 operations of the Notifications API as one table, of the same kind as that of the Presence API.
 *
 * @since 0.1.0
 */
import type { AvailableTopicEntityListing } from "./AvailableTopic.js";
import type { Channel, ChannelEntityListing } from "./Channel.js";
import type { ChannelTopicEntityListing, ChannelTopicRequest } from "./ChannelTopic.js";
import type * as Operation from "./Operation.js";
/**
 * The facts of every operation, under the API's own names; {@link Operations} says in words what each does.
 *
 * None needs a permission: the service checks the permissions of each topic that is subscribed to.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const contract: {
    readonly getNotificationsAvailabletopics: Operation.Operation<{
        readonly expand?: readonly ("description" | "enforced" | "permissionDetails" | "publicApiTemplateUriPaths" | "requiresPermissions" | "schema" | "topicParameters" | "transports" | "visibility")[] | undefined;
        readonly includePreview?: boolean | undefined;
    }, AvailableTopicEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getNotificationsChannels: Operation.Operation<{
        readonly includechannels?: "oauthclient" | "token" | undefined;
    }, ChannelEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly postNotificationsChannels: Operation.Operation<{}, Channel, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly headNotificationsChannel: Operation.Operation<{
        readonly channelId: string | import("effect/Redacted").Redacted<string>;
    }, void, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly getNotificationsChannelSubscriptions: Operation.Operation<{
        readonly channelId: string | import("effect/Redacted").Redacted<string>;
    }, ChannelTopicEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly postNotificationsChannelSubscriptions: Operation.Operation<{
        readonly body: readonly ChannelTopicRequest[];
        readonly ignoreErrors?: boolean | undefined;
        readonly channelId: string | import("effect/Redacted").Redacted<string>;
    }, ChannelTopicEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly putNotificationsChannelSubscriptions: Operation.Operation<{
        readonly body: readonly ChannelTopicRequest[];
        readonly ignoreErrors?: boolean | undefined;
        readonly channelId: string | import("effect/Redacted").Redacted<string>;
    }, ChannelTopicEntityListing, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
    readonly deleteNotificationsChannelSubscriptions: Operation.Operation<{
        readonly channelId: string | import("effect/Redacted").Redacted<string>;
    }, void, 400 | 401 | 403 | 404 | 408 | 409 | 413 | 415 | 429 | 500 | 503 | 504>;
};
/**
 * The name of an operation of the Notifications API.
 *
 * @category models
 * @since 0.1.0
 */
export type OperationName = keyof typeof contract;
/**
 * The names of the operations, in the order of the table.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const operationNames: ReadonlyArray<OperationName>;
/**
 * One property for each operation of the Notifications API, as `PresenceContract.Operations` has them for the Presence API.
 *
 * @category models
 * @since 0.1.0
 */
export interface Operations<F extends Operation.TypeLambda> {
    /**
     * Lists the topics that there are, with ids such as `v2.users.{id}.presence`.
     *
     * - `expand`: what to tell of each beside its id; by default little
     * - `includePreview`: whether those that may still change are listed too; `true` by default
     */
    readonly getNotificationsAvailabletopics: Operation.Apply<F, "getNotificationsAvailabletopics">;
    /**
     * Lists the channels that exist.
     *
     * - `includechannels`: `"token"`, the default, for those of the token in use; `"oauthclient"` for those of all tokens of
     *   the OAuth client and user, without the ids of those of other tokens
     */
    readonly getNotificationsChannels: Operation.Apply<F, "getNotificationsChannels">;
    /**
     * Creates a channel, which exists for 24 hours after the last subscription.
     *
     * Not repeatable: sent twice, it creates two. An OAuth client and user may have 20: a 21st takes the place of the one
     * that was used least recently, those without a socket first.
     */
    readonly postNotificationsChannels: Operation.Apply<F, "postNotificationsChannels">;
    /**
     * Fails with `PresenceNotFound` when the channel does not exist any more.
     *
     * - `channelId`: the id of the channel
     */
    readonly headNotificationsChannel: Operation.Apply<F, "headNotificationsChannel">;
    /**
     * Lists what a channel is subscribed to.
     *
     * - `channelId`: the id of the channel
     */
    readonly getNotificationsChannelSubscriptions: Operation.Apply<F, "getNotificationsChannelSubscriptions">;
    /**
     * Subscribes a channel to more topics, and lets it exist for another 24 hours. It may have 1,000.
     *
     * Repeatable.
     *
     * - `channelId`: the id of the channel
     * - `body`: the topics, by `id`
     * - `ignoreErrors`: whether topics that are refused leave the others alone, and are reported in the answer with
     *   `state: "Rejected"`; by default one that is refused fails the request
     */
    readonly postNotificationsChannelSubscriptions: Operation.Apply<F, "postNotificationsChannelSubscriptions">;
    /**
     * Replaces all topics that a channel is subscribed to, and lets it exist for another 24 hours. It may have 1,000.
     *
     * Repeatable. After a lost answer a retry writes it again, over what another writer did in between.
     *
     * - `channelId`: the id of the channel
     * - `body`: all topics, by `id`
     * - `ignoreErrors`: whether topics that are refused leave the others alone, and are reported in the answer with
     *   `state: "Rejected"`; by default one that is refused fails the request
     */
    readonly putNotificationsChannelSubscriptions: Operation.Apply<F, "putNotificationsChannelSubscriptions">;
    /**
     * Ends all subscriptions of a channel. The channel itself cannot be deleted.
     *
     * Repeatable.
     *
     * - `channelId`: the id of the channel
     */
    readonly deleteNotificationsChannelSubscriptions: Operation.Apply<F, "deleteNotificationsChannelSubscriptions">;
}
