/**
 * Runs a sequence of commands on an organisation without a socket and on the reference model, and finds the first
 * difference.
 */
import { Contract } from "@genesys-presence/models"
import { Organization } from "@genesys-presence/sandbox"
import { Clock, Effect, Random, Schema } from "effect"
import { HttpServerRequest, type HttpServerResponse } from "effect/http"
import { TestClock } from "effect/testing"
import { teams, users } from "./commands.ts"
import type { Command, Outcome } from "./referenceAnswers.ts"
import { makeReference } from "./referenceModel.ts"

const origin = "http://localhost"
const unknownId = "nothing"

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null

/** Whether two JSON values say the same; a key that is `undefined` counts as absent. */
const agrees = (actual: unknown, expected: unknown): boolean => {
  if (actual === expected) return true
  if (!isRecord(actual) || !isRecord(expected) || Array.isArray(actual) !== Array.isArray(expected)) return false
  for (const key in actual) if (!agrees(actual[key], expected[key])) return false
  for (const key in expected) if (expected[key] !== undefined && !(key in actual)) return false
  return true
}

const Problem = Schema.Struct({ details: Schema.Array(Schema.Struct({ fieldName: Schema.String })) })
const problemOf = Schema.decodeUnknownSync(Problem)
const idOf = Schema.decodeUnknownSync(Schema.Struct({ id: Schema.String }))
const tokenOf = Schema.decodeUnknownSync(Schema.Struct({ access_token: Schema.String }))

const decoder = new TextDecoder()

const bodyOf = ({ body }: HttpServerResponse.HttpServerResponse): unknown =>
  body._tag === "Uint8Array" ? JSON.parse(decoder.decode(body.body)) : undefined

const outcomeOf = (response: HttpServerResponse.HttpServerResponse): Outcome => {
  const { status } = response
  const body = bodyOf(response)
  return status < 400 ? { status, body } : { status, field: problemOf(body).details[0]?.fieldName }
}

const urlOf = ({ input, operation }: Command): string => {
  const { path, query } = Contract.contract[operation]
  const text: Record<string, string> = {}
  for (const [name, value] of Object.entries(input)) {
    if (typeof value !== "object") text[name] = encodeURIComponent(value)
  }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => text[name] ?? "")
  const asked = Object.keys(query).flatMap((name) => (text[name] === undefined ? [] : [`${name}=${text[name]}`]))
  return `${origin}${filled}${asked.length === 0 ? "" : `?${asked.join("&")}`}`
}

type Request = HttpServerRequest.HttpServerRequest

/** All organisations give the same token, so that requests can be sent to each of them. */
const tokenSeed = "token"

const tokenRequest = (): Request => {
  const form = {
    grant_type: "client_credentials",
    client_id: "00000006-0000-4000-8000-000000000001",
    client_secret: "sandbox-secret"
  }
  const body = new URLSearchParams(form)
  return HttpServerRequest.fromWeb(new Request(`${origin}/oauth/token`, { method: "POST", body }))
}

const requestOf = (command: Command, token: string): Request => {
  const { method } = Contract.contract[command.operation]
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
  const body = command.input.body
  return HttpServerRequest.fromWeb(
    new Request(urlOf(command), { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  )
}

interface Created {
  readonly definition: Array<string>
  readonly source: Array<string>
}

/** Puts the ids of what was created in place of `<definition 1>` and the like. */
const resolve = (command: Command, created: Created): Command =>
  JSON.parse(
    JSON.stringify(command).replace(
      /<(definition|source) (\d)>/g,
      (_, kind: keyof Created, number: string) => created[kind][Number(number) - 1] ?? unknownId
    )
  )

/** A command that changes nothing, and its request, which is made once: making one costs more than answering it. */
interface Reading {
  readonly command: Command
  request?: Request
}

const reading = (operation: Command["operation"], input: Command["input"]): Reading => ({
  command: { operation, input }
})

const presencesAt = (sourceId: string): Reading => reading("getUsersPresenceBulk", { sourceId, id: users.join(",") })

/** What the product brings: nothing changes it, and no other reading costs as much. */
const ofProduct: ReadonlyArray<Reading> = [
  reading("getPresenceDefinitions", { localeCode: "ALL" }),
  reading("getPresenceDefinitions", { localeCode: "ALL", deactivated: true })
]

const everywhere: ReadonlyArray<Reading> = [
  // The second page begins behind the ten definitions of the product.
  reading("getPresencedefinitions", { deleted: "ALL", localeCode: "ALL", pageSize: 10, pageNumber: 2 }),
  reading("getPresenceSources", {}),
  reading("getPresenceSources", { deactivated: true }),
  reading("getPresenceSettings", {}),
  ...users.map((userId) => reading("getPresenceUserPrimarysource", { userId })),
  ...["PURECLOUD", "Zoom", unknownId, teams].map(presencesAt)
]

const ofCreated = new Map<string, ReadonlyArray<Reading>>()

const once = (id: string, make: (id: string) => ReadonlyArray<Reading>): ReadonlyArray<Reading> => {
  const known = ofCreated.get(id) ?? make(id)
  ofCreated.set(id, known)
  return known
}

const bothViews = (id: string): ReadonlyArray<Reading> => [
  reading("getPresenceDefinition", { definitionId: id, localeCode: "ALL" }),
  reading("getPresencedefinition", { presenceId: id })
]

/** Everything that commands can change. */
const changeable = (created: Created): ReadonlyArray<Reading> => [
  ...everywhere,
  ...created.definition.flatMap((id) => once(id, bothViews)),
  ...created.source.flatMap((id) => once(id, (source) => [presencesAt(source)]))
]

/** Runs the commands on a new organisation and on the model: the first difference, if there is one. */
export const difference = Effect.fnUntraced(function* (commands: ReadonlyArray<Command>) {
  const { exportState, handler } = yield* Organization.make({ users: users.length })
  const answer = (request: Request) => Effect.provideService(handler, HttpServerRequest.HttpServerRequest, request)
  let now = new Date(yield* Clock.currentTimeMillis).toISOString()
  const reference = makeReference(users, () => now)
  const created: Created = { definition: [], source: [] }
  const issued = yield* Random.withSeed(answer(tokenRequest()), tokenSeed)
  const { access_token: token } = tokenOf(bodyOf(issued))
  let before = yield* exportState

  for (const [index, unresolved] of commands.entries()) {
    yield* TestClock.adjust("1 second")
    now = new Date(yield* Clock.currentTimeMillis).toISOString()
    const command = resolve(unresolved, created)
    const actual = outcomeOf(yield* answer(requestOf(command, token)))
    const creates = command.operation.startsWith("post") && "body" in actual
    const newId = creates ? idOf(actual.body).id : ""
    const expected = reference(command, newId)
    if (!agrees(actual, expected)) return { command, actual, expected }
    if (creates) created[command.operation === "postPresenceSources" ? "source" : "definition"].push(newId)
    const after = yield* exportState
    const isWrite = Contract.contract[command.operation].method !== "GET" && "body" in expected
    // What is no write, or is refused, changes nothing.
    if (!isWrite && !agrees(after, before)) return { command, actual: after, expected: before }
    before = after
    const isLast = index === commands.length - 1
    if (!isWrite && !isLast) continue
    for (const state of isLast ? [...changeable(created), ...ofProduct] : changeable(created)) {
      state.request ??= requestOf(state.command, token)
      const shown = outcomeOf(yield* answer(state.request))
      const modelled = reference(state.command, "")
      if (!agrees(shown, modelled)) return { command, read: state.command, actual: shown, expected: modelled }
    }
  }
  return undefined
})
