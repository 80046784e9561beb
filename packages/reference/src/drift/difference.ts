/** What has changed between two states of the API, in lines for a maintainer. */
import type { Surface } from "./surface.ts"

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isList = (value: unknown): value is ReadonlyArray<unknown> => Array.isArray(value)

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value))

/** In a list only what belongs to it counts, not the order. */
const ofLists = (at: string, before: ReadonlyArray<unknown>, after: ReadonlyArray<unknown>): ReadonlyArray<string> => [
  ...after.filter((value) => !before.includes(value)).map((value) => `+ ${at}: ${shown(value)}`),
  ...before.filter((value) => !after.includes(value)).map((value) => `- ${at}: ${shown(value)}`)
]

const ofValues = (at: string, before: unknown, after: unknown): ReadonlyArray<string> => {
  if (isList(before) && isList(after)) return ofLists(at, before, after)
  if (isFields(before) && isFields(after)) {
    const names = Array.from(new Set([...Object.keys(before), ...Object.keys(after)]))
    return names.flatMap((name) => ofValues(at === "" ? name : `${at}, ${name}`, before[name], after[name]))
  }
  if (before === undefined) return [`+ ${at}: ${shown(after)}`]
  if (after === undefined) return [`- ${at}: ${shown(before)}`]
  return before === after ? [] : [`~ ${at}: ${shown(before)} is now ${shown(after)}`]
}

/** The lines: `+` for what came, `-` for what went, `~` for what is different. */
export const difference = (before: Surface, after: Surface): ReadonlyArray<string> => [
  ...ofValues("", before.operations, after.operations),
  ...ofValues("", before.models, after.models)
]
