/**
 * An organisation in memory: its state, and what answers the requests of its clients, without a socket.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { HttpServerResponse } from "effect/http/HttpServerResponse"
import type { Fault } from "./Fault.ts"
import type { Candidate, FaultRule, Faults } from "./FaultRule.ts"
import { makeAccessTokens } from "./internal/auth/accessTokens.ts"
import { makeTokenEndpoint } from "./internal/auth/tokenEndpoint.ts"
import { makeFaultRules } from "./internal/faults/faultRules.ts"
import type { Refusal } from "./internal/http/refusal.ts"
import { type SocketParts, type Subscribe, channelHandler, channelIn } from "./internal/notifications/channelSocket.ts"
import { makeChannels, maxTopics } from "./internal/notifications/channels.ts"
import { makeSentEvents } from "./internal/notifications/sentEvents.ts"
import { messagesOf } from "./internal/notifications/presenceEvents.ts"
import { subscriptionOf } from "./internal/notifications/subscriptions.ts"
import { operationHandlers } from "./internal/operations/operationHandlers.ts"
import { makeOperationRunners } from "./internal/operations/operationRunner.ts"
import { makeApplication } from "./internal/requests/application.ts"
import { makeCrossOrigin } from "./internal/requests/crossOrigin.ts"
import { makeLedger } from "./internal/requests/ledger.ts"
import { makeLimits, makeRateWindows } from "./internal/requests/limits.ts"
import { makeRequestLog } from "./internal/requests/requestLog.ts"
import { makeStaleReads } from "./internal/requests/staleReads.ts"
import { IdentifierKind, makeSequence } from "./internal/state/entities.ts"
import type { OnPresenceChange, PresenceChange } from "./internal/state/presences.ts"
import { makeStores, snapshotOf, type Stores } from "./internal/state/stores.ts"
import { seededUsers, type Users } from "./internal/state/users.ts"
import type { LedgerEntry } from "./LedgerEntry.ts"
import type { Latency, LimitsControl } from "./Limits.ts"
import type { NotificationChannel, SentEvent } from "./NotificationChannel.ts"
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
  /** Rules by which requests and channels fail; none by default. */
  readonly faults?: ReadonlyArray<FaultRule> | undefined
  /**
   * Chooses the fault of each request that no rule decides about, for plans that rules cannot express, such as one for
   * each of many calls told apart by a header. A fault that the operation cannot have does nothing. None by default.
   */
  readonly chooseFault?: ((candidate: Candidate) => Effect.Effect<Fault | undefined>) | undefined
  /** How many requests a minute each token may make; by default, and with `null`, as many as it likes. */
  readonly rateLimit?: number | null | undefined
  /**
   * How many requests a minute all tokens of one OAuth client may make together; by default, and with `null`, as many as
   * they like. The service allows 3,000.
   */
  readonly clientRateLimit?: number | null | undefined
  /** How long each answer takes; by default, and with `null`, no time. */
  readonly latency?: Latency | null | undefined
  /**
   * The origins of pages that may read answers of the API and the login in a browser, such as `http://localhost:5173`, or
   * `"*"` for all of them. None by default: no answer has headers for pages of other origins.
   */
  readonly allowedOrigins?: "*" | ReadonlyArray<string> | undefined
  /** How many of the latest requests, and of the latest writes, are remembered; 10,000 by default, and at least 1. */
  readonly remembered?: number | undefined
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
  /** The latest requests, at most `remembered`, the oldest first. */
  readonly requests: Effect.Effect<ReadonlyArray<RequestRecord>>
  /** The rules by which requests and channels fail. */
  readonly faults: Faults
  /** How fast requests are answered, and how many. */
  readonly limits: LimitsControl
  /**
   * The writes that came with a valid token, at most `remembered`, the oldest first: how often each was really carried out,
   * whatever its client learned.
   */
  readonly ledger: Effect.Effect<ReadonlyArray<LedgerEntry>>
  /** The notification channels of all clients, in the order in which they were made. */
  readonly channels: Effect.Effect<ReadonlyArray<NotificationChannel>>
  /** The events that were sent over the WebSockets of channels, at most the latest 100, the oldest first. */
  readonly sentEvents: Effect.Effect<ReadonlyArray<SentEvent>>
  /** The state as it is now. Tokens and channels are no part of it. */
  readonly exportState: Effect.Effect<OrganizationState>
  /**
   * Replaces the state; parts that it leaves out are as in a new organisation. Fails, and
   * changes nothing, when it is a state that writes could not have led to, such as one with two active definitions of the
   * same label, or one that refers to users who are not there.
   */
  readonly importState: (state: OrganizationState) => Effect.Effect<void, InvalidStateError>
  /** As `importState`, and makes it the state that a reset goes back to and that forks begin with. */
  readonly setInitialState: (state: OrganizationState) => Effect.Effect<void, InvalidStateError>
  /**
   * Sets the presence that the product itself shows of a user, without a request; the message stays when none is given.
   * Fails when there is no such user, or no such active definition.
   */
  readonly setPresence: (change: {
    readonly userId: string
    readonly definitionId: string
    readonly message?: string | undefined
  }) => Effect.Effect<void, InvalidStateError>
  /**
   * Back to the beginning: the initial state, the faults and limits of the options, no tokens, nothing counted and nothing
   * remembered of requests.
   */
  readonly reset: Effect.Effect<void>
  /**
   * Makes another organisation with the same options, except for the given ones, that begins with the initial state of
   * this one. They share nothing that changes.
   */
  readonly fork: (changes?: Pick<Options, "onRequest" | "remembered">) => Effect.Effect<Organization>
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
export const make: (options?: Options) => Effect.Effect<Organization> = (options = {}) =>
  Effect.flatMap(DateTime.now, (since) => {
    const users = seededUsers(options.users ?? defaultUsers)
    return makeFrom(options, users, {}, since)
  })

