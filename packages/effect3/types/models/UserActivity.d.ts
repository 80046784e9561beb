/**
 * Presence, routing status, out of office and active queues of a user in one event.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime";
import type { Model } from "./Model.js";
import type { PresenceDefinition } from "./PresenceDefinition.js";
import type { RoutingStatus } from "./RoutingStatus.js";
/**
 * The presence of a user, as the event of an activity has it.
 *
 * @category models
 * @since 0.1.0
 */
export interface ActivityPresence {
    readonly presenceDefinition?: PresenceDefinition;
    /** The user's free text, which is called `message` elsewhere. Personal data: keep it out of logs. */
    readonly presenceMessage?: string;
    readonly modifiedDate?: DateTime.Utc;
}
/**
 * Decodes the presence in the event of an activity.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const ActivityPresence: Model<ActivityPresence>;
/**
 * Whether a user is out of office, as the event of an activity has it.
 *
 * @category models
 * @since 0.1.0
 */
export interface ActivityOutOfOffice {
    readonly active?: boolean;
    readonly modifiedDate?: DateTime.Utc;
}
/**
 * Decodes whether a user is out of office in the event of an activity.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const ActivityOutOfOffice: Model<ActivityOutOfOffice>;
/**
 * What a member of a queue does: the body of `v2.users.{id}.activity`.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserActivity {
    /** The id of the user. */
    readonly id?: string;
    readonly routingStatus?: RoutingStatus;
    readonly presence?: ActivityPresence;
    readonly outOfOffice?: ActivityOutOfOffice;
    /** The ids of the queues that the user takes interactions from. */
    readonly activeQueueIds?: ReadonlyArray<string>;
    readonly dateActiveQueuesChanged?: DateTime.Utc;
}
/**
 * Decodes what a member of a queue does.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const UserActivity: Model<UserActivity>;
