import type { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import * as Effect from "effect/Effect"
import type { Failure, PresenceClient, PresenceResponse } from "../../PresenceClient.ts"
import type { PresenceError } from "../../PresenceError.ts"

/** How many users one bulk read may ask for. */
export const usersPerRequest = 50

/** What a bulk read can fail with, at whatever source. */
export type BulkReadError = Failure<"getUsersPresencesPurecloudBulk"> | Failure<"getUsersPresenceBulk">

/** The operation that reads from a source, or from Genesys Cloud itself. */
export const operationFor = (sourceId: string | undefined) =>
  sourceId === undefined ? "getUsersPresencesPurecloudBulk" : "getUsersPresenceBulk"

/** What one bulk read answers. */
export interface BulkAnswer {
  /** What came around the presences. */
  readonly response: PresenceResponse<ReadonlyArray<UcUserPresence>>
  readonly byUser: ReadonlyMap<string | undefined, UcUserPresence>
}

/** Reads the presences of users, at Genesys Cloud itself without a source. */
export const bulkRead =
  (client: PresenceClient["Service"], sourceId: string | undefined) =>
  (id: ReadonlyArray<string>): Effect.Effect<BulkAnswer, BulkReadError> =>
    Effect.map(
      sourceId === undefined
        ? client.execute("getUsersPresencesPurecloudBulk", { id })
        : client.execute("getUsersPresenceBulk", { sourceId, id }),
      (response) => ({ response, byUser: new Map(response.body.map((presence) => [presence.userId, presence])) })
    )

/** The index of the id or entry that is invalid, so that a bulk call was not sent. */
export const invalidIndex = (error: PresenceError): number | undefined => {
  if (error._tag !== "PresenceInvalidRequest") return undefined
  const index = error.field.match(/^(?:id|body)\[(\d+)\]/)?.[1]
  return index === undefined ? undefined : Number(index)
}
