import type { UcUserPresence } from "../../../models/UcUserPresence.js";
import type { Failure, PresenceResponse } from "../../PresenceClient.js";
/** What a bulk read can fail with, at whatever source. */
export type BulkReadError = Failure<"getUsersPresencesPurecloudBulk"> | Failure<"getUsersPresenceBulk">;
/** What one bulk read answers. */
export interface BulkAnswer {
    /** What came around the presences. */
    readonly response: PresenceResponse<ReadonlyArray<UcUserPresence>>;
    readonly byUser: ReadonlyMap<string | undefined, UcUserPresence>;
}
