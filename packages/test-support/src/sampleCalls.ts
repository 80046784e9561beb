import { NotificationsClient, PresenceClient, type PresenceError } from "@genesys-presence/client"
import { Contract, type Operation } from "@genesys-presence/models"
import { Effect, Redacted } from "effect"

/** What every operation can be called with, whatever its own parameters are. */
export interface SampleCall {
  readonly parameters: Readonly<Record<string, unknown>>
  /** The path and the query that must arrive. */
  readonly target: string
  /** The JSON that must arrive; `undefined` for none. */
  readonly body: unknown
  /** JSON that the service may answer; `undefined` for none. */
  readonly answer: unknown
}

/** Ids that a careless encoding would break. */
const pathValues: Readonly<Record<string, readonly [value: string, encoded: string]>> = {
  userId: ["user/1 ?#", "user%2F1%20%3F%23"],
  sourceId: ["Täams", "T%C3%A4ams"],
  definitionId: ["d2390a99-8546-bad9-8f0a-219548e8aeb0", "d2390a99-8546-bad9-8f0a-219548e8aeb0"],
  presenceId: ["..%2f", "..%252f"],
  channelId: ["streaming-5/1", "streaming-5%2F1"]
}

const queryValues: Readonly<Record<string, readonly [value: unknown, encoded: string]>> = {
  deactivated: [true, "TRUE"],
  deleted: ["ALL", "ALL"],
  divisionId: [["*", "d&2"], "*,d%262"],
  id: [["u1", "u 2", "u=3"], "u1,u%202,u%3D3"],
  localeCode: ["en_US", "en_US"],
  pageNumber: [3, "3"],
  pageSize: [100, "100"],
  ignoreErrors: [true, "true"],
  includePreview: [false, "false"],
  includechannels: ["oauthclient", "oauthclient"],
  expand: [["description", "schema"], "description&expand=schema"]
}

/** By the identifier of the request schema: what a caller passes, and what must be sent. */
const bodies: Readonly<Record<string, readonly [passed: unknown, sent: unknown]>> = {
  UserPresenceRequest: [
    {
      id: "read-only",
      message: "lunch",
      primary: undefined,
      presenceDefinition: { id: "d", selfUri: "/x" },
      added: [1]
    },
    { message: "lunch", presenceDefinition: { id: "d" }, added: [1] }
  ],
  MutableUserPresenceRequest: [
    [{ id: "u1", presenceDefinition: { id: "d" }, source: "PURECLOUD", selfUri: "/x" }],
    [{ id: "u1", presenceDefinition: { id: "d" }, source: "PURECLOUD" }]
  ],
  OrganizationPresenceDefinitionRequest: [
    { id: "read-only", languageLabels: { en_US: "Lunch" }, systemPresence: "Meal", divisionId: "*" },
    { languageLabels: { en_US: "Lunch" }, systemPresence: "Meal", divisionId: "*" }
  ],
  OrganizationPresenceRequest: [
    { languageLabels: { en: "Lunch" }, primary: false, selfUri: "/x" },
    { languageLabels: { en: "Lunch" }, primary: false }
  ],
  PresenceSettingsRequest: [
    {
      id: "read-only",
      restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: 5000, restoreOnQueueEnabled: false, added: 1 }
    },
    {
      restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: 5000, restoreOnQueueEnabled: false, added: 1 }
    }
  ],
  SourceRequest: [
    { name: "Door", description: "A sensor", selfUri: "/x" },
    { name: "Door", description: "A sensor" }
  ],
  ChannelTopicRequest: [
    [{ id: "v2.users.u1?presence&activity", state: "Permitted", selfUri: Redacted.make("/x") }],
    [{ id: "v2.users.u1?presence&activity" }]
  ],
  UserPrimarySourceRequest: [
    { sourceId: "s1", registered: true },
    { sourceId: "s1", registered: true }
  ]
}

/** One object that every response model accepts: it holds each required field of each, and a key that none knows. */
const entity = {
  id: "e1",
  name: "An entity",
  languageLabels: { en_US: "Lunch" },
  selfUri: "/api/v2/e1",
  addedLater: { deep: [null, 1] }
}

const identifierOf = (schema: Operation.BodyCodec<unknown>): string => {
  const { ast } = schema
  const element = ast._tag === "Arrays" ? ast.rest[0] : ast
  const identifier = element?.annotations?.["identifier"]
  return typeof identifier === "string" ? identifier : ""
}

/** A call of the operation with every parameter that it has, and what must come of it; made from the contract. */
export const sampleCall = (name: Contract.OperationName): SampleCall => {
  const definition: Operation.Any = Contract.contract[name]
  const parameters: Record<string, unknown> = {}
  let target = definition.path
  for (const parameter of definition.pathParameters) {
    const [value, encoded] = pathValues[parameter] ?? ["missing", "missing"]
    parameters[parameter] = value
    target = target.replace(`{${parameter}}`, encoded)
  }
  const search: Array<string> = []
  for (const parameter of Object.keys(definition.query)) {
    const [value, encoded] = queryValues[parameter] ?? ["missing", "missing"]
    parameters[parameter] = value
    search.push(`${parameter}=${encoded}`)
  }
  if (search.length > 0) target += `?${search.join("&")}`
  const [passed, sent] = definition.body === undefined ? [] : (bodies[identifierOf(definition.body)] ?? [])
  if (definition.body !== undefined) parameters["body"] = passed
  const { body } = definition.success
  const answer =
    body === undefined
      ? undefined
      : body.ast._tag === "Arrays"
        ? [entity]
        : identifierOf(body).endsWith("EntityListing")
          ? { total: 1, entities: [entity], addedLater: true }
          : entity
  return { parameters, target, body: sent, answer }
}

type Method = (values: Readonly<Record<string, unknown>>) => Effect.Effect<unknown, PresenceError.PresenceError>

/** Calls an operation that is known by its name only. */
export const call = (
  name: Contract.OperationName,
  parameters: Readonly<Record<string, unknown>>
): Effect.Effect<unknown, PresenceError.PresenceError, PresenceClient | NotificationsClient> =>
  Effect.flatMap(Effect.all([PresenceClient, NotificationsClient]), ([presence, notifications]) => {
    const methods: { readonly [name in Contract.OperationName]: unknown } = { ...notifications, ...presence }
    // The parameters come from the contract too; no type can say so for a name that is known at run time only.
    return (methods[name] as Method)(parameters)
  })
