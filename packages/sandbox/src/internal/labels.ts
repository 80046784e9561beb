import type { LocaleCode } from "@genesys-presence/models/LocaleCode"

type Labels = { readonly [localeCode: string]: string }

const allLocales: LocaleCode = "ALL"
const defaultLocale: LocaleCode = "en_US"

/**
 * The labels that an answer shows: all of them for `ALL`, else a single one, that of the asked locale, of the default
 * locale, or the first.
 */
export const shownLabels = (labels: Labels, localeCode: LocaleCode | undefined): Labels => {
  if (localeCode === allLocales) return labels
  const shown = [localeCode, defaultLocale].find((code) => code !== undefined && Object.hasOwn(labels, code))
  return Object.fromEntries(Object.entries(labels).filter(([code], index) => (shown ? code === shown : index === 0)))
}

/** A locale in which both label maps say the same. */
export const sharedLabelLocale = (labels: Labels, others: Labels): string | undefined =>
  Object.keys(labels).find((code) => Object.hasOwn(others, code) && labels[code] === others[code])
