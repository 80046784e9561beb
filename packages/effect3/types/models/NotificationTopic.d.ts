/**
 * The names of topics: how to build, combine, split and compare them.
 *
 * @since 0.1.0
 */
/**
 * What a topic can tell of a user, in the spelling of the service. Events of these kinds are decoded by `Notification`.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const userKinds: readonly ["presence", "routingStatus", "activity", "integrationpresence", "outofoffice"];
/**
 * What a topic can tell of a user: the kinds of {@link userKinds} are suggested, others such as `station` pass.
 *
 * @category models
 * @since 0.1.0
 */
export type UserKind = (typeof userKinds)[number] | (string & {});
/**
 * The topic of a user, taken apart.
 *
 * @category models
 * @since 0.1.0
 */
export interface UserTopic {
    readonly userId: string;
    /** In the spelling of {@link userKinds}, if it is one of them. */
    readonly kind: UserKind;
}
/**
 * How long the name of a combined topic may be, in characters.
 *
 * @category constants
 * @since 0.1.0
 */
export declare const maxLength = 200;
/**
 * The topic of one user and one kind.
 *
 * **Gotchas**
 *
 * There are no wildcards: a channel needs a topic for each user.
 *
 * @category constructors
 * @since 0.1.0
 */
export declare const ofUser: (userId: string, kind: UserKind) => string;
/**
 * The user and the kind of a single topic, whatever its case; `undefined` for a topic of anything but one user.
 *
 * @category destructors
 * @since 0.1.0
 */
export declare const parseUser: (topic: string) => UserTopic | undefined;
/**
 * The single topics of a combined one: events come under these. A single topic is its own only one.
 *
 * @category destructors
 * @since 0.1.0
 */
export declare const split: (topic: string) => ReadonlyArray<string>;
/**
 * Whether two names mean the same topic: the case of letters does not matter.
 *
 * @category predicates
 * @since 0.1.0
 */
export declare const equals: (self: string, that: string) => boolean;
/**
 * Combines topics that differ in their last part only, such as those of one user, into one topic.
 *
 * **Details**
 *
 * - A channel takes 1,000 topics, and a combined one counts once.
 * - What would be longer than {@link maxLength} becomes several topics.
 * - Topics that are given twice are kept once. Combined topics are split first.
 * - A name that cannot be combined stays as it is, even if it is too long or empty: the service refuses it.
 * - The order is that in which topics, or those that they are combined with, were given first.
 *
 * @category combinators
 * @since 0.1.0
 */
export declare const combine: (topics: Iterable<string>) => ReadonlyArray<string>;
