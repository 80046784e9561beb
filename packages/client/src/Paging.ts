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
import type {
  OrganizationPresence,
  OrganizationPresenceEntityListing
} from "@genesys-presence/models/OrganizationPresence"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { type Failure, type Parameters, PresenceClient } from "./PresenceClient.ts"

/**
 * What `getPresencedefinitions` takes. `pageNumber` is the first page, 1 by default; `pageSize` is 25 by default.
 *
 * @category options
 * @since 0.1.0
 */
export type Options = Parameters<"getPresencedefinitions">

/** Real answers have no `nextUri`; without counts, a page that is not full is the last one. */
const isLast = (
  { entities = [], nextUri, pageCount, total }: OrganizationPresenceEntityListing,
  pageNumber: number,
  pageSize: number
): boolean => {
  if (entities.length === 0) return true
  if (pageCount !== undefined) return pageNumber >= pageCount
  if (total !== undefined) return pageNumber * pageSize >= total
  return nextUri === undefined && entities.length < pageSize
}

/**
 * The pages of the definitions of the older shape, each with its counts.
 *
 * **Example** (How many there are, from the first page alone)
 *
 * ```ts
 * import { Paging } from "@genesys-presence/client"
 * import { Effect, Option, Stream } from "effect"
 *
 * const total = Paging.presencedefinitionPages({ deleted: "ALL", pageSize: 1 }).pipe(
 *   Stream.runHead,
 *   Effect.map(Option.map((page) => page.total))
 * )
 * ```
 *
 * @category streams
 * @since 0.1.0
 */
export const presencedefinitionPages = (
  options: Options = {}
): Stream.Stream<OrganizationPresenceEntityListing, Failure<"getPresencedefinitions">, PresenceClient> =>
  Stream.unwrap(
    Effect.map(PresenceClient, (client) =>
      Stream.paginate(options.pageNumber ?? 1, (pageNumber) =>
        Effect.map(client.getPresencedefinitions({ ...options, pageNumber }), (page) => [
          [page],
          isLast(page, pageNumber, options.pageSize ?? page.pageSize ?? 25)
            ? Option.none()
            : Option.some(pageNumber + 1)
        ])
      )
    )
  )

/**
 * The definitions of the older shape, from all pages.
 *
 * **Example** (Looking for one, and no further)
 *
 * ```ts
 * import { Paging } from "@genesys-presence/client"
 * import { SystemPresenceName } from "@genesys-presence/models"
 * import { Stream } from "effect"
 *
 * const firstMeal = Paging.presencedefinitions({ localeCode: "en_US" }).pipe(
 *   Stream.filter(({ systemPresence }) => SystemPresenceName.equals(systemPresence ?? "", "Meal")),
 *   Stream.runHead
 * )
 * ```
 *
 * @category streams
 * @since 0.1.0
 */
export const presencedefinitions = (
  options?: Options
): Stream.Stream<OrganizationPresence, Failure<"getPresencedefinitions">, PresenceClient> =>
  presencedefinitionPages(options).pipe(
    Stream.map(({ entities = [] }) => entities),
    Stream.flattenIterable
  )
