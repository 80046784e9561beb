import { operationNames, type OperationName } from "@genesys-presence/models/Contract"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Fault from "../Fault.ts"
import type { RuleState } from "../FaultRule.ts"
import type { Limits } from "../Limits.ts"
import type { RequestRecord } from "../RequestRecord.ts"
import type { Definition } from "./definitions.ts"
import { faultExamples } from "./faultExamples.ts"
import type { Stores } from "./stores.ts"

/** What a person wants to see of a running sandbox, as JSON. */
export interface Overview {
  readonly users: {
    readonly total: number
    readonly shown: ReadonlyArray<{
      readonly id: string
      readonly name: string
      readonly presence: {
        readonly definitionId: string
        readonly label: string
        readonly systemPresence: string
        readonly message: string
        readonly modifiedDate: string
      }
    }>
  }
  readonly definitions: ReadonlyArray<{
    readonly id: string
    readonly label: string
    readonly systemPresence: string
    readonly type: string
    readonly deactivated: boolean
  }>
  readonly requests: ReadonlyArray<Omit<RequestRecord, "at"> & { readonly at: string }>
  readonly faults: ReadonlyArray<RuleState>
  readonly limits: Limits
  readonly faultKinds: ReadonlyArray<{
    readonly kind: string
    readonly description: string
    readonly example: Fault.Fault
  }>
  readonly operations: ReadonlyArray<OperationName>
}

/** How many of the latest requests are shown. */
const shownRequests = 50

const labelOf = ({ languageLabels, systemPresence }: Definition): string =>
  languageLabels["en_US"] ?? Object.values(languageLabels)[0] ?? systemPresence

const faultKinds = Fault.kinds.map((kind) => ({
  kind,
  description: Fault.descriptions[kind],
  example: faultExamples[kind]
}))

/** Looks at a sandbox: the users whose name or id holds `search`, at most `limit` of them, and all the rest. */
export const overviewOf = Effect.fnUntraced(function* (
  stores: Stores,
  parts: Pick<Overview, "faults" | "limits"> & { readonly requests: ReadonlyArray<RequestRecord> },
  search: string,
  limit: number
): Effect.fn.Return<Overview> {
  const definitions = yield* stores.definitions.list
  const byId = new Map(definitions.map((definition) => [definition.id, definition]))
  const wanted = search.toLowerCase()
  const found = stores.users.filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(wanted))
  const shown = found.slice(0, limit).map(({ id, name }) => {
    const { definitionId, message, modifiedDate } = stores.presences.current(id, stores.sources.pureCloud)
    const definition = byId.get(definitionId)
    return {
      id,
      name,
      presence: {
        definitionId,
        label: definition === undefined ? definitionId : labelOf(definition),
        systemPresence: definition?.systemPresence ?? "",
        message,
        modifiedDate: DateTime.formatIso(modifiedDate)
      }
    }
  })
  return {
    users: { total: found.length, shown },
    definitions: definitions.map((definition) => ({
      id: definition.id,
      label: labelOf(definition),
      systemPresence: definition.systemPresence,
      type: definition.type,
      deactivated: definition.deactivated
    })),
    requests: parts.requests
      .slice(-shownRequests)
      .toReversed()
      .map((record) => ({ ...record, at: DateTime.formatIso(record.at) })),
    faults: parts.faults,
    limits: parts.limits,
    faultKinds,
    operations: operationNames
  }
})
