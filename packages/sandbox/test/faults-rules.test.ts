import { Contract } from "@genesys-presence/models"
import { ChannelFault, Fault, FaultRule, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Logger, Random, Schema } from "effect"
import { basic, logIn, requestToken, send, userId } from "./api.ts"
import { eventCases, socketCases, subscriptionCases } from "./channelFaultCases.ts"
import { faultCases } from "./faultCases.ts"

const presence = `/api/v2/users/${userId(1)}/presences/purecloud`
const systemPresences = "/api/v2/systempresences"

const failing = (status: number): Fault.Fault => ({ kind: "errorStatus", status })

const statusesOf = <E, R>(request: Effect.Effect<{ readonly status: number }, E, R>, times: number) =>
  Effect.map(Effect.all(Array.from({ length: times }, () => request)), (answers) => answers.map(({ status }) => status))

describe("rules of faults", () => {
  it.effect("are consumed in the order in which they were added, each as often as it says", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const api = yield* logIn()
      yield* faults.add({ operation: "getSystempresences", fault: failing(503), times: 2 })
      yield* faults.add({ operation: "*", fault: failing(500) })
      assert.deepStrictEqual(yield* statusesOf(api.get(systemPresences), 4), [503, 503, 500, 200])
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("hit the requests of their operation and no others", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const api = yield* logIn()
      yield* faults.add({ operation: "getSystempresences", fault: failing(503) })
      assert.strictEqual((yield* api.get(presence)).status, 200)
      assert.strictEqual((yield* api.get(systemPresences)).status, 503)
      yield* faults.add({ operation: "oauthToken", fault: failing(503) })
      assert.strictEqual((yield* api.get(presence)).status, 200)
      assert.strictEqual((yield* requestToken({})).status, 503)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("for everything hit every operation and the login, and nothing else", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const api = yield* logIn()
      yield* faults.add({ operation: "*", fault: failing(418), times: "always" })
      for (const name of Contract.operationNames) {
        const { method, path } = Contract.contract[name]
        const headers = { authorization: `Bearer ${api.token}` }
        assert.strictEqual((yield* send(method, path, { headers })).status, 418, name)
      }
      assert.strictEqual((yield* requestToken({})).status, 418)
      assert.strictEqual((yield* api.get("/nothing")).status, 404)
      assert.containsSubset(yield* faults.list, [{ consumed: Contract.operationNames.length + 1, remaining: "always" }])
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("of the login leave the API alone, and the other way round", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const api = yield* logIn()
      yield* faults.add({ operation: "*", fault: { kind: "invalidClient" } })
      yield* faults.add({ operation: "*", fault: { kind: "tokenRevoked" } })
      assert.strictEqual((yield* api.get(presence)).status, 401)
      assert.containsSubset((yield* requestToken({})).body, { error: "invalid_client" })
      assert.deepStrictEqual(yield* faults.unconsumed, [])
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("happen as likely as they say, by Effect's Random", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const api = yield* logIn()
      const rule = { operation: "getSystempresences", fault: failing(503), times: "always" } as const
      yield* faults.add({ ...rule, probability: 0 })
      assert.deepStrictEqual(yield* statusesOf(api.get(systemPresences), 5), [200, 200, 200, 200, 200])
      yield* faults.add({ ...rule, probability: 0.5 })
      const some = yield* statusesOf(api.get(systemPresences), 40)
      assert.includeMembers(some, [200, 503])
      yield* faults.add({ ...rule, probability: 1 })
      assert.notInclude(yield* statusesOf(api.get(systemPresences), 5), 200)
    }).pipe(Effect.provide(Sandbox.layer()), Random.withSeed("faults"))
  )

  it.effect("say what became of them, until they are removed", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const api = yield* logIn()
      const once = { operation: "getSystempresences", fault: failing(503) } as const
      const always = { operation: "getUserPresencesPurecloud", fault: failing(500), times: "always" } as const
      const first = yield* faults.add(once)
      assert.deepStrictEqual(first, { id: first.id, rule: once, consumed: 0, remaining: 1 })
      const second = yield* faults.add(always)
      assert.deepStrictEqual(yield* faults.unconsumed, [first, second])
      yield* api.get(systemPresences)
      assert.deepStrictEqual(yield* faults.list, [{ ...first, consumed: 1, remaining: 0 }, second])
      assert.deepStrictEqual(yield* faults.unconsumed, [second])
      yield* api.get(presence)
      assert.deepStrictEqual(yield* faults.unconsumed, [])
      assert.isTrue(yield* faults.remove(second.id))
      assert.isFalse(yield* faults.remove(second.id))
      assert.strictEqual((yield* api.get(presence)).status, 200)
      yield* faults.clear
      assert.deepStrictEqual(yield* faults.list, [])
      assert.notStrictEqual((yield* faults.add(once)).id, first.id)
    }).pipe(Effect.provide(Sandbox.layer()))
  )

  it.effect("can be there from the beginning", () =>
    Effect.gen(function* () {
      const { defaultClient, tokenRequests } = yield* Sandbox
      const authorization = basic(defaultClient)
      assert.strictEqual((yield* requestToken({ grant_type: "client_credentials" }, { authorization })).status, 400)
      yield* logIn()
      assert.strictEqual(yield* tokenRequests, 2)
    }).pipe(
      Effect.provide(Sandbox.layer({ faults: [{ operation: "oauthToken", fault: { kind: "tokenRateLimited" } }] }))
    )
  )

  it.effect("are remembered with the requests that had them", () =>
    Effect.gen(function* () {
      const { faults, requests } = yield* Sandbox
      const api = yield* logIn()
      yield* faults.add({ operation: "*", fault: { kind: "htmlStatus", status: 502 } })
      yield* api.delete("/api/v2/presence/sources/nothing").pipe(Effect.exit)
      assert.containsSubset((yield* requests).slice(1), [
        { operation: "deletePresenceSource", status: 502, fault: "htmlStatus" }
      ])
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})

describe("a fault at the end of its sandbox that was not had", () => {
  const messagesOf = (options: { readonly reportUnconsumedFaults?: boolean }) => {
    const messages: Array<string> = []
    const logger = Logger.make(({ logLevel, message }) => messages.push(`${logLevel} ${String(message)}`))
    const faults = [
      { operation: "getSystempresences", fault: { kind: "noAnswer" } },
      { operation: "*", fault: failing(503) }
    ] as const
    return Effect.flatMap(logIn().pipe(Effect.exit), () => Effect.void).pipe(
      Effect.provide(Sandbox.layer({ ...options, faults })),
      Effect.provide(Logger.layer([logger])),
      Effect.as(messages)
    )
  }

  it.effect("is reported where that is wanted", () =>
    Effect.gen(function* () {
      const [message, ...others] = yield* messagesOf({ reportUnconsumedFaults: true })
      assert.match(message ?? "", /^Warn The sandbox ends with a fault .* noAnswer of getSystempresences/)
      assert.deepStrictEqual(others, [])
    })
  )

  it.effect("is not reported by default", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* messagesOf({}), [])
    })
  )
})

