/**
 * The state of an organisation as JSON: what a sandbox exports and imports, and what a seed file holds.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { PresenceSettingsRequest } from "@genesys-presence/models/PresenceSettings"
import * as SystemPresenceName from "@genesys-presence/models/SystemPresenceName"

const Text = Schema.NonEmptyString
const Labels = Schema.Record(Schema.String, Schema.String)
const Instant = Schema.DateTimeUtcFromString

/** What a client sent under keys that no model declares; it comes back in answers. */
const Undeclared = Schema.Record(Schema.String, Schema.Unknown).pipe(Schema.withDecodingDefaultKey(Effect.succeed({})))

const Owner = Schema.Literals(["System", "User"]).pipe(Schema.withDecodingDefaultKey(Effect.succeed("User" as const)))
const Deactivated = Schema.Boolean.pipe(Schema.withDecodingDefaultKey(Effect.succeed(false)))

const User = Schema.Struct({ id: Text, name: Text })

/** Every spelling of a kind of presence, such as `On Queue` and `ON_QUEUE`; written as `OnQueue`. */
const SystemPresence = Schema.String.pipe(
  Schema.decodeTo(
    Schema.Literals(SystemPresenceName.known),
    SchemaTransformation.transform({
      // An unknown name stays as it is, and is refused by the literals.
      decode: (name) => SystemPresenceName.normalize(name) as SystemPresenceName.KnownSystemPresenceName,
      encode: (name) => name
    })
  )
)

const Definition = Schema.Struct({
  id: Text,
  name: Schema.optionalKey(Schema.String),
  type: Owner,
  systemPresence: SystemPresence,
  languageLabels: Labels,
  divisionId: Text.pipe(Schema.withDecodingDefaultKey(Effect.succeed("*"))),
  deactivated: Deactivated,
  /** When the sandbox starts, unless it is given. */
  createdDate: Schema.optionalKey(Instant),
  modifiedDate: Schema.optionalKey(Instant),
  undeclared: Undeclared
})

const Source = Schema.Struct({
  id: Text,
  name: Text,
  description: Schema.optionalKey(Schema.String),
  type: Owner,
  deactivated: Deactivated,
  undeclared: Undeclared
})

/** `source` is the id of a registered source, `PURECLOUD`, or the name of a custom one. */
const PrimarySource = Schema.Struct({
  userId: Text,
  source: Text,
  name: Schema.optionalKey(Schema.String),
  undeclared: Undeclared
})

const Presence = Schema.Struct({
  userId: Text,
  source: Text.pipe(Schema.withDecodingDefaultKey(Effect.succeed("PURECLOUD"))),
  definitionId: Text,
  message: Schema.String.pipe(Schema.withDecodingDefaultKey(Effect.succeed(""))),
  modifiedDate: Schema.optionalKey(Instant),
  undeclared: Undeclared
})

/**
 * The state of an organisation. Each part may be left out of what is imported: it is then as in a new sandbox.
 *
 * **Details**
 *
 * The definitions and the source that the product brings are always there, listed or not.
 *
 * @category models
 * @since 0.1.0
 */
export interface OrganizationState extends Schema.Schema.Type<typeof OrganizationState> {}

/**
 * Decodes and encodes the state of an organisation.
 *
 * @category schemas
 * @since 0.1.0
 */
export const OrganizationState = Schema.Struct({
  users: Schema.optionalKey(Schema.Array(User)),
  definitions: Schema.optionalKey(Schema.Array(Definition)),
  sources: Schema.optionalKey(Schema.Array(Source)),
  settings: Schema.optionalKey(PresenceSettingsRequest),
  primarySources: Schema.optionalKey(Schema.Array(PrimarySource)),
  presences: Schema.optionalKey(Schema.Array(Presence))
}).annotate({ identifier: "OrganizationState" })

/**
 * What was to be imported is not a state, or refers to something that is not in it. Nothing was changed.
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidStateError extends Schema.TaggedError<InvalidStateError>()("InvalidStateError", {
  /** Where, such as `presences[3].userId`. */
  field: Schema.String,
  issue: Schema.String
}) {
  override get message(): string {
    return `${this.field}: ${this.issue}`
  }
}
