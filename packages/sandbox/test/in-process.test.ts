import { NodeHttpClient } from "@effect/platform-node"
import { Fault, Organization, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Schema } from "effect"
import { HttpClient, type HttpClientError, HttpClientRequest, HttpServerRequest, HttpServerResponse } from "effect/http"
import { TestClock } from "effect/testing"
import { userId } from "./api.ts"
import { faultCases, faultedBody } from "./faultCases.ts"

const path = `/api/v2/users/${userId(1)}/presences/purecloud`

const Issued = Schema.Struct({ access_token: Schema.String })

const tokenRequest = (baseUrl: string) =>
  HttpClientRequest.post(`${baseUrl}/oauth/token`).pipe(
    HttpClientRequest.basicAuth("00000006-0000-4000-8000-000000000001", "sandbox-secret"),
    HttpClientRequest.bodyUrlParams({ grant_type: "client_credentials" })
  )

const logIn = Effect.gen(function* () {
  const { baseUrl } = yield* Sandbox
  const response = yield* HttpClient.execute(tokenRequest(baseUrl))
  const { access_token } = yield* Schema.decodeUnknownEffect(Issued)(yield* response.json)
  return HttpClientRequest.bearerToken(access_token)
})

const ping = Effect.gen(function* () {
  const { baseUrl } = yield* Sandbox
  const response = yield* HttpClient.get(`${baseUrl}/nothing`)
  yield* response.text
})

/** Of an error, its kind and the code of what is behind it. */
const failureOf = ({ reason }: HttpClientError.HttpClientError) => ({
  _tag: reason._tag,
  code: "cause" in reason && reason.cause instanceof Error && "code" in reason.cause ? reason.cause.code : undefined
})

/** What two sandboxes have each of their own. */
const varying = /"access_token":"\w+"|"contextId":"[\w-]+"|"modifiedDate":"[^"]+"/g

const mostTurns = 1000

/** Gives everything that runs its turns until a condition holds. */
const until = <R>(
  condition: Effect.Effect<boolean>,
  turn: Effect.Effect<unknown, HttpClientError.HttpClientError, R>
) =>
  Effect.gen(function* () {
    for (let turns = 0; !(yield* condition); turns++) {
      assert.isBelow(turns, mostTurns)
      yield* turn
    }
  })

/** What a client sees of a request with a fault. */
const outcomeOf = Effect.fnUntraced(function* (kind: Fault.Kind) {
  const { baseUrl, faults, ledger, requests } = yield* Sandbox
  const authorize = yield* logIn
  const isLogin = Fault.loginKinds.includes(kind)
  const { ending, fault } = faultCases[kind]
  yield* faults.add({ operation: isLogin ? "oauthToken" : "patchUserPresencesPurecloud", fault })
  const request = isLogin
    ? tokenRequest(baseUrl)
    : HttpClientRequest.patch(`${baseUrl}${path}`).pipe(
        authorize,
        HttpClientRequest.bodyText(faultedBody, "application/json")
      )
  const seen: Array<unknown> = []
  const call = yield* Effect.forkChild(
    HttpClient.execute(request).pipe(
      Effect.flatMap((response) => {
        const { headers, status } = response
        seen.push({
          status,
          contentType: headers["content-type"],
          retryAfter: headers["retry-after"],
          location: headers["location"],
          hasCorrelationId: headers["inin-correlation-id"] !== undefined,
          used: headers["inin-ratelimit-count"]
        })
        return Effect.map(response.text, (text) => {
          const same = text.replaceAll(varying, "")
          seen.push({ length: same.length, text: same.trimEnd() })
        })
      }),
      Effect.catch((error) => Effect.sync(() => seen.push(failureOf(error))))
    )
  )
  yield* until(
    Effect.map(requests, (records) => records.some((record) => record.fault === kind)),
    ping
  )
  if (ending === "open") {
    yield* Effect.andThen(ping, ping)
    assert.isUndefined(call.pollUnsafe())
    yield* Fiber.interrupt(call)
  } else {
    yield* until(
      Effect.sync(() => call.pollUnsafe() !== undefined),
      Effect.andThen(TestClock.adjust(1000), ping)
    )
  }
  const [entry] = yield* ledger
  return { seen, applied: entry?.applied, correlationIds: entry?.correlationIds.length }
})

