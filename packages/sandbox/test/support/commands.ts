/**
 * Random sequences of commands, each the same in every run. Where a command needs what an earlier one creates it says
 * `<definition 1>` or `<source 1>`: the first that was created, whatever its id is.
 */
import type { Command } from "./referenceAnswers.ts"

/** A small generator of pseudo-random numbers (mulberry32): below `limit`, the same for the same seed. */
const makeRandom = (seed: number): ((limit: number) => number) => {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

export const users = ["00000001-0000-4000-8000-000000000001", "00000001-0000-4000-8000-000000000002"] as const
const [ada, bob] = users
const busy = "31fe3bac-dea6-44b7-bed7-47f91660a1a0"
const onQueue = "e08eaf1b-ee47-4fa9-a231-1200e284798f"
const product = "00000003-0000-4000-8000-000000000001"
export const teams = "00000003-0000-4000-8000-000000000002"

const created = (kind: string) => [1, 2].map((number) => `<${kind} ${number}>`)

const userIds = [ada, ada, ada, bob, bob, "nobody"]
const definitionIds = [...created("definition"), ...created("definition"), busy, onQueue, "nothing"]
const sourceIds = [...created("source"), ...created("source"), product, teams, "nothing"]
const customNames = ["Zoom", "Zoom", "PureCloud"]
const locales = ["ALL", "de", "fr", "en_US"]

/** The sequence with the given number: from 1 to 12 commands. */
export const sequence = (number: number): ReadonlyArray<Command> => {
  const below = makeRandom(number)
  const one = <A>(values: ReadonlyArray<A> & { readonly 0: A }): A => values[below(values.length)] ?? values[0]
  const sometimes = <K extends string, A>(key: K, value: () => A, outOf = 2): { readonly [P in K]?: A } =>
    // The computed key is `K`, which the compiler widens.
    (below(outOf) === 0 ? { [key]: value() } : {}) as { readonly [P in K]?: A }
  const often = <K extends string, A>(key: K, value: () => A) => (below(8) === 0 ? {} : sometimes(key, value, 1))
  const pick = (values: ReadonlyArray<string>): string => values[below(values.length)] ?? ""
  const truth = (): boolean => below(2) === 0
  const later = () => sometimes("later", () => below(2), 6)

  const definitionBody = () => ({
    ...often("languageLabels", () => ({
      ...often("en_US", () => pick(["Lunch", "Coffee", "Busy"])),
      ...sometimes("de", () => pick(["Mittag", "Abwesend"]), 4)
    })),
    ...often("systemPresence", () => pick(["Meal", "Meal", "On Queue", "ON_QUEUE", "Nap"])),
    ...sometimes("name", () => "named"),
    ...sometimes("divisionId", () => "sales", 4),
    ...sometimes("deactivated", truth, 4),
    ...later()
  })
  const sourceBody = () => ({
    ...often("name", () => pick(["Door", "Desk", "microsoft teams", ""])),
    ...sometimes("description", () => "described"),
    ...sometimes("type", () => pick(["User", "System"]), 4),
    ...sometimes("deactivated", truth, 4),
    ...later()
  })
  const presenceBody = () => ({
    ...sometimes("presenceDefinition", () => often("id", () => pick(definitionIds))),
    ...sometimes("message", () => pick(["here", "there", "", ""])),
    ...sometimes("primary", truth),
    ...later()
  })

  const createDefinition = (): Command => ({
    operation: "postPresenceDefinitions",
    input: { body: { ...definitionBody(), ...ofType() } }
  })
  const createSource = (): Command => ({ operation: "postPresenceSources", input: { body: sourceBody() } })

  const kinds: ReadonlyArray<() => Command> = [
    createDefinition,
    createSource,
    () => ({ operation: "getSystempresences", input: {} }),
    () => ({ operation: "getUserPresencesPurecloud", input: { userId: pick(userIds) } }),
    () => ({ operation: "getUsersPresencesPurecloudBulk", input: { id: `${pick(userIds)},${pick(userIds)}` } }),
    () => ({
      operation: "getPresenceDefinitions",
      input: {
        ...sometimes("deactivated", truth),
        ...sometimes("divisionId", () => pick(["sales", "*"])),
        ...sometimes("localeCode", () => pick(locales))
      }
    }),
    () => ({ operation: "getPresenceDefinition", input: { definitionId: pick(definitionIds), ...inLocale() } }),
    () => ({
      operation: "putPresenceDefinition",
      input: { definitionId: pick(definitionIds), body: { ...definitionBody(), ...ofType() } }
    }),
    () => ({ operation: "deletePresenceDefinition", input: { definitionId: pick(definitionIds) } }),
    () => ({
      operation: "putPresenceSettings",
      input: {
        body: {
          ...sometimes("id", () => "ignored", 4),
          ...sometimes("requestingOffQueueEnabled", truth),
          ...sometimes("defaultPrimaryPresenceRegisteredSourceId", () => pick(sourceIds)),
          ...sometimes("restorePresenceSettings", () => ({
            ...often("enabled", truth),
            restoreTimeMilliseconds: 1,
            restoreOnQueueEnabled: true
          })),
          ...later()
        }
      }
    }),
    () => ({ operation: "getPresenceSource", input: { sourceId: pick(sourceIds) } }),
    () => ({ operation: "putPresenceSource", input: { sourceId: pick(sourceIds), body: sourceBody() } }),
    () => ({ operation: "deletePresenceSource", input: { sourceId: pick(sourceIds) } }),
    () => ({ operation: "getPresenceUserPrimarysource", input: { userId: pick(userIds) } }),
    () => ({
      operation: "putPresenceUserPrimarysource",
      input: {
        userId: pick(userIds),
        body: { ...often("sourceId", () => pick([...sourceIds, ...customNames])), ...sometimes("registered", truth) }
      }
    }),
    () => ({
      operation: "getUserPresence",
      input: { userId: pick(userIds), sourceId: pick([...sourceIds, ...customNames]) }
    }),
    () => ({
      operation: "patchUserPresence",
      input: {
        userId: pick(userIds),
        sourceId: pick([...customNames, ...customNames, ...sourceIds]),
        body: presenceBody()
      }
    }),
    () => ({ operation: "patchUserPresencesPurecloud", input: { userId: pick(userIds), body: presenceBody() } }),
    () => ({ operation: "patchUserPresencesPurecloud", input: { userId: pick(userIds), body: presenceBody() } }),
    () => ({
      operation: "getUsersPresenceBulk",
      input: {
        sourceId: pick([...sourceIds, ...customNames]),
        ...sometimes("id", () => `${pick(userIds)},${pick(userIds)}`)
      }
    }),
    () => ({
      operation: "putUsersPresencesBulk",
      input: {
        body: Array.from({ length: below(4) }, () => ({
          ...often("id", () => pick(userIds)),
          ...sometimes("source", () => pick([...customNames, ""])),
          ...sometimes("sourceId", () => pick(sourceIds)),
          ...presenceBody()
        }))
      }
    }),
    () => ({
      operation: "getPresencedefinitions",
      input: {
        ...sometimes("deleted", () => one([true, false, "ALL"] as const)),
        ...sometimes("pageSize", () => 1 + below(12)),
        ...sometimes("pageNumber", () => 1 + below(4)),
        ...inLocale()
      }
    }),
    () => ({ operation: "postPresencedefinitions", input: { body: { ...definitionBody(), ...primary() } } }),
    () => ({ operation: "getPresencedefinition", input: { presenceId: pick(definitionIds), ...inLocale() } }),
    () => ({
      operation: "putPresencedefinition",
      input: { presenceId: pick(definitionIds), body: { ...definitionBody(), ...primary() } }
    }),
    () => ({ operation: "deletePresencedefinition", input: { presenceId: pick(definitionIds) } })
  ]
  const inLocale = () => sometimes("localeCode", () => pick(locales))
  const ofType = () => sometimes("type", () => pick(["User", "User", "System"]), 4)
  const primary = () => sometimes("primary", () => below(3) === 0, 4)

  // Much can be done only to what was created.
  const commands: Array<Command> = below(2) === 0 ? [one([createDefinition, createSource])()] : []
  // Most sequences are short: what takes two or three commands shows in them, and they cost least.
  const length = 1 + Math.min(below(12), below(12))
  while (commands.length < length) {
    const previous = commands.at(-1)
    const next = previous !== undefined && below(8) === 0 ? previous : kinds[below(kinds.length)]?.()
    if (next !== undefined) commands.push(next)
  }
  return commands
}
