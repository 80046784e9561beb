/**
 * Whether a user is out of office.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime";
import type { Model } from "./Model.js";
import type { User } from "./User.js";
/**
 * Whether a user is out of office, and how long: the body of `v2.users.{id}.outofoffice`. User interfaces show it in place of
 * the presence.
 *
 * @category models
 * @since 0.1.0
 */
export interface OutOfOffice {
    readonly id?: string;
    /** A reference: its `id` is there. */
    readonly user?: User;
    readonly startDate?: DateTime.Utc;
    readonly endDate?: DateTime.Utc;
    readonly active?: boolean;
    /** Whether there is no end. */
    readonly indefinite?: boolean;
}
/**
 * Decodes whether a user is out of office.
 *
 * @category schemas
 * @since 0.1.0
 */
export declare const OutOfOffice: Model<OutOfOffice>;