const defaultUsers = 50
const defaultExpiresIn = Duration.hours(24)
const defaultRemembered = 10_000

const refuse = (field: string) =>
  Effect.mapError(({ message: issue }: Refusal) => new InvalidStateError({ field, issue }))

/** An organisation that begins with a state, which was checked if it is not empty. */
const makeFrom = Effect.fnUntraced(function* (
  options: Options,
  users: Users,
  state: OrganizationState,
  since: DateTime.Utc
): Effect.fn.Return<Organization> {
  const clients = options.clients ?? ([administrator, reader] as const)
  const initialRules = options.faults ?? []
  const initialLimits = {
    rateLimit: options.rateLimit ?? null,
    clientRateLimit: options.clientRateLimit ?? null,
    latency: options.latency ?? null
  }
  const remembered = Math.max(1, options.remembered ?? defaultRemembered)

  let initialState = state
  const channels = makeChannels()
  const sentEvents = makeSentEvents()
  const nextEventId = makeSequence(IdentifierKind.event)
  /** Tells the channels of what was changed. */
  const publish: OnPresenceChange = Effect.fnUntraced(function* (change) {
    const { definitions, primarySources } = stores
    const [definition, definitionBefore] = [change.after, change.before].map(({ definitionId }) =>
      definitions.find(definitionId)
    )
    if (definition === undefined || definitionBefore === undefined) return
    const { sourceId } = yield* primarySources.get(change.userId)
    const { source } = change.after
    const primary = sourceId === (source._tag === "Custom" ? source.name : source.source.id)
    const now = yield* Clock.currentTimeMillis
    for (const message of messagesOf(change, { definition, definitionBefore, primary }, nextEventId())) {
      sentEvents.add(message.topicName, channels.publish(message, now), now)
    }
  })
  const storesOf = (given: OrganizationState) =>
    Effect.flatMap(DateTime.now, (now) => makeStores(given, users, now, publish))
  let stores: Stores = yield* Effect.orDie(makeStores(state, users, since, publish))
  const faultRules = makeFaultRules(initialRules, options.chooseFault)
  const runnersOf = (used: Stores) => makeOperationRunners(operationHandlers(used, channels, faultRules))
  let runners = runnersOf(stores)
  const staleReads = makeStaleReads()
  const use = (next: Stores) =>
    Effect.andThen(
      staleReads.clear,
      Effect.sync(() => {
        stores = next
        runners = runnersOf(next)
      })
    )

  /** Puts other stores in the place of these, and tells of the presences that change with them. */
  const replace = Effect.fnUntraced(function* (next: Stores) {
    const changed: Array<PresenceChange> = []
    for (const { id: userId } of next.users.all) {
      const [before, after] = [stores, next].map(({ presences, sources }) =>
        presences.current(userId, sources.pureCloud)
      )
      if (before === undefined || after === undefined) continue
      if (before.definitionId !== after.definitionId || before.message !== after.message) {
        changed.push({ userId, before, after })
      }
    }
    yield* use(next)
    yield* Effect.forEach(changed, publish, { discard: true })
  })

  const accessTokens = makeAccessTokens(
    Duration.fromInputUnsafe(options.expiresIn ?? defaultExpiresIn),
    channels.tokenRevoked
  )
  const tokenEndpoint = makeTokenEndpoint(clients, accessTokens)
  const requestLog = makeRequestLog(remembered, options.onRequest)
  const limits = makeLimits(initialLimits)
  const rateWindows = makeRateWindows()
  const ledger = makeLedger(remembered)

  const reset = Effect.gen(function* () {
    // The state was checked when it became the initial one.
    yield* use(yield* Effect.orDie(storesOf(initialState)))
    channels.clear()
    sentEvents.clear()
    yield* accessTokens.revokeAll
    yield* tokenEndpoint.clear
    yield* faultRules.clear
    yield* Effect.forEach(initialRules, faultRules.add, { discard: true })
    yield* limits.set(initialLimits)
    yield* rateWindows.clear
    yield* ledger.clear
    yield* requestLog.clear
  })

  /** What comes of a command on a socket: without `ignoreErrors`, one topic that is refused is enough. */
  const subscribe: Subscribe = (channel, topics, unsubscribes, now) => {
    if (unsubscribes) {
      channels.unsubscribe(channel, topics)
      return undefined
    }
    const client = clients.find(({ clientId }) => clientId === channel.owner.clientId) ?? clients[0]
    const subscriptions = topics.map((id) => subscriptionOf(id, client, stores.users))
    const [refused] = subscriptions.flatMap(({ refused: some }) => some)
    if (refused !== undefined) return refused.reason
    if (new Set([...channel.topics.keys(), ...topics]).size > maxTopics)
      return `A channel has at most ${maxTopics} topics`
    channels.subscribe(channel, new Map(subscriptions.map(({ id, permitted }) => [id, permitted])), false, now)
    return undefined
  }

  /** A rule for sockets finds some that are open. */
  const addFault = Effect.fnUntraced(function* (rule: FaultRule) {
    const added = yield* faultRules.add(rule)
    for (const socket of channels.sockets()) {
      const fault = yield* faultRules.takeAt(
        "channelSocket",
        ({ kind }, id) => id === added.id && kind !== "upgradeRefused"
      )
      if (fault !== undefined) socket.suffer(fault)
    }
    return (yield* faultRules.list).find(({ id }) => id === added.id) ?? added
  })

  const socketParts: SocketParts = { channels, faultRules, revokeToken: accessTokens.revoke, subscribe }

  const application = makeApplication({
    accessTokens,
    // The copy is of a state that is in use, with which nothing can be wrong.
    copyRunners: Effect.suspend(() =>
      Effect.map(
        Effect.flatMap(snapshotOf(stores), (snapshot) =>
          Effect.orDie(makeStores(snapshot, users, stores.since, () => Effect.void))
        ),
        runnersOf
      )
    ),
    crossOrigin: makeCrossOrigin(options.allowedOrigins),
    faultRules,
    ledger,
    limits,
    rateWindows,
    requestLog,
    // An imported state brings runners of its own.
    runners: () => runners,
    staleReads,
    tokenEndpoint
  })

  return {
    handler: Effect.flatMap(HttpServerRequest, ({ url }) => {
      const channelId = channelIn(url)
      return channelId === undefined ? application : channelHandler(socketParts, channelId)
    }),
    clients,
    defaultClient: clients[0],
    users: users.all,
    tokenRequests: tokenEndpoint.requests,
    revokeTokens: accessTokens.revokeAll,
    requests: requestLog.recent,
    faults: { ...faultRules, add: addFault },
    limits,
    ledger: ledger.entries,
    channels: Effect.map(Clock.currentTimeMillis, (now) =>
      channels.all(now).map(({ connection, expiresAt, id, owner, topics }) => ({
        id,
        clientId: owner.clientId,
        topics: Array.from(topics.keys()),
        expires: DateTime.makeUnsafe(expiresAt),
        connected: connection !== undefined
      }))
    ),
    sentEvents: sentEvents.recent,
    exportState: Effect.suspend(() => snapshotOf(stores)),
    importState: (given) => Effect.flatMap(storesOf(given), replace),
    setInitialState: (given) =>
      Effect.flatMap(storesOf(given), (next) => {
        initialState = given
        return replace(next)
      }),
    setPresence: Effect.fnUntraced(function* ({ definitionId, message, userId }) {
      yield* stores.users.check(userId).pipe(refuse("userId"))
      const body = { presenceDefinition: { id: definitionId }, ...(message !== undefined && { message }) }
      const { presences, sources } = stores
      yield* presences.write(yield* presences.check(userId, sources.pureCloud, body, "").pipe(refuse("definitionId")))
    }),
    reset,
    fork: (changes = {}) =>
      Effect.flatMap(DateTime.now, (now) => makeFrom({ ...options, ...changes }, users, initialState, now))
  }
})
