/** What gets an id; the number is the first group of the id, so that a reader can tell the kinds apart. */
export const IdentifierKind = { user: 1, definition: 2, source: 3, settings: 4, request: 5 } as const

/** The number of a kind. */
export type IdentifierKind = (typeof IdentifierKind)[keyof typeof IdentifierKind]

const hexadecimal = (value: number, digits: number): string => value.toString(16).padStart(digits, "0")

/** The `number`-th id of a kind, in the shape of a UUID. */
export const identifier = (kind: IdentifierKind, number: number): string =>
  `${hexadecimal(kind, 8)}-0000-4000-8000-${hexadecimal(number, 12)}`

/** Hands out the ids of one kind in order, so that a test sees the same ids in every run; ids in use are left out. */
export const makeSequence = (kind: IdentifierKind, find?: (id: string) => unknown): (() => string) => {
  let count = 0
  return () => {
    let id = identifier(kind, ++count)
    while (find?.(id) !== undefined) id = identifier(kind, ++count)
    return id
  }
}
