import * as ByteSize from "effect/ByteSize"
import * as Effect from "effect/Effect"
import * as FindMyWay from "effect/http/FindMyWay"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { FaultRule } from "../../FaultRule.ts"
import * as Limits from "../../Limits.ts"
import type { Organization } from "../../Organization.ts"
import { OrganizationState } from "../../OrganizationState.ts"
import { isTooLarge } from "../http/requestBody.ts"
import { isOfAnotherOrigin, isThisMachine } from "./access.ts"
import { overviewOf } from "./overview.ts"

/** The path under which everything here lives. */
export const controlPrefix = "/control"

/** A state with many users is large; nothing else here is. */
const maxBodyBytes = 64 * 1024 * 1024

const defaultShown = 200

/** Why a request to the control endpoint is not carried out. */
class NotCarriedOut {
  readonly _tag = "NotCarriedOut"
  readonly status: number
  readonly message: string
  constructor(status: number, message: string) {
    this.status = status
    this.message = message
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
    return yield* Effect.mapError(decode(text), (error) => new NotCarriedOut(400, error.message))
  })
}

const stateBody = bodyOf(OrganizationState)
const ruleBody = bodyOf(FaultRule)
const limitsBody = bodyOf(Limits.Changes)
const presenceBody = bodyOf(Schema.Struct({ definitionId: Schema.String, message: Schema.optionalKey(Schema.String) }))
const encodeState = Schema.encodeEffect(OrganizationState)

const textOf = (value: string | ReadonlyArray<string> | undefined): string =>
  typeof value === "string" ? value : (value?.[0] ?? "")

const routesOf = (
  organization: Organization
): ReadonlyArray<readonly [method: string, path: `/${string}`, route: Route]> => [
  [
    "GET",
    "/overview",
    ({ query }) => {
      const limit = Number(textOf(query["limit"]))
      return Effect.map(
        overviewOf(organization, textOf(query["search"]), Number.isInteger(limit) && limit > 0 ? limit : defaultShown),
        (overview) => json(200, overview)
      )
    }
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

/** Compares in a time that does not tell how much of the token was right. */
const sameText = (one: string, other: string): boolean => {
  let difference = one.length ^ other.length
  for (let i = 0; i < one.length; i++) difference |= one.charCodeAt(i) ^ other.charCodeAt(i % (other.length || 1))
  return difference === 0
}

const checkAccess = (request: HttpServerRequest.HttpServerRequest, token: Redacted.Redacted | undefined) => {
  // A page that made its own name point at this machine cannot hide which name it used.
  if (isOfAnotherOrigin(request.headers) || (token === undefined && !isThisMachine(request.headers["host"] ?? ""))) {
    return Effect.fail(new NotCarriedOut(403, "Requests of other origins are refused"))
  }
  if (token === undefined) return Effect.void
  const [, given = ""] = /^bearer +(\S+)$/i.exec(request.headers["authorization"] ?? "") ?? []
  return sameText(Redacted.value(token), given)
    ? Effect.void
    : Effect.fail(new NotCarriedOut(401, "The control endpoint needs the token that was printed at the start"))
}

/**
 * Answers what comes under the control path: looks at a sandbox, switches its faults and limits, and moves its state in
 * and out. `token` is needed where more than this machine can reach the sandbox.
 */
export const makeControl = (
  organization: Organization,
  token: Redacted.Redacted | undefined
): ((
  url: string
) => Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest.HttpServerRequest>) => {
  const router = FindMyWay.make<Map<string, Route>>({ maxParamLength: Number.MAX_SAFE_INTEGER })
  const byPath = new Map<`/${string}`, Map<string, Route>>()
  for (const [method, path, route] of routesOf(organization)) {
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
      yield* checkAccess(request, token)
      return yield* respond(request, url)
    }).pipe(Effect.catchTag("NotCarriedOut", ({ message, status }) => Effect.succeed(json(status, { message }))))
}
