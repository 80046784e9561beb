/**
 * The one listing of the API that comes in pages, as streams that fetch a page when somebody asks for what is on it.
 *
 * **Details**
 *
 * It belongs to the deprecated family; `getPresenceDefinitions` answers with all definitions at once.
 *
 * **Gotchas**
 *
 * Pages are counted, not marked: when a definition is deleted between two pages, the one that moves up to the earlier page
 * is not seen.
 *
 * @since 0.1.0
 */
import type { OrganizationPresence, OrganizationPresenceEntityListing } from "../models/OrganizationPresence.js";
import type * as Stream from "effect/Stream";
import type { Failure, Parameters, PresenceClient } from "./PresenceClient.js";
/**
 * What `getPresencedefinitions` takes. `pageNumber` is the first page, 1 by default; `pageSize` is 25 by default.
 *
 * @category options
 * @since 0.1.0
 */
export type Options = Parameters<"getPresencedefinitions">;
/**
 * The pages of the definitions of the older shape, each with its counts.
 *
 * @category streams
 * @since 0.1.0
 */
export declare const presencedefinitionPages: (options?: Options) => Stream.Stream<OrganizationPresenceEntityListing, Failure<"getPresencedefinitions">, PresenceClient>;
/**
 * The definitions of the older shape, from all pages.
 *
 * @category streams
 * @since 0.1.0
 */
export declare const presencedefinitions: (options?: Options) => Stream.Stream<OrganizationPresence, Failure<"getPresencedefinitions">, PresenceClient>;
