import type { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { PresenceResponse } from "../../OperationMethod.ts"
import type { PresenceClient } from "../../PresenceClient.ts"
import type { PresenceDecodeError, PresenceError } from "../../PresenceError.ts"
import type { LookupError } from "../../PresenceLookup.ts"
import { fullAnswer } from "../call/fullAnswer.ts"

/** How many users one bulk read may ask for. */
export const usersPerRequest = 50

/** The operation that reads from a source, or from Genesys Cloud itself. */
export const operationFor = (sourceId: string | undefined) =>
  sourceId === undefined ? "getUsersPresencesPurecloudBulk" : "getUsersPresenceBulk"

/** Compares ids: a UUID in capitals may be answered in lower case. Without a type checker an id may be anything. */
export const keyOf = (id: unknown): unknown => (typeof id === "string" ? id.toLowerCase() : id)

/** The id for an error, or for a person. */
export const idText = (id: unknown): string =>
  typeof id === "string"
    ? id
    : Result.getOrElse(
        Result.try(() => String(id)),
        () => "?"
      )

/** The user whom a `selfUri` names, such as `/api/v2/users/{userId}/presences/purecloud`. */
export const ownerOf = (selfUri: unknown): string | undefined =>
  typeof selfUri === "string" ? /\/users\/([^/]+)\/presences/.exec(selfUri)?.[1] : undefined

/** What one bulk read answers. */
export interface BulkAnswer {
  /** What came around the presences. */
  readonly response: PresenceResponse<ReadonlyArray<UcUserPresence>>
  /** The presence of a user; `undefined` when the service left the user out. Fails when the user's row is unreadable. */
  readonly presenceOf: (userId: string) => Row
}

type Row = Result.Result<UcUserPresence | undefined, PresenceDecodeError>

const none: Row = Result.succeed(undefined)

/** The user whom a row names; `isSure` unless it is the `id`, which may be that of the presence. */
const nameIn = (row: unknown): { readonly name: unknown; readonly isSure: boolean } => {
  const { id, selfUri, userId } = Object(row) as Readonly<Record<string, unknown>> // an object, whatever the row is
  const name = typeof userId === "string" ? userId : ownerOf(selfUri)
  return name === undefined ? { name: id, isSure: false } : { name, isSure: true }
}

const answerOf = (
  userIds: ReadonlyArray<string>,
  response: PresenceResponse<ReadonlyArray<UcUserPresence>>
): BulkAnswer => {
  const rows = [
    ...(response.unreadable ?? []).map(({ error, value }) => ({ row: Result.fail(error), ...nameIn(value) })),
    ...response.body.map((presence) => ({ row: Result.succeed(presence), ...nameIn(presence) }))
  ]
  const byUser = new Map<unknown, Row>()
  let nobodys: Row = none
  for (const { isSure, name, row } of rows) {
    if (isSure) continue
    byUser.set(keyOf(name), row)
    if (Result.isFailure(row) && !userIds.some((userId) => keyOf(userId) === keyOf(name))) nobodys = row
  }
  for (const { isSure, name, row } of rows) if (isSure) byUser.set(keyOf(name), row)
  return {
    response,
    // A row that cannot be read and names nobody may be that of any user without a row.
    presenceOf: (userId) => byUser.get(keyOf(userId)) ?? nobodys
  }
}

/** Reads the presences of users, at Genesys Cloud itself without a source. */
export const bulkRead =
  (client: PresenceClient["Service"], sourceId: string | undefined) =>
  (id: ReadonlyArray<string>): Effect.Effect<BulkAnswer, LookupError> =>
    Effect.map(
      sourceId === undefined
        ? fullAnswer(client, "getUsersPresencesPurecloudBulk", { id })
        : fullAnswer(client, "getUsersPresenceBulk", { sourceId, id }),
      (response) => answerOf(id, response)
    )

/** The index of the id or entry that is invalid, so that a bulk call was not sent. */
export const invalidIndex = (error: PresenceError): number | undefined => {
  if (error._tag !== "PresenceInvalidRequest") return undefined
  const index = error.field.match(/^(?:id|body)\[(\d+)\]/)?.[1]
  return index === undefined ? undefined : Number(index)
}
