import { contract, type OperationName } from "@genesys-presence/models/Contract"
import type * as Clock from "effect/Clock"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import type { Fault } from "../../Fault.ts"
import type { OAuthClient } from "../../OAuthClient.ts"
import type { AccessTokens } from "../auth/accessTokens.ts"
import type { TokenEndpoint } from "../auth/tokenEndpoint.ts"
import type { Behaviour } from "../faults/behaviour.ts"
import { behaviourOf } from "../faults/faultBehaviours.ts"
import type { FaultRules, FaultTarget } from "../faults/faultRules.ts"
import { answer, type Answer, type Headers, noHeaders, refusalAnswer, sentOf, toResponse } from "../http/answer.ts"
import { ErrorCode, Refusal } from "../http/refusal.ts"
import { readText } from "../http/requestBody.ts"
import { wireResponse } from "../http/wire.ts"
import type { Caller, OperationRunners } from "../operations/operationRunner.ts"
import { match, type Match } from "../operations/routes.ts"
import { IdentifierKind, makeSequence } from "../state/entities.ts"
import { type AnswerEvent, answers } from "./answers.ts"
import type { CrossOrigin } from "./crossOrigin.ts"
import { excerpt } from "./excerpt.ts"
import type { Ledger } from "./ledger.ts"
import type { LimitsStore, RateWindows } from "./limits.ts"
import type { RequestLog } from "./requestLog.ts"
import type { StaleReads } from "./staleReads.ts"

type Request = HttpServerRequest.HttpServerRequest

interface Parts {
  readonly accessTokens: AccessTokens
  readonly crossOrigin: CrossOrigin
  readonly faultRules: FaultRules
  readonly ledger: Ledger
  readonly limits: LimitsStore
  readonly rateWindows: RateWindows
  readonly requestLog: RequestLog
  readonly runners: () => OperationRunners
  /** What runs on a copy of the state as it is now. */
  readonly copyRunners: Effect.Effect<OperationRunners>
  readonly staleReads: StaleReads
  readonly tokenEndpoint: TokenEndpoint
}

/** A request that came, before anything is done about it. */
interface Received {
  /** Carries out what the request asks for. */
  readonly deliver: Effect.Effect<Answer, Refusal>
  /** What the answer's headers say, whatever the answer is. */
  readonly headers: Headers
  /** The valid token that came with it. */
  readonly token: string | undefined
}

