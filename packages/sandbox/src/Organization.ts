/**
 * An organisation in memory: its state, and what answers the requests of its clients, without a socket.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import { makeAccessTokens } from "./internal/accessTokens.ts"
import { makeApplication } from "./internal/application.ts"
import { bulkPresenceHandlers } from "./internal/bulkPresenceHandlers.ts"
import { definitionHandlers } from "./internal/definitionHandlers.ts"
import { makeDefinitions } from "./internal/definitions.ts"
import { deprecatedDefinitionHandlers } from "./internal/deprecatedDefinitionHandlers.ts"
import type { OperationHandlers } from "./internal/operationHandlers.ts"
import { makeOperationRunners } from "./internal/operationRunner.ts"
import { makePresences } from "./internal/presences.ts"
import { makePrimarySources, primarySourceHandlers } from "./internal/primarySources.ts"
import { makeRateWindows } from "./internal/rateWindows.ts"
import { makeRequestLog } from "./internal/requestLog.ts"
import { seededUsers } from "./internal/seededUsers.ts"
import { makeSettings, settingsHandlers } from "./internal/settings.ts"
import { sourceHandlers } from "./internal/sourceHandlers.ts"
import { makeSources } from "./internal/sources.ts"
import { systemPresenceHandlers } from "./internal/systemPresenceHandlers.ts"
import { makeTokenEndpoint } from "./internal/tokenEndpoint.ts"
import { userPresenceHandlers } from "./internal/userPresenceHandlers.ts"
import { makeUsers } from "./internal/users.ts"
import { administrator, reader, type OAuthClient } from "./OAuthClient.ts"
import type { RequestRecord } from "./RequestRecord.ts"

/**
 * What an organisation is made of.
 *
 * @category options
 * @since 0.1.0
 */
export interface Options {
  /** How many users there are; 50 by default. Their ids and names are the same in every organisation. */
  readonly users?: number | undefined
  /** The OAuth clients that may ask for tokens; `OAuthClient.administrator` and `OAuthClient.reader` by default. */
  readonly clients?: readonly [OAuthClient, ...ReadonlyArray<OAuthClient>] | undefined
  /** How long an access token is valid; 24 hours by default. */
  readonly expiresIn?: Duration.Input | undefined
}

/**
 * A user of the organisation.
 *
 * @category models
 * @since 0.1.0
 */
export interface User {
  readonly id: string
  readonly name: string
}

/**
 * An organisation in memory.
 *
 * @category models
 * @since 0.1.0
 */
export interface Organization {
  /**
   * Answers one request, of the API or of the login. It never fails: whatever is wrong with a request becomes an answer,
   * as the service gives it.
   */
  readonly handler: Effect.Effect<HttpServerResponse, never, HttpServerRequest>
  /** The OAuth clients that may ask for tokens. */
  readonly clients: ReadonlyArray<OAuthClient>
  /** The first of the clients. */
  readonly defaultClient: OAuthClient
  /** The users that exist. Everybody is offline at the beginning. */
  readonly users: ReadonlyArray<User>
  /** How many requests for an access token have come so far, refused ones included. */
  readonly tokenRequests: Effect.Effect<number>
  /** Makes every access token that was issued so far invalid; requests with one are answered with status 401. */
  readonly revokeTokens: Effect.Effect<void>
  /** The latest requests, at most 10,000, the oldest first. */
  readonly requests: Effect.Effect<ReadonlyArray<RequestRecord>>
}

const defaultUsers = 50
const defaultExpiresIn = Duration.hours(24)

/**
 * Makes an organisation in its initial state: the ten definitions of the product, the sources `PURECLOUD` and
 * `Microsoft Teams`, and users who are all offline.
 *
 * **Example** (Answering a request without a socket)
 *
 * ```ts
 * import { Organization } from "@genesys-presence/sandbox"
 * import { Effect } from "effect"
 * import { HttpServerRequest } from "effect/http"
 *
 * const program = Effect.gen(function*() {
 *   const organization = yield* Organization.make()
 *   const request = HttpServerRequest.fromWeb(new Request("http://localhost/api/v2/systempresences"))
 *   return yield* Effect.provideService(organization.handler, HttpServerRequest.HttpServerRequest, request)
 * })
 * // succeeds with an answer of status 401: the request has no token
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make: (options?: Options) => Effect.Effect<Organization> = Effect.fnUntraced(function* (options = {}) {
  const seeded = seededUsers(options.users ?? defaultUsers)
  const clients = options.clients ?? ([administrator, reader] as const)

  const users = makeUsers(seeded)
  const definitions = yield* makeDefinitions
  const sources = makeSources()
  const settings = makeSettings()
  const primarySources = makePrimarySources(sources, settings)
  const presences = yield* makePresences(definitions, primarySources)
  const handlers: OperationHandlers = {
    ...definitionHandlers(definitions),
    ...deprecatedDefinitionHandlers(definitions),
    ...settingsHandlers(settings),
    ...sourceHandlers(sources),
    ...primarySourceHandlers(users, sources, primarySources),
    ...systemPresenceHandlers,
    ...userPresenceHandlers(users, sources, presences),
    ...bulkPresenceHandlers(users, sources, presences)
  }

  const accessTokens = makeAccessTokens(Duration.fromInputUnsafe(options.expiresIn ?? defaultExpiresIn))
  const tokenEndpoint = makeTokenEndpoint(clients, accessTokens)
  const requestLog = makeRequestLog()

  return {
    handler: makeApplication({
      accessTokens,
      issueToken: tokenEndpoint.issueToken,
      rateWindows: makeRateWindows(),
      requestLog,
      runners: makeOperationRunners(handlers)
    }),
    clients,
    defaultClient: clients[0],
    users: seeded,
    tokenRequests: tokenEndpoint.requests,
    revokeTokens: accessTokens.revokeAll,
    requests: requestLog.recent
  }
})
