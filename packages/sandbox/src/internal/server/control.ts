import * as ByteSize from "effect/ByteSize"
import * as Effect from "effect/Effect"
import * as FindMyWay from "effect/http/FindMyWay"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Limits from "../../Limits.ts"
import type { Organization } from "../../Organization.ts"
import { OrganizationState } from "../../OrganizationState.ts"
import type { RequestRecord } from "../../RequestRecord.ts"
import { FaultRuleInput } from "../faults/faultRuleInput.ts"
import { isTooLarge } from "../http/requestBody.ts"
import { accessRefusal } from "./access.ts"
import { environmentLines, environmentOf, shells } from "./environment.ts"
import { type InputIssue, inputIssues, issuesText } from "./inputIssues.ts"
import { overviewOf } from "./overview.ts"

/** The path under which everything here lives. */
const controlPrefix = "/control"

/** A state with many users is large; nothing else here is. */
const maxBodyBytes = 64 * 1024 * 1024

const defaultShown = 200

/** Why a request to the control endpoint is not carried out. */
class NotCarriedOut {
  readonly _tag = "NotCarriedOut"
  readonly status: number
  readonly message: string
  /** What is wrong with which field of the body. */
  readonly issues: ReadonlyArray<InputIssue>
  constructor(status: number, message: string, issues: ReadonlyArray<InputIssue> = []) {
    this.status = status
    this.message = message
    this.issues = issues
  }
}

const tooLarge = new NotCarriedOut(413, "The body is too large")

type Answer = Effect.Effect<HttpServerResponse.HttpServerResponse, NotCarriedOut, HttpServerRequest.HttpServerRequest>

interface Input {
  readonly parameters: { readonly [name: string]: string | undefined }
  readonly query: { readonly [name: string]: string | ReadonlyArray<string> }
}

type Route = (input: Input) => Answer

const noContent = HttpServerResponse.empty({ status: 204 })

const json = (status: number, value: unknown): HttpServerResponse.HttpServerResponse =>
  HttpServerResponse.jsonUnsafe(value, { status, headers: { "cache-control": "no-store" } })

const done = (effect: Effect.Effect<unknown>): Answer => Effect.as(effect, noContent)

/** The JSON body of a request, as a schema wants it. */
const bodyOf = <A>(schema: Schema.Codec<A, unknown>) => {
  const decode = Schema.decodeUnknownEffect(Schema.fromJsonString(schema), { errors: "all" })
  return Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const text = yield* request.text.pipe(
      Effect.provideService(HttpIncomingMessage.MaxBodySize, ByteSize.bytes(maxBodyBytes)),
      Effect.mapError((error) => (isTooLarge(error) ? tooLarge : new NotCarriedOut(400, "The body cannot be read")))
    )
    return yield* Effect.mapError(decode(text), (error) => {
      const issues = inputIssues(error)
      return new NotCarriedOut(400, issuesText(issues), issues)
    })
  })
}

const stateBody = bodyOf(OrganizationState)
const ruleBody = bodyOf(FaultRuleInput)
const limitsBody = bodyOf(Limits.Changes)
const presenceBody = bodyOf(Schema.Struct({ definitionId: Schema.String, message: Schema.optionalKey(Schema.String) }))
const encodeState = Schema.encodeEffect(OrganizationState)

const textOf = (value: string | ReadonlyArray<string> | undefined): string =>
  typeof value === "string" ? value : (value?.[0] ?? "")

/** Where the control endpoint of an organisation is, and who may use it. */
export interface ControlOptions {
  /** What requests must carry; `undefined` where only this machine can reach the sandbox. */
  readonly token: Redacted.Redacted | undefined
  /** What stands before each path, such as `/scopes/{name}`. */
  readonly prefix: string
  readonly scopes: ScopesSeen
}

/** What a sandbox shows of its scopes. */
export interface ScopesSeen {
  readonly names: Effect.Effect<ReadonlyArray<string>>
  /** The latest requests to all of them, the oldest first. Paths begin with `/scopes/{name}`. */
  readonly requests: Effect.Effect<ReadonlyArray<RequestRecord>>
}

/** The address that a client uses: the one by which whoever asks reaches the sandbox. */
const addressUnder = Effect.fnUntraced(function* (prefix: string) {
  const { headers } = yield* HttpServerRequest.HttpServerRequest
  const address = `http://${headers["host"] ?? ""}${prefix}`
  return URL.canParse(address) ? address : yield* Effect.fail(new NotCarriedOut(400, "The header Host is not valid"))
})