describe("faults that a program chooses", () => {
  /** The second request of each call fails, told apart by a header; so does every login but the first. */
  const secondOfEach = () => {
    const seen = new Map<string, number>()
    return ({ headers, operation }: FaultRule.Candidate) =>
      Effect.sync((): Fault.Fault | undefined => {
        const call = operation === "oauthToken" ? operation : (headers["x-call"] ?? "")
        const count = (seen.get(call) ?? 0) + 1
        seen.set(call, count)
        if (count === 1) return undefined
        return operation === "oauthToken" ? { kind: "tokenRevoked" } : failing(503)
      })
  }

  it.effect("depend on the request", () =>
    Effect.gen(function* () {
      const { token } = yield* logIn()
      const call = (name: string) =>
        Effect.map(
          send("GET", presence, { headers: { authorization: `Bearer ${token}`, "x-call": name } }),
          ({ status }) => status
        )
      assert.deepStrictEqual(
        [yield* call("a"), yield* call("b"), yield* call("a"), yield* call("b")],
        [200, 200, 503, 503]
      )
    }).pipe(Effect.provide(Sandbox.layer({ chooseFault: secondOfEach() })))
  )

  it.effect("come after the rules", () =>
    Effect.gen(function* () {
      const { faults } = yield* Sandbox
      const api = yield* logIn()
      yield* faults.add({ operation: "getSystempresences", fault: failing(500), times: 2 })
      assert.deepStrictEqual(yield* statusesOf(api.get(systemPresences), 4), [500, 500, 200, 503])
    }).pipe(Effect.provide(Sandbox.layer({ chooseFault: secondOfEach() })))
  )

  it.effect("do nothing where an operation cannot have them", () =>
    Effect.gen(function* () {
      yield* logIn()
      yield* logIn()
      const { requests, tokenRequests } = yield* Sandbox
      assert.strictEqual(yield* tokenRequests, 2)
      assert.deepStrictEqual(
        (yield* requests).map(({ fault, status }) => ({ fault, status })),
        [
          { fault: undefined, status: 200 },
          { fault: undefined, status: 200 }
        ]
      )
    }).pipe(Effect.provide(Sandbox.layer({ chooseFault: secondOfEach() })))
  )
})

