import type { JsonObject, Model } from "./Model.js";
declare const permissionTypes: readonly ["requiresCurrentUser", "requiresPermissions", "requiresDivisionPermissions", "requiresAnyDivisionPermissions", "requiresUserBeConversationParticipant"];
/**
 * One way in which the permission for a topic is decided.
 *
 * @category models
 * @since 0.1.0
 */
export interface PermissionDetails {
    readonly type?: (typeof permissionTypes)[number] | (string & {});
    readonly permissions?: ReadonlyArray<string>;
    /** Whether a user may always subscribe to a topic of their own. */
    readonly allowsCurrentUser?: boolean;
    /** Whether the service refuses a subscription that lacks it. */
    readonly enforced?: boolean;
}
/**
 * Decodes one way in which the permission for a topic is decided.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const PermissionDetails: Model<PermissionDetails>;
declare const transports: readonly ["All", "Websocket", "EventBridge", "ProcessAutomation"];
/**
 * A topic that the service offers. All but `id` are there only if the request's `expand` names them.
 *
 * @category models
 * @since 0.1.0
 */
export interface AvailableTopic {
    readonly description?: string;
    /** The pattern of the topic's name, such as `v2.users.{id}.presence`. */
    readonly id?: string;
    readonly permissionDetails?: ReadonlyArray<PermissionDetails>;
    readonly requiresPermissions?: ReadonlyArray<string>;
    /** Whether the permissions must be held in the division of what the topic is about. */
    readonly requiresDivisionPermissions?: boolean;
    /** Whether it is enough to meet one of the conditions. */
    readonly requiresAnyValidator?: boolean;
    /** Whether the service refuses a subscription that lacks the permissions. */
    readonly enforced?: boolean;
    readonly visibility?: "Public" | "Preview" | (string & {});
    /** The JSON Schema of the events' bodies. */
    readonly schema?: JsonObject;
    /** Whether users may subscribe only to topics of their own. */
    readonly requiresCurrentUser?: boolean;
    readonly requiresCurrentUserOrPermission?: boolean;
    /** What carries the events: a channel's WebSocket, Amazon EventBridge, triggers of process automation, or all. */
    readonly transports?: ReadonlyArray<(typeof transports)[number] | (string & {})>;
    /** The API's paths that answer with what the topic is about. */
    readonly publicApiTemplateUriPaths?: ReadonlyArray<string>;
    /** What the braces of the pattern stand for, in order. */
    readonly topicParameters?: ReadonlyArray<string>;
}
/**
 * Decodes a topic that the service offers.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const AvailableTopic: Model<AvailableTopic>;
/**
 * All topics that the service offers.
 *
 * @category models
 * @since 0.1.0
 */
export interface AvailableTopicEntityListing {
    readonly entities?: ReadonlyArray<AvailableTopic>;
}
/**
 * Decodes the list of topics that the service offers.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const AvailableTopicEntityListing: Model<AvailableTopicEntityListing>;
export {};