const routesOf = (
  organization: Organization,
  { prefix, scopes }: ControlOptions
): ReadonlyArray<readonly [method: string, path: `/${string}`, route: Route]> => [
  [
    "GET",
    "/overview",
    Effect.fnUntraced(function* ({ query }) {
      const limit = Number(textOf(query["limit"]))
      const overview = yield* overviewOf(organization, {
        search: textOf(query["search"]),
        limit: Number.isInteger(limit) && limit > 0 ? limit : defaultShown,
        scopeRequests: yield* scopes.requests
      })
      return json(200, { ...overview, scopes: yield* scopes.names })
    })
  ],
  // Apart from the overview, which is asked for again and again and holds no secret.
  [
    "GET",
    "/environment",
    () =>
      Effect.map(addressUnder(prefix), (address) => {
        const variables = environmentOf(address, organization.defaultClient)
        const lines = shells.map((shell) => [shell, environmentLines(shell, variables).join("\n")])
        return json(200, { variables, lines: Object.fromEntries(lines) })
      })
  ],
  [
    "GET",
    "/state",
    () =>
      Effect.map(
        // The state is made by the sandbox itself and fits its own schema.
        Effect.orDie(Effect.flatMap(organization.exportState, encodeState)),
        (state) => json(200, state)
      )
  ],
  [
    "PUT",
    "/state",
    () =>
      stateBody.pipe(
        Effect.flatMap(organization.importState),
        Effect.catchTag("InvalidStateError", (error) => Effect.fail(new NotCarriedOut(400, error.message))),
        Effect.as(noContent)
      )
  ],
  ["GET", "/scopes", () => Effect.map(scopes.names, (names) => json(200, names))],
  ["POST", "/reset", () => done(organization.reset)],
  ["GET", "/requests", () => Effect.map(organization.requests, (requests) => json(200, requests))],
  ["GET", "/ledger", () => Effect.map(organization.ledger, (ledger) => json(200, ledger))],
  ["GET", "/faults", () => Effect.map(organization.faults.list, (rules) => json(200, rules))],
  ["POST", "/faults", () => Effect.map(Effect.flatMap(ruleBody, organization.faults.add), (state) => json(201, state))],
  ["DELETE", "/faults", () => done(organization.faults.clear)],
  [
    "DELETE",
    "/faults/:id",
    ({ parameters }) =>
      Effect.flatMap(organization.faults.remove(parameters["id"] ?? ""), (removed) =>
        removed ? Effect.succeed(noContent) : Effect.fail(new NotCarriedOut(404, "There is no such rule"))
      )
  ],
  ["GET", "/limits", () => Effect.map(organization.limits.get, (limits) => json(200, limits))],
  [
    "PUT",
    "/limits",
    () => Effect.map(Effect.flatMap(limitsBody, organization.limits.set), (limits) => json(200, limits))
  ],
  ["POST", "/tokens/revoke", () => done(organization.revokeTokens)],
  [
    "PUT",
    "/users/:userId/presence",
    ({ parameters }) =>
      presenceBody.pipe(
        Effect.flatMap((change) => organization.setPresence({ userId: parameters["userId"] ?? "", ...change })),
        Effect.catchTag("InvalidStateError", ({ field, issue }) =>
          Effect.fail(new NotCarriedOut(field === "userId" ? 404 : 400, issue))
        ),
        Effect.as(noContent)
      )
  ]
]

/**
 * Answers what comes under the control path: looks at a sandbox, switches its faults and limits, and moves its state in
 * and out.
 */
const makeControl = (
  organization: Organization,
  options: ControlOptions
): ((
  url: string
) => Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest.HttpServerRequest>) => {
  const router = FindMyWay.make<Map<string, Route>>({ maxParamLength: Number.MAX_SAFE_INTEGER })
  const byPath = new Map<`/${string}`, Map<string, Route>>()
  for (const [method, path, route] of routesOf(organization, options)) {
    const methods = byPath.get(path) ?? new Map<string, Route>()
    byPath.set(path, methods.set(method, route))
  }
  for (const [path, methods] of byPath) router.on("*", path, methods)

  const respond = (request: HttpServerRequest.HttpServerRequest, url: string): Answer => {
    const found = router.find("*", url.slice(controlPrefix.length))
    if (found === undefined) return Effect.fail(new NotCarriedOut(404, "There is nothing here"))
    const route = found.handler.get(request.method)
    if (route === undefined) {
      return Effect.fail(new NotCarriedOut(405, `Possible here: ${Array.from(found.handler.keys()).join(", ")}`))
    }
    return Number(request.headers["content-length"] ?? 0) > maxBodyBytes
      ? Effect.fail(tooLarge)
      : route({ parameters: found.params, query: found.searchParams })
  }

  return (url) =>
    Effect.gen(function* () {
      const request = yield* HttpServerRequest.HttpServerRequest
      const refusal = accessRefusal(request, options.token)
      if (refusal !== undefined) return yield* Effect.fail(new NotCarriedOut(refusal.status, refusal.message))
      return yield* respond(request, url)
    }).pipe(
      Effect.catchTag("NotCarriedOut", ({ issues, message, status }) =>
        Effect.succeed(json(status, { message, issues }))
      )
    )
}

/** What answers a request. */
export type Handler = Organization["handler"]

/** An organisation with its control endpoint before it. */
export const controllable = (organization: Organization, options: ControlOptions): Handler => {
  const control = makeControl(organization, options)
  return Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ url }) =>
    url.startsWith(`${controlPrefix}/`) ? control(url) : organization.handler
  )
}
