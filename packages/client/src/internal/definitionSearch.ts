import type { OrganizationPresenceDefinition } from "@genesys-presence/models/OrganizationPresenceDefinition"
import * as SystemPresenceName from "@genesys-presence/models/SystemPresenceName"

/** A definition that users can be given: it is active, and its id is known. The id is an opaque string. */
export interface Usable extends OrganizationPresenceDefinition {
  readonly id: string
}

/** What is searched for. */
export interface Criteria {
  readonly systemPresence?: string | undefined
  readonly label?: string | undefined
  readonly locale?: string | undefined
  readonly divisionId?: string | undefined
}

/** The definitions that users can be given. */
export const usable = (definitions: ReadonlyArray<OrganizationPresenceDefinition>): ReadonlyArray<Usable> =>
  definitions.filter(
    (definition): definition is Usable => definition.id !== undefined && definition.deactivated !== true
  )

const everyDivision = "*"

/** The same letters in one form: `é` can be one character or two. */
const spelling = (label: string): string => label.normalize("NFC").trim()

const anyCase = (label: string): string => spelling(label).toLowerCase()

/** `en_US`, `en-us` and `EN_US` are one locale. */
const localeKey = (locale: string): string => locale.replaceAll("-", "_").toLowerCase()

const labels = ({ languageLabels }: Usable, locale: string | undefined): ReadonlyArray<string> =>
  locale === undefined
    ? Object.values(languageLabels)
    : Object.entries(languageLabels).flatMap(([code, label]) => (localeKey(code) === localeKey(locale) ? [label] : []))

/** All definitions that fit equally well. */
export const matching = (
  definitions: ReadonlyArray<Usable>,
  { divisionId, label, locale, systemPresence }: Criteria
): ReadonlyArray<Usable> => {
  const candidates = definitions.filter(
    (definition) =>
      (systemPresence === undefined ||
        (definition.systemPresence !== undefined &&
          SystemPresenceName.equals(definition.systemPresence, systemPresence))) &&
      (divisionId === undefined || [undefined, everyDivision, divisionId].includes(definition.divisionId))
  )
  if (label === undefined) {
    const builtIn = candidates.filter(({ type }) => type === "System")
    return builtIn.length > 0 ? builtIn : candidates
  }
  const labelled = (form: (label: string) => string) =>
    candidates.filter((definition) => labels(definition, locale).some((each) => form(each) === form(label)))
  const exact = labelled(spelling)
  return exact.length > 0 ? exact : labelled(anyCase)
}
