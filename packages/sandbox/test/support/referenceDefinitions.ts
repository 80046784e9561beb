/**
 * The definitions of the reference model: one set, two families of operations on it.
 */
import {
  bodyOf,
  ok,
  refused,
  type Body,
  type Handler,
  type Handlers,
  type Input,
  type Json,
  type Labels,
  type Outcome
} from "./referenceAnswers.ts"

interface Definition {
  readonly id: string
  readonly system: boolean
  readonly kind: string
  readonly created: string
  readonly modified: string
  readonly labels: Labels
  readonly name?: string | undefined
  readonly divisionId: string
  readonly deactivated: boolean
  readonly later?: unknown
}

export const offline = "ccf3c10a-aa2c-4845-8e8d-f59fa48c58e5"

const builtIn = [
  ["Available", "6a3af858-942f-489d-9700-5f9bcdcdae9b", "Available", "Verfügbar"],
  ["Away", "5e5c5c66-ea97-4e7f-ac41-6424784829f2", "Away", "Abwesend"],
  ["Busy", "31fe3bac-dea6-44b7-bed7-47f91660a1a0", "Busy", "Beschäftigt"],
  ["Offline", offline, "Offline", "Offline"],
  ["Idle", "7ffa01cd-7866-4ad7-8faa-31e11b42f51f", "Idle", "Inaktiv"],
  ["OnQueue", "e08eaf1b-ee47-4fa9-a231-1200e284798f", "On Queue", "In Warteschlange"],
  ["Meal", "3fd96123-badb-4f69-bc03-1b1ccc6d8014", "Meal", "Essen"],
  ["Training", "d2390a99-8546-bad9-8f0a-219548e8aeb0", "Training", "Schulung"],
  ["Meeting", "bbdff279-7ae1-48ea-bade-7831d7234c64", "Meeting", "Besprechung"],
  ["Break", "227b37e2-f1d0-4dd0-8f50-badd7cf6d158", "Break", "Pause"]
] as const

export const spaced = (kind: string): string => (kind === "OnQueue" ? "On Queue" : kind)
const plain = (name: string): string => name.toLowerCase().replaceAll(/[ _-]/g, "")
const kindOf = (name = ""): string | undefined => builtIn.find(([kind]) => plain(kind) === plain(name))?.[0]

const isRefused = (value: object): value is Outcome => "status" in value

const labelsIn = (locale: string | undefined, labels: Labels): Labels => {
  if (locale === "ALL") return labels
  const shown = [locale, "en_US", ...Object.keys(labels)].find((code) => code !== undefined && code in labels) ?? ""
  return { [shown]: labels[shown] ?? "" }
}

