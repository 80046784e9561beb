import { identifier, IdentifierKind } from "./identifiers.ts"

const firstNames = ["Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Grace", "Hugo", "Ines", "Jonas"]
const lastNames = ["Abara", "Bergmann", "Castro", "Dubois", "Eriksen", "Fischer", "Gupta", "Haddad", "Ito", "Jansen"]

/** A name for the `index`-th user, from 0: all pairs of a first and a last name come before any comes twice. */
const nameOf = (index: number): string => {
  const first = index % firstNames.length
  const round = Math.floor(index / firstNames.length)
  const last = (first + round) % lastNames.length
  const repetition = Math.floor(round / lastNames.length)
  const suffix = repetition === 0 ? "" : ` ${repetition + 1}`
  return `${firstNames[first]} ${lastNames[last]}${suffix}`
}

/** The users of an organisation: the same ids and names in every run. */
export const seededUsers = (count: number): ReadonlyArray<{ readonly id: string; readonly name: string }> =>
  Array.from({ length: count }, (_, index) => ({
    id: identifier(IdentifierKind.user, index + 1),
    name: nameOf(index)
  }))