const overSocket = Layer.merge(Sandbox.layer(), NodeHttpClient.layerUndici)

describe("without a socket", () => {
  for (const kind of Fault.kinds) {
    it.effect(`a client sees of ${kind} what undici sees over one`, () =>
      Effect.gen(function* () {
        const expected = yield* outcomeOf(kind).pipe(Effect.provide(overSocket))
        const actual = yield* outcomeOf(kind).pipe(Effect.provide(Sandbox.layerInProcess()))
        assert.deepStrictEqual(actual, expected)
      })
    )
  }

  it.effect("the client reaches the sandbox and nothing else", () =>
    Effect.gen(function* () {
      const { baseUrl, port } = yield* Sandbox
      assert.strictEqual(port, 0)
      assert.strictEqual((yield* HttpClient.get(`${baseUrl}/nothing`)).status, 404)
      for (const other of ["http://127.0.0.1", "https://127.0.0.1:0", "https://api.mypurecloud.com"]) {
        const error = yield* Effect.flip(HttpClient.get(`${other}/nothing`))
        assert.deepStrictEqual(failureOf(error), { _tag: "TransportError", code: "ECONNREFUSED" })
      }
    }).pipe(Effect.provide(Sandbox.layerInProcess()))
  )

  it.effect("each layer has a state of its own", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Sandbox
      const theirs = yield* logIn.pipe(Effect.provide(Sandbox.layerInProcess()))
      const request = HttpClientRequest.get(`${baseUrl}${path}`)
      assert.strictEqual((yield* HttpClient.execute(theirs(request))).status, 401)
      assert.strictEqual((yield* HttpClient.execute((yield* logIn)(request))).status, 200)
    }).pipe(Effect.provide(Sandbox.layerInProcess()))
  )
})

describe("an organisation behind another server", () => {
  const throughWeb = Effect.fnUntraced(function* (fault: Fault.Fault) {
    const { handler } = yield* Organization.make({ faults: [{ operation: "*", fault }] })
    const request = HttpServerRequest.fromWeb(new Request("http://localhost/api/v2/systempresences"))
    const response = yield* Effect.provideService(handler, HttpServerRequest.HttpServerRequest, request)
    const web = HttpServerResponse.toWeb(response)
    return { status: web.status, text: yield* Effect.result(Effect.tryPromise(() => web.text())) }
  })

  it.effect("has the faults of a connection as near as a response comes to them", () =>
    Effect.gen(function* () {
      assert.containsSubset(yield* throughWeb({ kind: "singleBytes" }), { status: 401, text: { _tag: "Success" } })
      assert.containsSubset(yield* throughWeb({ kind: "resetInBody" }), { status: 401, text: { _tag: "Failure" } })
      assert.containsSubset(yield* throughWeb({ kind: "resetBeforeHandling" }), {
        status: 502,
        text: { _tag: "Failure" }
      })
    })
  )

  it.effect("forgets tokens that expired long ago, once there are many", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Sandbox
      const old = yield* logIn
      const said = Effect.gen(function* () {
        const request = HttpClientRequest.get(`${baseUrl}${path}`).pipe(old)
        return yield* (yield* HttpClient.execute(request)).text
      })
      const many = Effect.forEach(Array.from({ length: 1000 }), () => logIn, { discard: true })
      yield* many
      yield* TestClock.adjust("59 minutes")
      assert.include(yield* said, "credentials.expired")
      yield* TestClock.adjust("2 hours")
      yield* many
      assert.include(yield* said, "bad.credentials")
    }).pipe(Effect.provide(Sandbox.layerInProcess({ expiresIn: "1 minute" })))
  )
})
