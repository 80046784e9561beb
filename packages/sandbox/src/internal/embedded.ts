import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { administrator, reader } from "../OAuthClient.ts"
import type { Options, Organization } from "../Organization.ts"
import { makeAccessTokens } from "./accessTokens.ts"
import { makeApplication } from "./application.ts"
import type { Controlled } from "./control.ts"
import { makeFaultRules } from "./faultRules.ts"
import { makeLedger } from "./ledger.ts"
import { makeLimits } from "./limits.ts"
import { makeOperationRunners } from "./operationRunner.ts"
import { overviewOf } from "./overview.ts"
import { makeRateWindows } from "./rateWindows.ts"
import { makeRequestLog } from "./requestLog.ts"
import { seededUsers } from "./seededUsers.ts"
import { makeStores } from "./stores.ts"
import { makeTokenEndpoint } from "./tokenEndpoint.ts"

const defaultUsers = 50
const defaultExpiresIn = Duration.hours(24)

/** An organisation, and what its control endpoint can do with it. */
export interface Embedded {
  readonly organization: Organization
  readonly controlled: Controlled
}

/** Makes an organisation in its initial state. */
export const makeEmbedded: (options: Options) => Effect.Effect<Embedded> = Effect.fnUntraced(function* (options) {
  const seeded = seededUsers(options.users ?? defaultUsers)
  const clients = options.clients ?? ([administrator, reader] as const)
  const initialRules = options.faults ?? []
  const initialLimits = { rateLimit: options.rateLimit ?? null, latency: options.latency ?? null }

  // An empty state refers to nothing, so that nothing can be wrong with it.
  const initialStores = Effect.orDie(makeStores({}, seeded))
  let stores = yield* initialStores
  let runners = makeOperationRunners(stores.handlers)
  const use = (next: typeof stores) =>
    Effect.sync(() => {
      stores = next
      runners = makeOperationRunners(next.handlers)
    })

  const accessTokens = makeAccessTokens(Duration.fromInputUnsafe(options.expiresIn ?? defaultExpiresIn))
  const tokenEndpoint = makeTokenEndpoint(clients, accessTokens)
  const requestLog = makeRequestLog(options.onRequest)
  const faultRules = makeFaultRules(initialRules, options.chooseFault)
  const limits = makeLimits(initialLimits)
  const ledger = makeLedger()

  const organization: Organization = {
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
    users: seeded,
    tokenRequests: tokenEndpoint.requests,
    revokeTokens: accessTokens.revokeAll,
    requests: requestLog.recent,
    faults: faultRules,
    limits,
    ledger: ledger.entries,
    exportState: Effect.suspend(() => stores.snapshot),
    importState: (state) => Effect.flatMap(makeStores(state, seeded), use),
    reset: Effect.gen(function* () {
      yield* use(yield* initialStores)
      yield* faultRules.clear
      yield* Effect.forEach(initialRules, faultRules.add, { discard: true })
      yield* limits.set(initialLimits)
      yield* ledger.clear
      yield* requestLog.clear
    })
  }

  return {
    organization,
    controlled: {
      ...organization,
      overview: Effect.fnUntraced(function* (search, limit) {
        const faults = yield* faultRules.list
        const requests = yield* requestLog.recent
        return yield* overviewOf(stores, { faults, requests, limits: yield* limits.get }, search, limit)
      }),
      setPresence: Effect.fnUntraced(function* (userId, { definitionId, message }) {
        yield* stores.checkUser(userId)
        const body = { presenceDefinition: { id: definitionId }, ...(message !== undefined && { message }) }
        yield* stores.presences.write(yield* stores.presences.check(userId, stores.sources.pureCloud, body, ""))
      })
    }
  }
})
