/**
 * The one listing of the API that comes in pages, as streams that fetch a page when somebody asks for what is on it.
 *
 * **Details**
 *
 * It belongs to the deprecated family; `getPresenceDefinitions` answers with all definitions at once.
 *
 * A stream ends after the last page by all counts that the service gives, or after an empty page. Definitions that cannot
 * be read do not hold up the others: the stream fails with the first of them (`PresenceDecodeError`) after the last page.
 * It fails so too when the service repeats a page although its counts promise more.
 *
 * **Gotchas**
 *
 * Pages are counted, not marked: when a definition is deleted between two pages, the one that moves up to the earlier page
 * is not seen.
 *
 * @since 0.1.0
 */
import * as Contract from "@genesys-presence/models/Contract"
import type {
  OrganizationPresence,
  OrganizationPresenceEntityListing
} from "@genesys-presence/models/OrganizationPresence"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { fullAnswer } from "./internal/call/fullAnswer.ts"
import type { OperationFailure, OperationParameters, PresenceResponse } from "./OperationMethod.ts"
import { PresenceClient } from "./PresenceClient.ts"
import { PresenceDecodeError } from "./PresenceError.ts"

/**
 * What `getPresencedefinitions` takes. `pageNumber` is the first page, 1 by default; `pageSize` is 25 by default.
 *
 * @category options
 * @since 0.1.0
 */
export type Options = OperationParameters<"getPresencedefinitions">

/** The size of a page when none is asked for. No service is known to give less to one who asks for more. */
const defaultPageSize = 25

interface Reading {
  /** How many definitions have come, on pages of all lengths. */
  readonly received: number
  /** The most that came on one page. */
  readonly longest: number
}

/**
 * Whether there may be another page. No single count is believed when it says that this is the last one: a service may cap
 * the size of pages and count them as if it did not. Real answers have no `nextUri`.
 */
const hasNext = (
  { nextUri, pageCount, pageSize, selfUri, total }: OrganizationPresenceEntityListing,
  { pageNumber: first = 1, pageSize: asked = defaultPageSize }: Options,
  pageNumber: number,
  rows: number,
  { longest, received }: Reading
): boolean => {
  if (rows === 0) return false
  const skipped = (first - 1) * Math.max(longest, Math.min(pageSize ?? 0, asked))
  if (total !== undefined && skipped + received < total) return true
  if (pageCount !== undefined && pageNumber < pageCount) return true
  const next = /[?&]pageNumber=(\d+)/.exec(nextUri ?? "")?.[1]
  if (nextUri !== undefined && nextUri !== selfUri && Number(next ?? Infinity) > pageNumber) return true
  if (total !== undefined || pageCount !== undefined) return false
  return rows >= Math.max(longest, Math.min(asked, defaultPageSize))
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
): Stream.Stream<OrganizationPresenceEntityListing, OperationFailure<"getPresencedefinitions">, PresenceClient> =>
  Stream.unwrap(
    Effect.map(PresenceClient, (client) => {
      const seen = new Set<string>()
      let reading: Reading = { received: 0, longest: 0 }
      let unreadable: PresenceDecodeError | undefined

      const read = Effect.fnUntraced(function* (pageNumber: number) {
        const response = yield* fullAnswer(client, "getPresencedefinitions", { ...options, pageNumber })
        const page = response.body
        const bad = response.unreadable ?? []
        const content = JSON.stringify([page.entities, bad.map(({ value }) => value)])
        const rows = (page.entities?.length ?? 0) + bad.length
        const isRepeated = seen.has(content)
        seen.add(content)
        unreadable ??= bad[0]?.error
        reading = { received: reading.received + rows, longest: Math.max(reading.longest, rows) }
        const isLast = !hasNext(page, options, pageNumber, rows, reading)
        if (isRepeated && !isLast) {
          const isCounted = page.total !== undefined || page.pageCount !== undefined
          return isCounted ? yield* repeated(response, pageNumber) : ([[], Option.none<number>()] as const)
        }
        return [[page], isLast ? Option.none<number>() : Option.some(pageNumber + 1)] as const
      })
      const pages = Stream.paginate(options.pageNumber ?? 1, read)
      return Stream.concat(
        pages,
        Stream.suspend(() => (unreadable === undefined ? Stream.empty : Stream.fail(unreadable)))
      )
    })
  )

/** A service that gives the same page again, although its counts promise more, would be asked for ever. */
const repeated = (
  { attempts, correlationId, elapsed, operation, status }: PresenceResponse<unknown>,
  pageNumber: number
): PresenceDecodeError => {
  const { method, path } = Contract.contract[operation]
  return new PresenceDecodeError({
    operation,
    method,
    path,
    attempts,
    elapsed,
    status,
    ...(correlationId !== undefined && { correlationId }),
    issue: `page ${pageNumber} repeats an earlier page, and more were promised`,
    text: ""
  })
}

/**
 * The definitions of the older shape, from all pages.
 *
 * **Example** (Looking for one, and no further)
 *
 * ```ts
 * import { Models, Paging } from "@genesys-presence/client"
 * import { Stream } from "effect"
 *
 * const firstMeal = Paging.presencedefinitions({ localeCode: "en_US" }).pipe(
 *   Stream.filter(({ systemPresence }) => Models.SystemPresenceName.equals(systemPresence ?? "", "Meal")),
 *   Stream.runHead
 * )
 * ```
 *
 * @category streams
 * @since 0.1.0
 */
export const presencedefinitions = (
  options?: Options
): Stream.Stream<OrganizationPresence, OperationFailure<"getPresencedefinitions">, PresenceClient> =>
  presencedefinitionPages(options).pipe(
    Stream.map(({ entities = [] }) => entities),
    Stream.flattenIterable
  )
