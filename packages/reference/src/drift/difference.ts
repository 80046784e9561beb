/** What has changed between two states of the API, in lines for a maintainer. */
import type { Surface } from "./surface.ts"

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isList = (value: unknown): value is ReadonlyArray<unknown> => Array.isArray(value)

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value))

/** In a list only what belongs to it counts, not the order. */
const ofLists = (at: string, before: ReadonlyArray<unknown>, after: ReadonlyArray<unknown>): ReadonlyArray<string> => [
  ...after.filter((value) => !before.includes(value)).map((value) => `+ ${at}: ${shown(value)}`),
  ...before.filter((value) => !after.includes(value)).map((value) => `- ${at}: ${shown(value)}`)
]

/** A number whose format is left out is of any size; some of the vendor's documents leave it out. */
const isAnyNumber = (type: unknown): boolean => type === "integer" || type === "number"
const isNumber = (type: unknown): boolean =>
  isAnyNumber(type) || ["int32", "int64", "float", "double"].some((format) => format === type)

const isSame = (before: unknown, after: unknown): boolean =>
  before === after || (isNumber(before) && isNumber(after) && (isAnyNumber(before) || isAnyNumber(after)))

const ofValues = (at: string, before: unknown, after: unknown): ReadonlyArray<string> => {
  if (isList(before) && isList(after)) return ofLists(at, before, after)
  if (isFields(before) && isFields(after)) {
    const names = Array.from(new Set([...Object.keys(before), ...Object.keys(after)]))
    return names.flatMap((name) => ofValues(at === "" ? name : `${at}, ${name}`, before[name], after[name]))
  }
  if (before === undefined && after === undefined) return []
  if (before === undefined) return [`+ ${at}: ${shown(after)}`]
  if (after === undefined) return [`- ${at}: ${shown(before)}`]
  return isSame(before, after) ? [] : [`~ ${at}: ${shown(before)} is now ${shown(after)}`]
}

/** Every value below this one without the entries of that name. */
const without = (value: unknown, name: string): unknown => {
  if (!isFields(value)) return value
  const others = Object.entries(value).filter(([key]) => key !== name)
  return Object.fromEntries(others.map(([key, member]) => [key, without(member, name)]))
}

const uses = (value: unknown, name: string): boolean =>
  isFields(value) &&
  Object.entries(value).some(([key, member]) =>
    key === name ? !isList(member) || member.length > 0 : uses(member, name)
  )

/** A document that has these nowhere says nothing of them, rather than that there are none. */
const oftenLeftOut = ["scopes", "maxItems"]

/** A user belongs to another part of the API, which adds fields as it likes: only those that both documents have count. */
const common = (fields: Fields | undefined, others: Fields | undefined): Fields =>
  Object.fromEntries(Object.entries(fields ?? {}).filter(([name]) => others?.[name] !== undefined))

/** Names of all parts of the platform: most new ones have nothing to do with presence. */
const withoutPlatform = (fields: Fields | undefined): unknown =>
  fields === undefined ? undefined : { ...fields, namespace: without(fields["namespace"], "enum") }

const comparable = ({ models, operations }: Surface, other: Surface): Fields => ({
  ...operations,
  ...models,
  User: common(models["User"], other.models["User"]),
  Limit: withoutPlatform(models["Limit"])
})

/** The lines: `+` for what came, `-` for what went, `~` for what is different. */
export const difference = (before: Surface, after: Surface): ReadonlyArray<string> => {
  const unsaid = oftenLeftOut.filter((name) => !uses(before, name) || !uses(after, name))
  const said = (surface: Fields) => unsaid.reduce<unknown>((rest, name) => without(rest, name), surface)
  return ofValues("", said(comparable(before, after)), said(comparable(after, before)))
}
