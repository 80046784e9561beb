/**
 * An organisation in memory: its state, and what answers the requests of its clients, without a socket.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import type { Fault } from "./Fault.ts"
import type { Candidate, FaultRule, Faults } from "./FaultRule.ts"
import { makeAccessTokens } from "./internal/auth/accessTokens.ts"
import { makeTokenEndpoint } from "./internal/auth/tokenEndpoint.ts"
import { makeFaultRules } from "./internal/faults/faultRules.ts"
import type { Refusal } from "./internal/http/refusal.ts"
import { operationHandlers } from "./internal/operations/operationHandlers.ts"
import { makeOperationRunners } from "./internal/operations/operationRunner.ts"
import { makeApplication } from "./internal/requests/application.ts"
import { makeLedger } from "./internal/requests/ledger.ts"
import { makeLimits, makeRateWindows } from "./internal/requests/limits.ts"
import { makeRequestLog } from "./internal/requests/requestLog.ts"
import { makeStores, snapshotOf, type Stores } from "./internal/state/stores.ts"
import { seededUsers } from "./internal/state/users.ts"
import type { LedgerEntry } from "./LedgerEntry.ts"
import type { Latency, LimitsControl } from "./Limits.ts"
import { administrator, type OAuthClient, reader } from "./OAuthClient.ts"
import { InvalidStateError, type OrganizationState } from "./OrganizationState.ts"
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
  /** Rules by which requests fail; none by default. */
  readonly faults?: ReadonlyArray<FaultRule> | undefined
  /**
   * Chooses the fault of each request that no rule decides about, for plans that rules cannot express, such as one for
   * each of many calls told apart by a header. A fault that the operation cannot have does nothing. None by default.
   */
  readonly chooseFault?: ((candidate: Candidate) => Effect.Effect<Fault | undefined>) | undefined
  /** How many requests a minute each token may make; by default, and with `null`, as many as it likes. */
  readonly rateLimit?: number | null | undefined
  /** How long each answer takes; by default, and with `null`, no time. */
  readonly latency?: Latency | null | undefined
  /** Told of each request once it is answered, for a log of one's own. */
  readonly onRequest?: ((record: RequestRecord) => Effect.Effect<void>) | undefined
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
   * as the service gives it. Where a fault breaks the connection, the answer comes as near to it as one can: its body
   * fails or never ends.
   */
  readonly handler: Effect.Effect<HttpServerResponse, never, HttpServerRequest>
  /** The OAuth clients that may ask for tokens. */
  readonly clients: ReadonlyArray<OAuthClient>
  /** The first of the clients. */
  readonly defaultClient: OAuthClient
  /** The users that exist at the beginning, when everybody is offline; an imported state may bring others. */
  readonly users: ReadonlyArray<User>
  /** How many requests for an access token have come so far, refused ones included. */
  readonly tokenRequests: Effect.Effect<number>
  /** Makes every access token that was issued so far invalid; requests with one are answered with status 401. */
  readonly revokeTokens: Effect.Effect<void>
  /** The latest requests, at most 10,000, the oldest first. */
  readonly requests: Effect.Effect<ReadonlyArray<RequestRecord>>
  /** The rules by which requests fail. */
  readonly faults: Faults
  /** How fast requests are answered, and how many. */
  readonly limits: LimitsControl
  /**
   * The writes that came with a valid token, at most 10,000, the oldest first: how often each was really carried out,
   * whatever its client learned.
   */
  readonly ledger: Effect.Effect<ReadonlyArray<LedgerEntry>>
  /** The state as it is now. Tokens are no part of it. */
  readonly exportState: Effect.Effect<OrganizationState>
  /**
   * Puts another state in the place of this one; parts that it leaves out are as at the beginning. Fails, and changes
   * nothing, when it refers to users or definitions that are not there.
   */
  readonly importState: (state: OrganizationState) => Effect.Effect<void, InvalidStateError>
  /**
   * Sets the presence that the product itself shows of a user, without a request; the message stays when none is given.
   * Fails when there is no such user, or no such active definition.
   */
  readonly setPresence: (change: {
    readonly userId: string
    readonly definitionId: string
    readonly message?: string | undefined
  }) => Effect.Effect<void, InvalidStateError>
  /** Back to the beginning: state, faults and limits, and nothing remembered of requests. Tokens stay valid. */
  readonly reset: Effect.Effect<void>
}

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
  const users = seededUsers(options.users ?? defaultUsers)
  const clients = options.clients ?? ([administrator, reader] as const)
  const initialRules = options.faults ?? []
  const initialLimits = { rateLimit: options.rateLimit ?? null, latency: options.latency ?? null }

  // An empty state refers to nothing, so that nothing can be wrong with it.
  const initialStores = Effect.orDie(makeStores({}, users))
  let stores = yield* initialStores
  let runners = makeOperationRunners(operationHandlers(stores))
  const use = (next: Stores) =>
    Effect.sync(() => {
      stores = next
      runners = makeOperationRunners(operationHandlers(next))
    })

  const accessTokens = makeAccessTokens(Duration.fromInputUnsafe(options.expiresIn ?? defaultExpiresIn))
  const tokenEndpoint = makeTokenEndpoint(clients, accessTokens)
  const requestLog = makeRequestLog(options.onRequest)
  const faultRules = makeFaultRules(initialRules, options.chooseFault)
  const limits = makeLimits(initialLimits)
  const ledger = makeLedger()

  return {
    handler: makeApplication({
      accessTokens,
      faultRules,
      ledger,
      limits,
      rateWindows: makeRateWindows(),
      requestLog,
      // An imported state brings runners of its own.
      runners: (name) => runners[name],
      tokenEndpoint
    }),
    clients,
    defaultClient: clients[0],
    users: users.all,
    tokenRequests: tokenEndpoint.requests,
    revokeTokens: accessTokens.revokeAll,
    requests: requestLog.recent,
    faults: faultRules,
    limits,
    ledger: ledger.entries,
    exportState: Effect.suspend(() => snapshotOf(stores)),
    importState: (state) => Effect.flatMap(makeStores(state, users), use),
    setPresence: Effect.fnUntraced(function* ({ definitionId, message, userId }) {
      yield* stores.users.check(userId).pipe(refuse("userId"))
      const body = { presenceDefinition: { id: definitionId }, ...(message !== undefined && { message }) }
      const { presences, sources } = stores
      yield* presences.write(yield* presences.check(userId, sources.pureCloud, body, "").pipe(refuse("definitionId")))
    }),
    reset: Effect.gen(function* () {
      yield* use(yield* initialStores)
      yield* faultRules.clear
      yield* Effect.forEach(initialRules, faultRules.add, { discard: true })
      yield* limits.set(initialLimits)
      yield* ledger.clear
      yield* requestLog.clear
    })
  }
})

const defaultUsers = 50
const defaultExpiresIn = Duration.hours(24)

const refuse = (field: string) =>
  Effect.mapError(({ message: issue }: Refusal) => new InvalidStateError({ field, issue }))
