import { assert, describe, it } from "@effect/vitest"
import { PresenceClient } from "@genesys-presence/client"
import { Clock, Context, Effect, Layer, Metric, Redacted, Tracer } from "effect"
import { HttpClient, HttpClientResponse } from "effect/http"
import { TestClock } from "effect/testing"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { Connections, Tenants, UnknownTenant } from "../src/tenants/Tenants.ts"
import { runProgram } from "./support/runProgram.ts"

const collectGarbage = (): (() => void) => {
  setFlagsFromString("--expose-gc")
  return runInNewContext("gc") as () => void // what the flag adds
}

/** A login and an API for all tenants. A token names its tenant, and so do the ids of users. */
class Service extends Context.Service<
  Service,
  {
    /** How many tokens each tenant has fetched. */
    readonly logins: Map<string, number>
    /** Requests with the token of another tenant. */
    readonly foreign: Array<string>
    readonly tenants: Set<string>
  }
>()("test/Service") {
  static readonly layer = Layer.effectContext(
    Effect.sync(() => {
      const service = Service.of({
        logins: new Map(),
        foreign: [],
        tenants: new Set(Array.from({ length: 1000 }, (_, index) => `tenant-${index}`))
      })
      const answer = (path: string, authorization: string): Response => {
        if (path === "/oauth/token") {
          const [tenant = ""] = atob(authorization.replace("Basic ", "")).split(":")
          service.logins.set(tenant, (service.logins.get(tenant) ?? 0) + 1)
          return Response.json({ access_token: `of.${tenant}`, token_type: "bearer", expires_in: 3600 })
        }
        const user = /users\/([^/]+)\//.exec(path)?.[1] ?? ""
        if (authorization !== `Bearer of.${user}`) service.foreign.push(`${user}: ${authorization}`)
        return Response.json({})
      }
      const client = HttpClient.make((request, url) =>
        Effect.sync(() =>
          HttpClientResponse.fromWeb(request, answer(url.pathname, request.headers["authorization"] ?? ""))
        )
      )
      const of = (tenant: string) =>
        service.tenants.has(tenant)
          ? Effect.succeed({ region: "eu-central-1", clientId: tenant, clientSecret: Redacted.make("secret") } as const)
          : Effect.fail(new UnknownTenant({ tenant }))
      return Context.make(Service, service).pipe(
        Context.add(HttpClient.HttpClient, client),
        Context.add(Connections, Connections.of({ of }))
      )
    })
  )
}

/** How many sleeps and fibers there are at the moment. */
class Activity extends Context.Service<Activity, { readonly sleeping: () => number; readonly running: () => number }>()(
  "test/Activity"
) {
  static readonly layer = Layer.effectContext(
    Effect.map(Clock.Clock, (clock) => {
      let sleeping = 0
      let running = 0
      return Context.make(Activity, { sleeping: () => sleeping, running: () => running }).pipe(
        Context.add(Clock.Clock, {
          ...clock,
          sleep: (duration) =>
            Effect.suspend(() => {
              sleeping += 1
              return Effect.ensuring(
                clock.sleep(duration),
                Effect.sync(() => {
                  sleeping -= 1
                })
              )
            })
        }),
        Context.add(Metric.FiberRuntimeMetrics, {
          recordFiberStart: () => {
            running += 1
          },
          recordFiberEnd: () => {
            running -= 1
          }
        })
      )
    })
  )
}

const Live = Tenants.layer.pipe(Layer.provideMerge(Service.layer), Layer.provideMerge(Activity.layer))

/** What a request of a tenant does: two calls, with the client of that tenant. */
const request = (tenant: string) =>
  Effect.gen(function* () {
    const presence = yield* PresenceClient
    yield* Effect.replicateEffect(presence.getUserPresencesPurecloud({ userId: tenant }), 2)
    return presence
  }).pipe(Effect.provide(Tenants.client(tenant)))

const requestOfEach = Effect.gen(function* () {
  const { tenants } = yield* Service
  return yield* Effect.forEach(tenants, request, { concurrency: 100 })
})

