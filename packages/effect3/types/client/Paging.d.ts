import type { OrganizationPresence, OrganizationPresenceEntityListing } from "../models/OrganizationPresence.js";
import type * as Stream from "effect/Stream";
import type { OperationFailure, OperationParameters } from "./OperationMethod.js";
import type { PresenceClient } from "./PresenceClient.js";
/**
 * What `getPresencedefinitions` takes. `pageNumber` is the first page, 1 by default; `pageSize` is 25 by default.
 *
 * @category options
 * @since 0.1.0
 */
export type Options = OperationParameters<"getPresencedefinitions">;
/**
 * The pages of the definitions of the older shape, each with its counts.
 *
 * @category streams
 * @since 0.1.0
 */
export declare const presencedefinitionPages: (options?: Options) => Stream.Stream<OrganizationPresenceEntityListing, OperationFailure<"getPresencedefinitions">, PresenceClient>;
/**
 * The definitions of the older shape, from all pages.
 *
 * @category streams
 * @since 0.1.0
 */
export declare const presencedefinitions: (options?: Options) => Stream.Stream<OrganizationPresence, OperationFailure<"getPresencedefinitions">, PresenceClient>;
