import * as Schema from "effect/Schema"
import { Instant } from "./jsonModel.ts"
import { PresenceDefinition, PresenceDefinitionRequest } from "../PresenceDefinition.ts"

const writable = {
  name: Schema.String,
  source: Schema.String,
  sourceId: Schema.String,
  primary: Schema.Boolean,
  message: Schema.String,
  modifiedDate: Instant
}

/** What the two shapes of a user's presence hold when they are read. */
export const responseFields = {
  ...writable,
  id: Schema.String,
  presenceDefinition: PresenceDefinition,
  futurePresenceDefinition: PresenceDefinition,
  selfUri: Schema.String
}

/** What the two shapes of a user's presence hold when they are sent. */
export const requestFields = { ...writable, presenceDefinition: PresenceDefinitionRequest }