const bearerToken = (request: Request): Result.Result<string, Refusal> => {
  const [, token] = /^bearer +(\S+)$/i.exec(request.headers["authorization"] ?? "") ?? []
  return token === undefined
    ? Result.fail(
        new Refusal({ code: ErrorCode.authenticationRequired, message: "The request carries no access token" })
      )
    : Result.succeed(token)
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

/** Where the request came, with the part of the path that a scope has before it. */
const originOf = ({ headers, originalUrl, url }: Request): string => {
  const { host, pathname } = new URL(originalUrl, `http://${headers["host"] ?? "localhost"}`)
  const [path = ""] = url.split("?", 1)
  return `ws://${host}${pathname.endsWith(path) ? pathname.slice(0, -path.length) : ""}`
}

const operationOf = (route: Match): OperationName | undefined =>
  route._tag === "Found" && route.target._tag === "Operation" ? route.target.name : undefined

const faultTargetOf = (route: Match): FaultTarget | undefined =>
  route._tag === "Found" && route.target._tag === "IssueToken" ? "oauthToken" : operationOf(route)

const withHeaders = (given: Answer, headers: Headers): Answer => ({
  status: given.status,
  body: given.body,
  headers: given.headers === noHeaders ? headers : { ...given.headers, ...headers }
})

/** What the request gave, where it is not carried out. */
const notCarriedOut = answer(204)

/** Whoever knows the id of a channel may listen to it. */
const withoutChannelId = (path: string): string => path.replace(/(\/channels\/)[^/]+/, "$1{channelId}")

/** Of a longer path no more is remembered: what nobody ever asks for must not fill the memory. */
const rememberedLength = 500

const firstErrorStatus = 400

/** What the log says of a request whose connection broke before there was a status. */
const withoutStatus = 0

/** What answers every request to a sandbox. */
export const makeApplication = (parts: Parts): Effect.Effect<HttpServerResponse, never, Request> => {
  const nextCorrelationId = makeSequence(IdentifierKind.request)

  /** Runs an operation. Each write that succeeds is booked in the ledger. */
  const operation = (
    name: OperationName,
    caller: Caller,
    route: Extract<Match, { readonly _tag: "Found" }>,
    request: Request,
    path: string,
    correlationId: string
  ): Effect.Effect<Effect.Effect<Answer, Refusal>> => {
    const run = parts.runners()[name](caller, route, request)
    const { method } = contract[name]
    if (method === "GET" || method === "HEAD") {
      return Effect.succeed(
        parts.staleReads.isEmpty()
          ? run
          : parts.staleReads.read(run, (runners) => runners[name](caller, route, request))
      )
    }
    return Effect.flatMap(Effect.option(readText(request)), (body) =>
      Option.isNone(body)
        ? Effect.succeed(run)
        : Effect.map(
            parts.ledger.arrived({ operation: name, path: withoutChannelId(path), body: body.value, correlationId }),
            // A client that goes away must not come between the write and its entry.
            (applied) => Effect.uninterruptible(Effect.tap(run, applied))
          )
    )
  }

  /** A request that nobody is known to have made. */
  const refused = (refusal: Refusal): Received => ({
    deliver: Effect.fail(refusal),
    headers: parts.rateWindows.unused(parts.limits.current()),
    token: undefined
  })

  /** Whatever comes of a request with a valid token, it counts, and the answer says so. */
  const authenticated = (
    request: Request,
    now: number,
    use: (client: OAuthClient, token: string) => Effect.Effect<Effect.Effect<Answer, Refusal>>
  ): Effect.Effect<Received> => {
    const token = bearerToken(request)
    if (Result.isFailure(token)) return Effect.succeed(refused(token.failure))
    const client = parts.accessTokens.verify(token.success, now)
    if (Result.isFailure(client)) return Effect.succeed(refused(client.failure))
    const { headers, refusal } = parts.rateWindows.count(
      token.success,
      client.success.clientId,
      parts.limits.current(),
      now
    )
    return Effect.mapEager(use(client.success, token.success), (deliver) => ({
      token: token.success,
      headers,
      deliver: refusal === undefined ? deliver : Effect.fail(refusal)
    }))
  }

  const receive = (
    route: Match,
    request: Request,
    path: string,
    correlationId: string,
    tokenLifetime: Duration.Duration | undefined,
    now: number
  ): Effect.Effect<Received> => {
    if (route._tag !== "Found") return Effect.succeed(refused(unroutable(route, path)))
    const { target } = route
    if (target._tag === "IssueToken") {
      return Effect.as(parts.tokenEndpoint.arrived, {
        deliver: parts.tokenEndpoint.issueToken(request, tokenLifetime),
        headers: {},
        token: undefined
      })
    }
    return authenticated(request, now, (client, token) =>
      target._tag === "RevokeToken"
        ? Effect.succeed(Effect.as(parts.accessTokens.revoke(token), answer(200)))
        : operation(
            target.name,
            { client, token, origin: () => originOf(request) },
            route,
            request,
            path,
            correlationId
          )
    )
  }

  /** Does to a request what the fault says. */
  const suffer = Effect.fnUntraced(function* (behaviour: Behaviour, received: Received, correlationId: string) {
    let given = notCarriedOut
    const before = behaviour.staleReads === undefined ? undefined : yield* parts.copyRunners
    for (let delivery = 0; delivery < behaviour.deliveries; delivery++) {
      given = yield* answered(received.deliver, correlationId)
    }
    if (before !== undefined && behaviour.staleReads !== undefined && given.status < firstErrorStatus) {
      yield* parts.staleReads.hide(before, behaviour.staleReads)
    }
    if (behaviour.revokesToken === true && received.token !== undefined) {
      yield* parts.accessTokens.revoke(received.token)
    }
    const result = behaviour.answer === undefined ? given : behaviour.answer(given, correlationId)
    return withHeaders(result, received.headers)
  })

  /** Answers a request, with the fault that is due if there is one. */
  const answerRequest = (request: Request, clock: Clock.Clock): Effect.Effect<HttpServerResponse> => {
    const correlationId = nextCorrelationId()
    const [asked = ""] = request.url.split("?", 1)
    const path = request.url.length <= rememberedLength ? asked : excerpt(asked, rememberedLength)
    const route = match(request.method, request.url)

    const preflight = parts.crossOrigin.preflight(request)
    const shared = parts.crossOrigin.headers(request)

    const received = (tokenLifetime: Duration.Duration | undefined) =>
      receive(route, request, path, correlationId, tokenLifetime, clock.currentTimeMillisUnsafe())

    /** Books the request and makes the response, late if it is to be late. */
    const conclude = (given: Answer, fault?: Fault, behaviour?: Behaviour): Effect.Effect<HttpServerResponse> => {
      const result = shared === undefined ? given : withHeaders(given, shared)
      if (answers.hasSubscribers) {
        const event: AnswerEvent = {
          request: `${request.method} ${path}`,
          operation: faultTargetOf(route),
          answer: result,
          fault: fault?.kind
        }
        answers.publish(event)
      }
      const stamp = { correlationId, atMillis: clock.currentTimeMillisUnsafe() }
      const wire = behaviour?.wire?.(sentOf(result, stamp))
      const booked = parts.requestLog.add({
        ...stamp,
        method: request.method,
        path: withoutChannelId(path),
        operation: operationOf(route),
        status: wire === undefined || wire.seen._tag === "Answer" ? result.status : withoutStatus,
        fault: fault?.kind
      })
      const response = Effect.map(booked, () => (wire === undefined ? toResponse(result, stamp) : wireResponse(wire)))
      const delay = behaviour?.delayMillis
      if (parts.limits.current().latency === null && delay === undefined) return response
      // Only the answer is late: what was asked for is done, whether the client still waits or not.
      const pause = delay === undefined ? parts.limits.pause : Effect.andThen(parts.limits.pause, Effect.sleep(delay))
      return Effect.tap(response, pause)
    }

    if (preflight !== undefined) return conclude(preflight)

    const undisturbed = Effect.suspend(() =>
      Effect.flatMapEager(received(undefined), ({ deliver, headers }) =>
        Effect.flatMap(answered(deliver, correlationId), (given) => conclude(withHeaders(given, headers)))
      )
    )

    const disturbed = (fault: Fault) =>
      Effect.gen(function* () {
        const behaviour = behaviourOf(fault)
        // A connection with unread bytes cannot be closed in an orderly way.
        if (behaviour.wire !== undefined) yield* Effect.ignore(readText(request))
        const result = yield* suffer(behaviour, yield* received(behaviour.tokenLifetime), correlationId)
        return yield* conclude(result, fault, behaviour)
      })

    const faultTarget = faultTargetOf(route)
    // Nearly all requests have no fault, and are spared the look for one.
    return faultTarget === undefined || parts.faultRules.isEmpty()
      ? undisturbed
      : Effect.flatMap(parts.faultRules.take({ operation: faultTarget, path, headers: request.headers }), (fault) =>
          fault === undefined ? undisturbed : disturbed(fault)
        )
  }

  return Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
    Effect.clockWith((clock) => answerRequest(request, clock))
  )
}
