/**
 * One user's entry in a bulk update of presences.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Json from "./internal/jsonModel.ts"
import { requestFields, responseFields } from "./internal/userPresenceFields.ts"
import type { Model } from "./Model.ts"
import type { UserPresence, UserPresenceRequest } from "./UserPresence.ts"

/**
 * A user's presence whose `id` is the **user's** id.
 *
 * @category models
 * @since 0.1.0
 */
export interface MutableUserPresence extends Omit<UserPresence, "id"> {
  /** The id of the user. */
  readonly id?: string
}

/**
 * Decodes an entry of a bulk update.
 *
 * @category schemas
 * @since 0.1.0
 */
export const MutableUserPresence: Model<MutableUserPresence> = Json.response<MutableUserPresence>()(
  "MutableUserPresence",
  {
    fields: responseFields
  }
)

/**
 * The presence to set for one user of a bulk update.
 *
 * **Details**
 *
 * The API declares `id` as optional, but an entry without it names nobody: here it is required.
 *
 * @category models
 * @since 0.1.0
 */
export interface MutableUserPresenceRequest extends UserPresenceRequest {
  /** The id of the user whose presence to set. */
  readonly id: string
}

/**
 * Encodes an entry of a bulk update; `futurePresenceDefinition` and `selfUri` are not sent.
 *
 * @category schemas
 * @since 0.1.0
 */
export const MutableUserPresenceRequest: Model<MutableUserPresenceRequest> = Json.request<MutableUserPresenceRequest>()(
  "MutableUserPresenceRequest",
  {
    fields: { ...requestFields, id: Schema.NonEmptyString },
    required: ["id"],
    readOnly: ["futurePresenceDefinition", "selfUri"]
  }
)
