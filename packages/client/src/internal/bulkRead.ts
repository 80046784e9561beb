import type { UcUserPresence } from "@genesys-presence/models/UcUserPresence"
import * as Effect from "effect/Effect"
import type { Failure, PresenceClient } from "../PresenceClient.ts"

/** How many users the service tells of in one answer. */
export const usersPerRequest = 50

/** What a bulk read can fail with, at whatever source. */
export type BulkReadError = Failure<"getUsersPresencesPurecloudBulk"> | Failure<"getUsersPresenceBulk">

/** The presences that one bulk read answers with, by the ids of the users; at Genesys Cloud itself without a source. */
export const bulkRead =
  (client: PresenceClient["Service"], sourceId: string | undefined) =>
  (id: ReadonlyArray<string>): Effect.Effect<ReadonlyMap<string | undefined, UcUserPresence>, BulkReadError> =>
    Effect.map(
      sourceId === undefined
        ? client.getUsersPresencesPurecloudBulk({ id })
        : client.getUsersPresenceBulk({ sourceId, id }),
      (presences) => new Map(presences.map((presence) => [presence.userId, presence]))
    )
