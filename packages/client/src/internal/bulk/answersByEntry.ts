import type { MutableUserPresenceRequest } from "@genesys-presence/models/MutableUserPresence"
import type { UserPresence } from "@genesys-presence/models/UserPresence"

interface Answered {
  readonly userId: string
  readonly answer: UserPresence | undefined
}

/** Real answers name the user in their `selfUri` only, which is `/api/v2/users/{userId}/presences`. */
const ownerOf = ({ selfUri }: UserPresence): string | undefined => selfUri?.match(/\/users\/([^/]+)\/presences/)?.[1]

/**
 * Which answer of a bulk write belongs to which entry. The place decides as long as there are as many answers as entries
 * and none names another user; else each answer goes to the first entry of the user that it names.
 */
export const answersByEntry = (
  entries: ReadonlyArray<MutableUserPresenceRequest>,
  answers: ReadonlyArray<UserPresence>
): ReadonlyArray<Answered> => {
  const named = answers.map((answer) => ({ answer, owner: ownerOf(answer) }))
  const inPlace =
    named.length === entries.length &&
    named.every(({ owner }, index) => owner === undefined || owner === entries[index]?.id)
  if (inPlace) return entries.map(({ id }, index) => ({ userId: id, answer: answers[index] }))
  const rest = new Set(named)
  return entries.map(({ id }) => {
    for (const each of rest) {
      if (each.owner !== id) continue
      rest.delete(each)
      return { userId: id, answer: each.answer }
    }
    return { userId: id, answer: undefined }
  })
}
