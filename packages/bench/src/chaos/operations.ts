/** Which calls a run makes: all 27 operations, mixed, each write with a mark of its own. */
import { contract, type Contract, type OperationName } from "@genesys-presence/models/Contract"
import type * as Operation from "@genesys-presence/models/Operation"
import type { OrganizationState } from "@genesys-presence/sandbox"
import { Effect, Random } from "effect"
import { draw, oneOf, type Weighted } from "./draw.ts"

/** A run is told by its seed and how many calls it makes. */
export interface Run {
  readonly seed: string
  readonly operations: number
}

type CallOf<Name extends OperationName> = {
  readonly name: Name
  readonly parameters: Operation.Parameters<Contract[Name]>
}

/** An operation with what it is called with. */
export type Call = { readonly [Name in OperationName]: CallOf<Name> }[OperationName]

/** The header in which each request says to which call it belongs. */
export const callHeader = "x-chaos-call"

/** What a call is made of. */
interface Ingredients {
  /** Stands in the body of a write, or in its path where it has no body: nowhere else, so that it can be found. */
  readonly mark: string
  readonly userId: string
  readonly users: ReadonlyArray<string>
}

interface Choice extends Weighted {
  readonly call: (ingredients: Ingredients) => Call
}

const markPrefix = "write-"

/** The number of the call whose mark a text holds; `undefined` when there is none. */
export const numberIn = (text: string): number | undefined => {
  const [, number] = /write-(\d+)/.exec(text) ?? []
  return number === undefined ? undefined : Number(number)
}

const users = 50
const usersAtOnce = 10

const userId = (index: number): string => `user-${index}`

const busy = "31fe3bac-dea6-44b7-bed7-47f91660a1a0"
const keptDefinition = "kept-definition"
const keptSource = "kept-source"

const choice = <Name extends OperationName>(
  name: Name,
  weight: number,
  parameters: (ingredients: Ingredients) => Operation.Parameters<Contract[Name]>
): Choice => ({
  weight,
  // The parameters are those of the name, which the compiler does not see through the union.
  call: (ingredients) => ({ name, parameters: parameters(ingredients) }) as Call
})

/** Reads of presences come most often, as in a program that shows who is there. A list takes long, and comes seldom. */
const choices = [
  choice("getUserPresencesPurecloud", 26, (it) => ({ userId: it.userId })),
  choice("getUserPresence", 20, (it) => ({ userId: it.userId, sourceId: "door" })),
  choice("getUsersPresencesPurecloudBulk", 10, (it) => ({ id: it.users })),
  choice("getUsersPresenceBulk", 6, (it) => ({ sourceId: keptSource, id: it.users })),
  choice("getPresenceUserPrimarysource", 6, (it) => ({ userId: it.userId })),
  choice("getPresenceDefinition", 4, () => ({ definitionId: busy })),
  choice("getPresenceSource", 4, () => ({ sourceId: keptSource })),
  choice("getPresenceSettings", 3, () => ({})),
  choice("getSystempresences", 2, () => ({})),
  choice("getPresencedefinition", 1, () => ({ presenceId: busy })),
  choice("getPresencedefinitions", 0.3, () => ({ pageSize: 5 })),
  choice("getPresenceDefinitions", 0.2, () => ({})),
  choice("getPresenceSources", 0.2, () => ({})),
  choice("patchUserPresencesPurecloud", 6, (it) => ({
    userId: it.userId,
    body: { presenceDefinition: { id: busy }, message: it.mark }
  })),
  choice("patchUserPresence", 4, (it) => ({ userId: it.userId, sourceId: "door", body: { message: it.mark } })),
  choice("putUsersPresencesBulk", 2, (it) => ({
    body: it.users.slice(0, 2).map((id) => ({ message: it.mark, id, presenceDefinition: { id: busy } }))
  })),
  choice("putPresenceUserPrimarysource", 1, (it) => ({
    userId: it.userId,
    body: { name: it.mark, sourceId: keptSource }
  })),
  choice("putPresenceSettings", 1, (it) => ({ body: { name: it.mark, requestingOffQueueEnabled: true } })),
  choice("putPresenceSource", 1, (it) => ({ sourceId: keptSource, body: { name: "Kept", description: it.mark } })),
  choice("putPresenceDefinition", 0.5, (it) => ({
    definitionId: keptDefinition,
    body: { languageLabels: { en_US: it.mark } }
  })),
  choice("putPresencedefinition", 0.5, (it) => ({
    presenceId: keptDefinition,
    body: { languageLabels: { en_US: it.mark } }
  })),
  choice("postPresenceSources", 0.2, (it) => ({ body: { name: it.mark } })),
  choice("postPresenceDefinitions", 0.2, (it) => ({
    body: { languageLabels: { en_US: it.mark }, systemPresence: "Busy" }
  })),
  choice("postPresencedefinitions", 0.2, (it) => ({
    body: { languageLabels: { en_US: it.mark }, systemPresence: "Busy" }
  })),
  choice("deletePresenceSource", 0.1, (it) => ({ sourceId: it.mark })),
  choice("deletePresenceDefinition", 0.1, (it) => ({ definitionId: it.mark })),
  choice("deletePresencedefinition", 0.1, (it) => ({ presenceId: it.mark }))
] as const satisfies readonly [Choice, ...ReadonlyArray<Choice>]

const markOf = (number: number): string => `${markPrefix}${number}`

/** A call of a run, by its number from 0. */
export const callOf = ({ seed }: Run, number: number): Call => {
  const drawing = Effect.gen(function* () {
    const { call } = yield* oneOf<Choice>(choices)
    const first = yield* Random.nextIntBetween(0, users - 1)
    const several = Array.from({ length: usersAtOnce }, (_, index) => userId((first + index) % users))
    return call({ mark: markOf(number), userId: userId(first), users: several })
  })
  return draw(drawing, `${seed}/call/${number}`)
}

/** The numbers of a run's calls. */
export const numbersOf = ({ operations }: Run): ReadonlyArray<number> =>
  Array.from({ length: operations }, (_, number) => number)

/** Whether a call changes nothing. */
export const isRead = ({ name }: Call): boolean => contract[name].method === "GET"

const definition = (id: string): NonNullable<OrganizationState.OrganizationState["definitions"]>[number] => ({
  id,
  type: "User",
  systemPresence: "Busy",
  languageLabels: { en_US: `label of ${id}` },
  divisionId: "*",
  deactivated: false,
  undeclared: {}
})

const source = (id: string): NonNullable<OrganizationState.OrganizationState["sources"]>[number] => ({
  id,
  name: `name of ${id}`,
  type: "User",
  deactivated: false,
  undeclared: {}
})

/** What there is at the beginning: what the calls replace, and what each of them deletes. */
export const stateOf = (run: Run): OrganizationState.OrganizationState => {
  const deleted = (...names: ReadonlyArray<OperationName>): ReadonlyArray<string> =>
    numbersOf(run)
      .filter((number) => names.includes(callOf(run, number).name))
      .map(markOf)
  return {
    users: Array.from({ length: users }, (_, index) => ({ id: userId(index), name: `User ${index}` })),
    definitions: [keptDefinition, ...deleted("deletePresenceDefinition", "deletePresencedefinition")].map(definition),
    sources: [keptSource, ...deleted("deletePresenceSource")].map(source)
  }
}
