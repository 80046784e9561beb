import type { PresenceError } from "../PresenceError.ts"

/** The place of the id or entry that kept a bulk call from being sent, when it was one. */
export const refusedPlace = (error: PresenceError): number | undefined => {
  if (error._tag !== "PresenceInvalidRequest") return undefined
  const place = error.field.match(/^(?:id|body)\[(\d+)\]/)?.[1]
  return place === undefined ? undefined : Number(place)
}
