/**
 * Why a search for a presence definition did not end with one.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Message from "./internal/errorMessage.ts"

/**
 * A definition, as an error shows it.
 *
 * @category schemas
 * @since 0.1.0
 */
export const DefinitionSummary = Schema.Struct({
  id: Schema.String,
  systemPresence: Schema.optionalKey(Schema.String),
  type: Schema.optionalKey(Schema.String),
  divisionId: Schema.optionalKey(Schema.String),
  /** The label by locale code. */
  languageLabels: Schema.Record(Schema.String, Schema.String)
})

/**
 * A definition, as an error shows it.
 *
 * @category models
 * @since 0.1.0
 */
export type DefinitionSummary = typeof DefinitionSummary.Type

const searched = {
  /** The kind of presence that was searched for, if one was, as it was given. */
  systemPresence: Schema.optionalKey(Schema.String),
  /** The label that was searched for, if one was, as it was given. */
  label: Schema.optionalKey(Schema.String),
  /** The locale of the label, if one was given. */
  locale: Schema.optionalKey(Schema.String),
  /** The division that was to be able to use it, if one was given. */
  divisionId: Schema.optionalKey(Schema.String)
}

type Searched = Schema.Struct.Type<typeof searched>

/** `the label "Lunch" in de, the system presence "Meal"`. */
const describe = ({ divisionId, label, locale, systemPresence }: Searched): string =>
  [
    label === undefined ? undefined : `the label "${label}"${locale === undefined ? "" : ` in ${locale}`}`,
    systemPresence === undefined ? undefined : `the system presence "${systemPresence}"`,
    divisionId === undefined ? undefined : `the division ${divisionId}`
  ]
    .filter((part) => part !== undefined)
    .join(" and ")

/** The label that says most to most people: the English one, or the first. */
const title = ({ id, languageLabels, systemPresence }: DefinitionSummary): string =>
  languageLabels["en_US"] ?? languageLabels["en"] ?? Object.values(languageLabels)[0] ?? systemPresence ?? id

/**
 * No active definition of the organisation is what was searched for. `available` lists those that there are.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceDefinitionNotFound extends Schema.TaggedError<PresenceDefinitionNotFound>()(
  "PresenceDefinitionNotFound",
  {
    ...searched,
    /** The active definitions. */
    available: Schema.Array(DefinitionSummary)
  }
) {
  /** What to do about it. */
  get hint(): string {
    return "Check the spelling, or read the definitions again if it was made a moment ago"
  }
  override get message(): string {
    return Message.compose({
      what: `no presence definition with ${describe(this)}`,
      details: [
        this.available.length === 0
          ? "the organisation shows none"
          : `there are ${this.available.map(title).join(", ")}`
      ],
      hint: this.hint
    })
  }
}

/**
 * Several active definitions are what was searched for. `candidates` lists them.
 *
 * @category errors
 * @since 0.1.0
 */
export class PresenceDefinitionAmbiguous extends Schema.TaggedError<PresenceDefinitionAmbiguous>()(
  "PresenceDefinitionAmbiguous",
  {
    ...searched,
    /** The definitions that match. */
    candidates: Schema.Array(DefinitionSummary)
  }
) {
  /** What to do about it. */
  get hint(): string {
    return this.label === undefined
      ? "Search by label"
      : "Add the locale, the system presence or the division, or use the id"
  }
  override get message(): string {
    return Message.compose({
      what: `${this.candidates.length} presence definitions with ${describe(this)}`,
      details: [this.candidates.map((candidate) => `${title(candidate)}: ${candidate.id}`).join(", ")],
      hint: this.hint
    })
  }
}