describe("rules of faults as JSON", () => {
  const refusedUpgrade = { upgradeRefused: { fault: { kind: "upgradeRefused", status: 503 } } } as const
  const decode = Schema.decodeUnknownEffect(FaultRule.FaultRule)
  const encode = Schema.encodeEffect(FaultRule.FaultRule)

  for (const kind of Fault.kinds) {
    it.effect(`${kind} survives`, () =>
      Effect.gen(function* () {
        const rule = { operation: "*", fault: faultCases[kind].fault, times: "always", probability: 0.5 }
        const decoded = yield* decode(JSON.parse(JSON.stringify(rule)))
        assert.deepStrictEqual(JSON.parse(JSON.stringify(yield* encode(decoded))), rule)
      })
    )
  }

  for (const kind of ChannelFault.kinds) {
    it.effect(`${kind} survives`, () =>
      Effect.gen(function* () {
        const { fault } = { ...socketCases, ...eventCases, ...subscriptionCases, ...refusedUpgrade }[kind]
        const rule = { operation: ChannelFault.momentOf(kind), fault, times: "always" }
        const decoded = yield* decode(JSON.parse(JSON.stringify(rule)))
        assert.deepStrictEqual(JSON.parse(JSON.stringify(yield* encode(decoded))), rule)
      })
    )
  }

  it.effect("say which operation a fault is for", () =>
    Effect.gen(function* () {
      const wrong = [
        ["*", { kind: "eventLost" }, "* cannot have the fault eventLost, which is for channelEvent"],
        [
          "channelSocket",
          { kind: "invalidUtf8" },
          "channelSocket cannot have the fault invalidUtf8, which is for requests of the API and for a token"
        ]
      ] as const
      for (const [operation, fault, message] of wrong) {
        const error = yield* Effect.flip(decode({ operation, fault }))
        assert.include(String(error), message)
        assert.notInclude(String(error), "<filter>")
      }
    })
  )

  it("do not compile with a fault of another operation", () => {
    // @ts-expect-error a fault of events
    const socket: FaultRule.FaultRule = { operation: "channelSocket", fault: { kind: "eventLost" } }
    // @ts-expect-error all requests, and no sockets
    const all: FaultRule.FaultRule = { operation: "*", fault: { kind: "socketDropped" } }
    for (const { fault, operation } of [socket, all]) assert.isFalse(FaultRule.canHave(operation, fault))
  })

  it.effect("are refused when nothing could come of them", () =>
    Effect.gen(function* () {
      const fault = failing(503)
      const refused: ReadonlyArray<unknown> = [
        { operation: "nothing", fault },
        { operation: "*" },
        { operation: "*", fault: { kind: "nothing" } },
        { operation: "*", fault: failing(99) },
        { operation: "*", fault: { ...fault, retryAfter: "1\r\nset-cookie: a=b" } },
        { operation: "*", fault, times: 0 },
        { operation: "*", fault, probability: 1.1 },
        { operation: "getSystempresences", fault: { kind: "invalidClient" } },
        { operation: "oauthToken", fault: { kind: "tokenRevoked" } },
        { operation: "channelSocket", fault },
        { operation: "channelSocket", fault: { kind: "eventLost" } },
        { operation: "*", fault: { kind: "socketDropped" } },
        { operation: "putNotificationsChannelSubscriptions", fault: { kind: "topicMissing" } },
        { operation: "channelSocket", fault: { kind: "socketClosed", code: 1006 } },
        { operation: "channelSocket", fault: { kind: "socketClosed", code: 1000, reason: "x".repeat(124) } }
      ]
      for (const rule of refused) assert.isTrue(Exit.isFailure(yield* Effect.exit(decode(rule))), JSON.stringify(rule))
    })
  )
})