describe("1,000 tenants in one process", () => {
  it.effect("use their own tokens, and have one timer each until they have been idle", () =>
    Effect.gen(function* () {
      const { foreign, logins, tenants } = yield* Service
      const { running, sleeping } = yield* Activity
      const runningBefore = running()
      yield* requestOfEach
      assert.sameMembers(Array.from(logins.keys()), Array.from(tenants))
      assert.deepStrictEqual(Array.from(new Set(logins.values())), [1])
      assert.deepStrictEqual(foreign, [])
      assert.strictEqual(sleeping(), 1000)
      assert.strictEqual(running() - runningBefore, 1000)
      yield* TestClock.adjust("10 minutes")
      assert.strictEqual(sleeping(), 0)
      assert.strictEqual(running() - runningBefore, 0)
      yield* request("tenant-1")
      assert.strictEqual(logins.get("tenant-1"), 2)
    }).pipe(Effect.provide(Live))
  )

  it.effect("leave nothing in memory when they have been idle", () =>
    Effect.gen(function* () {
      const gc = collectGarbage()
      const clients = (yield* requestOfEach).map((client) => new WeakRef(client))
      const turn = Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
      const alive = Effect.map(turn, () => {
        gc()
        return clients.filter((client) => client.deref() !== undefined).length
      })
      assert.strictEqual(yield* alive, 1000)
      yield* TestClock.adjust("10 minutes")
      assert.strictEqual(yield* alive, 0)
    }).pipe(Effect.provide(Live))
  )
})

describe("a tenant", () => {
  it.effect("keeps its client as long as it is used", () =>
    Effect.gen(function* () {
      yield* Effect.replicateEffect(Effect.andThen(request("tenant-1"), TestClock.adjust("9 minutes")), 5)
      assert.strictEqual((yield* Service).logins.get("tenant-1"), 1)
    }).pipe(Effect.provide(Live))
  )

  it.effect("that is unknown costs nothing, and is served as soon as it is known", () =>
    Effect.gen(function* () {
      const { logins, tenants } = yield* Service
      const { sleeping } = yield* Activity
      assert.strictEqual((yield* Effect.flip(request("initech")))._tag, "UnknownTenant")
      assert.strictEqual(sleeping(), 0)
      tenants.add("initech")
      yield* request("initech")
      assert.strictEqual(logins.get("initech"), 1)
    }).pipe(Effect.provide(Live))
  )

  it.effect("gets its new secret after it was invalidated", () =>
    Effect.gen(function* () {
      yield* request("tenant-1")
      yield* Tenants.invalidate("tenant-1")
      yield* request("tenant-1")
      assert.strictEqual((yield* Service).logins.get("tenant-1"), 2)
    }).pipe(Effect.provide(Live))
  )

  it.effect("logs in outside of the span of the request that came first", () => {
    const roots: Array<string> = []
    const tracer = Tracer.make({
      span: (options) => {
        if (options.parent._tag === "None") roots.push(options.name)
        return new Tracer.NativeSpan(options)
      }
    })
    return Effect.gen(function* () {
      yield* request("tenant-1").pipe(Effect.withSpan("request"))
      assert.deepStrictEqual(roots, ["request", "Authentication.token"])
    }).pipe(Effect.provide(Live), Effect.withTracer(tracer))
  })

  it.effect("has its name on all metrics of its calls", () =>
    Effect.gen(function* () {
      yield* request("tenant-1")
      const labelled = (yield* Metric.snapshot).filter(({ attributes }) => attributes?.["tenant"] === "tenant-1")
      assert.sameMembers(
        labelled.map(({ id }) => id),
        ["genesys_presence_call_duration_seconds", "genesys_presence_token_requests_total"]
      )
    }).pipe(Effect.provide(Live), Effect.provideService(Metric.MetricRegistry, new Map()))
  )
})

describe("the example for tenants", () => {
  it.live("serves each request from the organisation of its tenant", () =>
    Effect.gen(function* () {
      const { code, output } = yield* runProgram("tenants.ts", {})
      assert.strictEqual(code, 0, output)
      assert.deepStrictEqual(output.trim().split("\n"), [
        "acme: 3 users",
        "globex: 7 users",
        "There is no tenant initech",
        "acme: 3 users"
      ])
    })
  )
})
