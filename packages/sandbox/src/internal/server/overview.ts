import { type OperationName, operationNames } from "@genesys-presence/models/Contract"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as ChannelFault from "../../ChannelFault.ts"
import * as Fault from "../../Fault.ts"
import type { RuleState } from "../../FaultRule.ts"
import type { Limits } from "../../Limits.ts"
import type { RequestRecord } from "../../RequestRecord.ts"
import type { NotificationChannel, SentEvent } from "../../NotificationChannel.ts"
import type { Organization } from "../../Organization.ts"
import type { OrganizationState } from "../../OrganizationState.ts"
import { offlineDefinitionId } from "../state/definitions.ts"
import { isPureCloudName } from "../state/sources.ts"
import { faultFields } from "./faultFields.ts"

type Definition = NonNullable<OrganizationState["definitions"]>[number]

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
  readonly sources: ReadonlyArray<{
    readonly id: string
    readonly name: string
    readonly type: string
    readonly deactivated: boolean
  }>
  /** Their ids are shortened. */
  readonly channels: ReadonlyArray<
    Omit<NotificationChannel, "expires" | "topics"> & {
      readonly expires: string
      readonly topics: { readonly total: number; readonly shown: ReadonlyArray<string> }
    }
  >
  /** The last events that were sent over channels, the newest first. */
  readonly events: ReadonlyArray<Omit<SentEvent, "at"> & { readonly at: string }>
  readonly requests: ReadonlyArray<Omit<RequestRecord, "at"> & { readonly at: string }>
  readonly faults: ReadonlyArray<RuleState>
  readonly limits: Limits
  readonly faultKinds: ReadonlyArray<{
    readonly kind: string
    /** What a rule with the fault is for, as the form suggests it. */
    readonly operation: "*" | ChannelFault.Moment
    readonly description: string
    readonly fields: { readonly [name: string]: { readonly type: string; readonly value?: unknown } }
  }>
  readonly operations: ReadonlyArray<OperationName>
}

/** How many of the latest requests are shown. */
export const shownRequests = 50

/** Enough of a channel's id to tell channels apart. The whole id is all that one needs to listen. */
const shortId = (id: string): string => `${id.slice(0, "streaming-0-".length + 6)}…`

/** How many topics are shown of each channel: it may have 1,000. */
const shownTopics = 20

const labelOf = ({ languageLabels, systemPresence }: Definition): string =>
  languageLabels["en_US"] ?? Object.values(languageLabels)[0] ?? systemPresence

const faultKinds: Overview["faultKinds"] = [
  ...Fault.kinds.map((kind) => ({
    kind,
    operation: "*" as const,
    description: Fault.descriptions[kind],
    fields: faultFields[kind]
  })),
  ...ChannelFault.kinds.map((kind) => ({
    kind,
    operation: ChannelFault.momentOf(kind),
    description: ChannelFault.descriptions[kind],
    fields: faultFields[kind]
  }))
]

/** Which part of a sandbox is looked at. */
interface View {
  /** The name or id of a user, or a part of one. */
  readonly search: string
  /** How many users are shown. */
  readonly limit: number
  readonly scopeRequests: ReadonlyArray<RequestRecord>
}

/** Looks at a sandbox: the users whose name or id holds `search`, at most `limit` of them, and all the rest. */
export const overviewOf = Effect.fnUntraced(function* (
  organization: Organization,
  { limit, scopeRequests, search }: View
): Effect.fn.Return<Overview> {
  const { definitions = [], presences = [], sources = [], users = [] } = yield* organization.exportState
  const byId = new Map(definitions.map((definition) => [definition.id, definition]))
  const byUser = new Map(
    presences.filter(({ source }) => isPureCloudName(source)).map((presence) => [presence.userId, presence])
  )
  const wanted = search.toLowerCase()
  const found = users.filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(wanted))
  const shown = found.slice(0, limit).map(({ id, name }) => {
    const presence = byUser.get(id)
    const definitionId = presence?.definitionId ?? offlineDefinitionId
    const definition = byId.get(definitionId)
    // Nobody has set a presence: it is as old as what the product brings.
    const since = presence?.modifiedDate ?? byId.get(offlineDefinitionId)?.createdDate
    return {
      id,
      name,
      presence: {
        definitionId,
        label: definition === undefined ? definitionId : labelOf(definition),
        systemPresence: definition?.systemPresence ?? "",
        message: presence?.message ?? "",
        modifiedDate: since === undefined ? "" : DateTime.formatIso(since)
      }
    }
  })
  const requests = [...(yield* organization.requests).slice(-shownRequests), ...scopeRequests].toSorted((one, other) =>
    DateTime.Order(one.at, other.at)
  )
  return {
    users: { total: found.length, shown },
    definitions: definitions.map((definition) => ({
      id: definition.id,
      label: labelOf(definition),
      systemPresence: definition.systemPresence,
      type: definition.type,
      deactivated: definition.deactivated
    })),
    sources: sources.map(({ deactivated, id, name, type }) => ({ id, name, type, deactivated })),
    channels: (yield* organization.channels).map(({ clientId, connected, expires, id, topics }) => ({
      id: shortId(id),
      clientId,
      connected,
      expires: DateTime.formatIso(expires),
      topics: { total: topics.length, shown: topics.slice(0, shownTopics) }
    })),
    events: (yield* organization.sentEvents).toReversed().map(({ at, channelId, topicName }) => ({
      channelId: shortId(channelId),
      topicName,
      at: DateTime.formatIso(at)
    })),
    requests: requests
      .slice(-shownRequests)
      .toReversed()
      .map((record) => ({ ...record, at: DateTime.formatIso(record.at) })),
    faults: yield* organization.faults.list,
    limits: yield* organization.limits.get,
    faultKinds,
    operations: operationNames
  }
})
