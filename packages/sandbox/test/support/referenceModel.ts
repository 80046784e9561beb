/**
 * What the presence service does, a second time: from its documentation, in plain data and without a line of the
 * sandbox. Bodies are complete: a key that an answer has and the model lacks is a difference too.
 */
import type { PresenceContract } from "@genesys-presence/models"
import {
  bodyOf,
  ok,
  refused,
  type Body,
  type Command,
  type Handler,
  type Handlers,
  type Input,
  type Json,
  type Outcome
} from "./referenceAnswers.ts"
import { makeReferenceDefinitions, offline, spaced } from "./referenceDefinitions.ts"

interface Source {
  readonly id: string
  readonly system: boolean
  readonly name: string
  readonly description?: string | undefined
  readonly deactivated: boolean
  readonly later?: unknown
}

interface Presence {
  readonly definition: string
  readonly message: string
  readonly modified: string
  readonly later?: unknown
}

const [product, teams] = ["00000003-0000-4000-8000-000000000001", "00000003-0000-4000-8000-000000000002"]
/** An organisation with the given users, before anything happened. `now` says the time as answers write it. */
export const makeReference = (
  users: ReadonlyArray<string>,
  now: () => string
): ((command: Command, newId: string) => Outcome) => {
  const start = now()
  const definitions = makeReferenceDefinitions(now)
  const sources = new Map<string, Source>([
    [product, { id: product, system: true, name: "PURECLOUD", description: "Genesys Cloud", deactivated: false }],
    [
      teams,
      {
        id: teams,
        system: false,
        name: "Microsoft Teams",
        description: "Presence from Microsoft Teams",
        deactivated: false
      }
    ]
  ])
  let settings: Body = {
    restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: 1_800_000, restoreOnQueueEnabled: false },
    requestingOffQueueEnabled: true
  }
  const primaries = new Map<string, Json>()
  const presences = new Map<string, Presence>()

  const storeSource = (body: Body, before: Source | undefined, id: string): Outcome => {
    const { description, later, name = "" } = body
    if (name === "") return refused(400, "name")
    if ((body.type ?? "User") !== "User") return refused(400, "type")
    const deactivated = body.deactivated ?? before?.deactivated ?? false
    for (const other of sources.values()) {
      const isOther = other.id !== id && !deactivated && !other.deactivated
      if (isOther && other.name.toLowerCase() === name.toLowerCase()) return refused(409, "name")
    }
    const stored = { id, system: false, name, description, deactivated, later }
    sources.set(id, stored)
    return ok(sourceView(stored))
  }

  const sourceView = ({ system, ...source }: Source) => ({
    ...source,
    type: system ? "System" : "User",
    selfUri: `/api/v2/presence/sources/${source.id}`
  })

  /** The id of a registered source, which the product is under its name too, else the text: a custom source's name. */
  const sourceKey = (text: string): string => (text.toUpperCase() === "PURECLOUD" ? product : text)

  const presenceOf = (user: string, key: string): Presence =>
    presences.get(`${user} at ${key}`) ?? { definition: offline, message: "", modified: start }

  const presenceView = (user: string, key: string) => {
    const { definition, later, message, modified } = presenceOf(user, key)
    const source = sources.get(key)
    return {
      later,
      source: source?.name ?? key,
      sourceId: key === product ? undefined : source?.id,
      presenceDefinition: {
        id: definition,
        systemPresence: spaced(definitions.find(definition)?.kind ?? ""),
        selfUri: `/api/v2/presencedefinitions/${definition}`
      },
      message,
      modifiedDate: modified,
      selfUri: `/api/v2/users/${user}/presences`
    }
  }

  const badReference = ({ presenceDefinition: reference }: Body, at = ""): Outcome | undefined => {
    const definition = reference && definitions.find(reference.id ?? "")
    return !reference || definition?.deactivated === false ? undefined : refused(400, `${at}presenceDefinition.id`)
  }

  /** What the schema complains about, which is said before anybody or anything is looked for. */
  const unreadable = ({ presenceDefinition: reference }: Body, at = ""): Outcome | undefined =>
    reference && reference.id === undefined ? refused(400, `${at}presenceDefinition.id`) : undefined

  const writePresence = (user: string, key: string, body: Body): void => {
    if (body.primary === true) primaries.set(user, { sourceId: key, registered: sources.has(key) })
    const before = presenceOf(user, key)
    const { later = before.later, message = before.message } = body
    const definition = body.presenceDefinition?.id ?? before.definition
    if (definition === before.definition && message === before.message && later === before.later) return
    presences.set(`${user} at ${key}`, { definition, message, later, modified: now() })
  }

  const settingsView = () => {
    return { ...settings, id: "00000004-0000-4000-8000-000000000001", selfUri: "/api/v2/presence/settings" }
  }

  const primaryView = (user: string) => {
    const preferred = sourceKey(settings.defaultPrimaryPresenceRegisteredSourceId ?? product)
    const assumed = { sourceId: sources.has(preferred) ? preferred : product, registered: true }
    const selfUri = `/api/v2/presence/users/${user}/primarysource`
    return { ...(primaries.get(user) ?? assumed), id: user, selfUri }
  }

  const readMany = (source: string | undefined, ids: string | undefined): Outcome => {
    const key = sourceKey(source ?? "")
    const known = new Set((ids ?? "").split(",").filter((id) => users.includes(id)))
    if (ids === undefined) return refused(400, "id")
    return ok(Array.from(known, (userId) => ({ userId, ...presenceView(userId, key) })))
  }

  const writeMany = (entries: ReadonlyArray<Body>): Outcome => {
    for (const [index, body] of entries.entries()) {
      const complaint = unreadable(body, `[${index}].`)
      if (complaint) return complaint
      if (body.id === undefined) return refused(400, `[${index}].id`)
    }
    const changes = entries.map((body) => {
      const { id: user = "", source = "", sourceId } = body
      return { user, key: sourceKey(sourceId ?? (source === "" ? product : source)), body }
    })
    for (const [index, { body, key, user }] of changes.entries()) {
      if (!users.includes(user)) return refused(404)
      if (body.sourceId !== undefined && sources.get(key)?.deactivated !== false)
        return refused(400, `[${index}].sourceId`)
      const complaint = badReference(body, `[${index}].`)
      if (complaint) return complaint
    }
    for (const { body, key, user } of changes) writePresence(user, key, body)
    return ok(changes.map(({ key, user }) => presenceView(user, key)))
  }

  /** By path: the product under its name and custom sources, never a registered source. */
  const atPath = (input: Input, use: (user: string, key: string) => Outcome): Outcome => {
    const user = input.userId ?? ""
    const source = input.sourceId ?? "PURECLOUD"
    if (sources.has(source)) return refused(400, "sourceId")
    return users.includes(user) ? use(user, sourceKey(source)) : refused(404)
  }

  const readOne: Handler = (input) => atPath(input, (user, key) => ok(presenceView(user, key)))

  const patchOne: Handler = (input) => {
    const body = bodyOf(input)
    return (
      unreadable(body) ??
      atPath(input, (user, key) => {
        const complaint = badReference(body)
        if (complaint) return complaint
        writePresence(user, key, body)
        return ok(presenceView(user, key))
      })
    )
  }

  const ofSource = (input: Input, use: (source: Source) => Outcome): Outcome => {
    const found = sources.get(input.sourceId ?? "")
    return found === undefined ? refused(404) : use(found)
  }
  const editSource = (input: Input, use: (source: Source) => Outcome): Outcome =>
    ofSource(input, (source) => (source.system ? refused(400) : use(source)))

  const ofUser = (input: Input, use: (user: string) => Outcome): Outcome =>
    users.includes(input.userId ?? "") ? use(input.userId ?? "") : refused(404)

  const handlers: Handlers<PresenceContract.OperationName> = {
    ...definitions.handlers,
    getPresenceSettings: () => ok(settingsView()),
    putPresenceSettings: (input) => {
      const restore = bodyOf(input).restorePresenceSettings
      if (restore && !("enabled" in restore)) return refused(400, "restorePresenceSettings.enabled")
      const { defaultPrimaryPresenceRegisteredSourceId: preferred } = bodyOf(input)
      if (preferred !== undefined && !sources.has(sourceKey(preferred))) {
        return refused(400, "defaultPrimaryPresenceRegisteredSourceId")
      }
      settings = bodyOf(input)
      return ok(settingsView())
    },
    getPresenceSources: ({ deactivated = false }) => {
      const entities = Array.from(sources.values())
        .filter((source) => source.deactivated === deactivated)
        .map(sourceView)
      return ok({ total: entities.length, entities, selfUri: "/api/v2/presence/sources" })
    },
    postPresenceSources: (input, id) => storeSource(bodyOf(input), undefined, id),
    getPresenceSource: (input) => ofSource(input, (source) => ok(sourceView(source))),
    putPresenceSource: (input) =>
      bodyOf(input).name === undefined
        ? refused(400, "name")
        : editSource(input, (source) => storeSource(bodyOf(input), source, source.id)),
    deletePresenceSource: (input) =>
      editSource(input, (source) => {
        sources.set(source.id, { ...source, deactivated: true })
        return ok(undefined, 204)
      }),
    getPresenceUserPrimarysource: (input) => ofUser(input, (user) => ok(primaryView(user))),
    putPresenceUserPrimarysource: (input) =>
      ofUser(input, (user) => {
        const { registered = false, sourceId = "" } = bodyOf(input)
        const source = sources.get(sourceKey(sourceId))
        if (sourceId === "" || source?.deactivated === true || (registered && !source)) return refused(400, "sourceId")
        primaries.set(user, { sourceId: sourceKey(sourceId), registered: source !== undefined })
        return ok(primaryView(user))
      }),
    getUserPresence: readOne,
    patchUserPresence: patchOne,
    getUserPresencesPurecloud: readOne,
    patchUserPresencesPurecloud: patchOne,
    getUsersPresenceBulk: ({ id, sourceId }) => readMany(sourceId, id),
    getUsersPresencesPurecloudBulk: ({ id }) => readMany("PURECLOUD", id),
    putUsersPresencesBulk: ({ body }) => writeMany(Array.isArray(body) ? body : [])
  }
  return ({ input, operation }, newId) => handlers[operation](input, newId)
}