/** The definitions of an organisation before anything happened. */
export const makeReferenceDefinitions = (now: () => string) => {
  const start = now()
  const definitions = new Map<string, Definition>()
  for (const [kind, id, english, german] of builtIn) {
    const labels = { en_US: english, de: german }
    const facts = { system: true, divisionId: "*", deactivated: false, created: start, modified: start }
    definitions.set(id, { id, kind, labels, ...facts })
  }
  const newView = (d: Definition, locale: string | undefined) => ({
    later: d.later,
    id: d.id,
    name: d.name,
    type: d.system ? "System" : "User",
    languageLabels: labelsIn(locale, d.labels),
    systemPresence: d.kind,
    divisionId: d.divisionId,
    deactivated: d.deactivated,
    selfUri: `/api/v2/presence/definitions/${d.id}`
  })
  const oldEntry = (d: Definition, locale: string | undefined) => ({
    later: d.later,
    id: d.id,
    languageLabels: labelsIn(locale, d.labels),
    systemPresence: spaced(d.kind),
    deactivated: d.deactivated,
    primary: d.system
  })
  const oldView = (d: Definition, locale: string | undefined) => ({
    ...oldEntry(d, locale),
    name: d.name,
    createdDate: d.created,
    modifiedDate: d.modified,
    selfUri: `/api/v2/presencedefinitions/${d.id}`
  })

  const storeDefinition = (body: Body, before: Definition | undefined, id: string): Definition | Outcome => {
    const kind = body.systemPresence === undefined && before ? before.kind : kindOf(body.systemPresence)
    if (kind === undefined || (before && kind !== before.kind)) return refused(400, "systemPresence")
    const labels = body.languageLabels ?? {}
    if (Object.keys(labels).length === 0) return refused(400, "languageLabels")
    if (body.primary === true) return refused(400, "primary")
    if ((body.type ?? "User") !== "User") return refused(400, "type")
    const deactivated = body.deactivated ?? before?.deactivated ?? false
    for (const other of definitions.values()) {
      if (deactivated || other.deactivated || other.id === id) continue
      const taken = Object.keys(labels).find((locale) => labels[locale] === other.labels[locale])
      if (taken !== undefined) return refused(409, `languageLabels.${taken}`)
    }
    const divisionId = body.divisionId ?? before?.divisionId ?? "*"
    const dates = { created: before?.created ?? now(), modified: now() }
    const { later, name } = body
    const stored = { id, system: false, kind, ...dates, labels, name, divisionId, deactivated, later }
    definitions.set(id, stored)
    return stored
  }

  const family = (key: "definitionId" | "presenceId", view: (d: Definition, locale: string | undefined) => Json) => {
    const find = (input: Input) => definitions.get(input[key] ?? "")
    const store = (body: Body, before: Definition | undefined, id: string, status: number): Outcome => {
      const stored = storeDefinition(body, before, id)
      return isRefused(stored) ? stored : ok(view(stored, "ALL"), status)
    }
    const labelled = (input: Input, use: (body: Body) => Outcome): Outcome => {
      const body = bodyOf(input)
      return body.languageLabels === undefined ? refused(400, "languageLabels") : use(body)
    }
    const editable = (input: Input, use: (d: Definition) => Outcome): Outcome => {
      const found = find(input)
      if (found === undefined) return refused(404)
      return found.system ? refused(400) : use(found)
    }
    return {
      get: (input: Input): Outcome => {
        const found = find(input)
        return found === undefined ? refused(404) : ok(view(found, input.localeCode))
      },
      post:
        (status: number): Handler =>
        (input, id) =>
          labelled(input, (body) => store(body, undefined, id, status)),
      put: (input: Input) => labelled(input, (body) => editable(input, (found) => store(body, found, found.id, 200))),
      delete: (input: Input) =>
        editable(input, (found) => {
          definitions.set(found.id, { ...found, deactivated: true, modified: now() })
          return ok(undefined, 204)
        })
    }
  }
  const newer = family("definitionId", newView)
  const older = family("presenceId", oldView)

  const handlers: Handlers<
    | "getPresenceDefinitions"
    | "postPresenceDefinitions"
    | "getPresenceDefinition"
    | "putPresenceDefinition"
    | "deletePresenceDefinition"
    | "getSystempresences"
    | "getPresencedefinitions"
    | "postPresencedefinitions"
    | "getPresencedefinition"
    | "putPresencedefinition"
    | "deletePresencedefinition"
  > = {
    getPresenceDefinitions: ({ deactivated = false, divisionId, localeCode }) => {
      const entities = Array.from(definitions.values())
        .filter((d) => d.deactivated === deactivated && (divisionId ?? d.divisionId) === d.divisionId)
        .map((d) => newView(d, localeCode))
      return ok({ total: entities.length, entities, selfUri: "/api/v2/presence/definitions" })
    },
    postPresenceDefinitions: newer.post(201),
    getPresenceDefinition: newer.get,
    putPresenceDefinition: newer.put,
    deletePresenceDefinition: newer.delete,
    getSystempresences: () =>
      ok(builtIn.map(([kind, id]) => ({ id, name: spaced(kind), selfUri: `/api/v2/systempresences/${id}` }))),
    getPresencedefinitions: (input) => {
      const { deleted = false, localeCode } = input
      const [size, number] = [input.pageSize ?? 25, input.pageNumber ?? 1]
      const all = Array.from(definitions.values()).filter((d) => deleted === "ALL" || d.deactivated === deleted)
      const pageCount = Math.ceil(all.length / size)
      const asked =
        (deleted === false ? "" : `&deleted=${String(deleted).toUpperCase()}`) +
        (localeCode === undefined ? "" : `&localeCode=${localeCode}`)
      const uri = (page: number) => `/api/v2/presencedefinitions?pageSize=${size}&pageNumber=${page}${asked}`
      return ok({
        entities: all.slice(size * (number - 1), size * number).map((d) => oldEntry(d, localeCode)),
        pageSize: size,
        pageNumber: number,
        total: all.length,
        pageCount,
        firstUri: uri(1),
        lastUri: uri(Math.max(1, pageCount)),
        selfUri: uri(number),
        previousUri: number === 1 ? undefined : uri(Math.max(1, Math.min(number - 1, pageCount))),
        nextUri: number < pageCount ? uri(number + 1) : undefined
      })
    },
    postPresencedefinitions: older.post(200),
    getPresencedefinition: older.get,
    putPresencedefinition: older.put,
    deletePresencedefinition: older.delete
  }
  return { handlers, find: (id: string): Definition | undefined => definitions.get(id) }
}
