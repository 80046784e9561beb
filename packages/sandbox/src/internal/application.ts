import type { OperationName } from "@genesys-presence/models/Contract"
import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import type { OAuthClient } from "../OAuthClient.ts"
import type { AccessTokens } from "./accessTokens.ts"
import { answer, refusalAnswer, toResponse, type Answer } from "./answer.ts"
import { IdentifierKind, makeSequence } from "./identifiers.ts"
import type { OperationRunners } from "./operationRunner.ts"
import type { RateWindows } from "./rateWindows.ts"
import { ErrorCode, Refusal } from "./refusal.ts"
import type { RequestLog } from "./requestLog.ts"
import { match, type Match } from "./routes.ts"

interface Parts {
  readonly accessTokens: AccessTokens
  readonly issueToken: (request: HttpServerRequest.HttpServerRequest) => Effect.Effect<Answer, Refusal>
  readonly rateWindows: RateWindows
  readonly requestLog: RequestLog
  readonly runners: OperationRunners
}

const bearerToken = (request: HttpServerRequest.HttpServerRequest): Effect.Effect<string, Refusal> => {
  const [, token] = /^bearer +(\S+)$/i.exec(request.headers["authorization"] ?? "") ?? []
  return token === undefined
    ? Effect.fail(
        new Refusal({ code: ErrorCode.authenticationRequired, message: "The request carries no access token" })
      )
    : Effect.succeed(token)
}

const internalError = (defect: unknown): Effect.Effect<never, Refusal> =>
  Effect.andThen(
    Effect.logError("The sandbox failed to answer a request", defect),
    Effect.fail(new Refusal({ code: ErrorCode.internalServerError, message: "The sandbox failed" }))
  )

/** Any failure becomes an answer. */
const answered = (effect: Effect.Effect<Answer, Refusal>, correlationId: string): Effect.Effect<Answer> =>
  effect.pipe(
    Effect.catchDefect(internalError),
    Effect.catch((refusal) => Effect.succeed(refusalAnswer(refusal, correlationId)))
  )

const unroutable = (route: Exclude<Match, { readonly _tag: "Found" }>, path: string): Refusal =>
  route._tag === "UnknownPath"
    ? new Refusal({ code: ErrorCode.notFound, message: `There is nothing at ${path}` })
    : new Refusal({
        code: ErrorCode.methodNotAllowed,
        message: `The methods of ${path} are ${route.allowed.join(", ")}`,
        headers: { allow: route.allowed.join(", ") }
      })

const operationOf = (route: Match): OperationName | undefined =>
  route._tag === "Found" && route.target._tag === "Operation" ? route.target.name : undefined

/** What answers every request to a sandbox. */
export const makeApplication = (
  parts: Parts
): Effect.Effect<HttpServerResponse, never, HttpServerRequest.HttpServerRequest> => {
  const nextCorrelationId = makeSequence(IdentifierKind.request)

  /** Whatever comes of a request with a valid token, it counts, and the answer says so. */
  const authenticated = Effect.fnUntraced(function* (
    request: HttpServerRequest.HttpServerRequest,
    correlationId: string,
    use: (client: OAuthClient, token: string) => Effect.Effect<Answer, Refusal>
  ) {
    const token = yield* bearerToken(request)
    const client = yield* parts.accessTokens.verify(token)
    const rateHeaders = yield* parts.rateWindows.count(token)
    const result = yield* answered(use(client, token), correlationId)
    return { ...result, headers: { ...result.headers, ...rateHeaders } }
  })

  const respond = (
    route: Match,
    request: HttpServerRequest.HttpServerRequest,
    path: string,
    correlationId: string
  ): Effect.Effect<Answer, Refusal> => {
    if (route._tag !== "Found") return Effect.fail(unroutable(route, path))
    const { target } = route
    if (target._tag === "IssueToken") return parts.issueToken(request)
    return authenticated(request, correlationId, (client, token) =>
      target._tag === "RevokeToken"
        ? Effect.as(parts.accessTokens.revoke(token), answer(200))
        : parts.runners[target.name](client, route, request)
    )
  }

  return Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const correlationId = nextCorrelationId()
    const [path = ""] = request.url.split("?", 1)
    const route = match(request.method, request.url)
    const result = yield* answered(respond(route, request, path, correlationId), correlationId)
    yield* parts.requestLog.add({
      method: request.method,
      path,
      operation: operationOf(route),
      status: result.status,
      correlationId
    })
    return toResponse(result, correlationId)
  })
}
