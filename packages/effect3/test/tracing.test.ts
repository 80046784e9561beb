import { assert, describe, it } from "@effect/vitest"
import { ManyUsers, PresenceClient, type PresenceTransportOptions, RetryLayer } from "@genesys-presence/effect3"
import { Context, Effect, Ref, Tracer } from "effect"
import { inspect } from "node:util"
import { client, http, json, kinds, token } from "./support/withoutNetwork.ts"

/** Makes a call with whatever is put around it; gives the spans of its tracer, and the `traceparent` it sent. */
const observed = (
  around: (call: Effect.Effect<unknown, unknown>) => Effect.Effect<unknown, unknown>,
  call: Effect.Effect<unknown, unknown, PresenceClient> = kinds,
  options?: PresenceTransportOptions
) =>
  Effect.gen(function* () {
    const spans: Array<Tracer.Span> = []
    const own = yield* Effect.tracer
    const recording = Tracer.make({
      ...own,
      span: (...args) => {
        const span = own.span(...args)
        spans.push(span)
        return span
      }
    })
    const sent = yield* Ref.make<string | undefined>(undefined)
    const service = http((_path, headers) => Effect.zipRight(Ref.set(sent, headers["traceparent"]), json([])))
    yield* around(Effect.provide(call, client(service, RetryLayer.compose(), options))).pipe(
      Effect.withTracer(recording)
    )
    return { spans, traceparent: yield* Ref.get(sent) }
  })

describe("the tracing of Effect 3", () => {
  it.live("spans are those of its tracer, under the caller's, and carry no token", () =>
    Effect.gen(function* () {
      const { spans, traceparent } = yield* observed(Effect.withSpan("caller"))
      const [caller, call] = spans
      assert.lengthOf(spans, 2)
      assert.strictEqual(call?.name, "PresenceClient.getSystempresences")
      assert.strictEqual(call?.parent._tag === "Some" && call.parent.value.spanId, caller?.spanId)
      assert.strictEqual(call?.attributes.get("http.response.status_code"), 200)
      assert.isUndefined(traceparent)
      assert.notInclude(inspect(spans, { depth: 8 }), token)
    })
  )

  it.live("annotations, links and no timing around a call are those of its span", () =>
    Effect.gen(function* () {
      const linked = Tracer.externalSpan({ spanId: "b7ad6b7169203331", traceId: "0af7651916cd43dd8448eb211c80319c" })
      const { spans } = yield* observed((call) =>
        call.pipe(
          Effect.annotateSpans({ tenant: "acme" }),
          Effect.linkSpans(linked, { why: "queued" }),
          Effect.withTracerTiming(false)
        )
      )
      assert.strictEqual(spans[0]?.attributes.get("tenant"), "acme")
      assert.deepStrictEqual(
        spans[0]?.links.map(({ attributes, span }) => [span.spanId, attributes]),
        [[linked.spanId, { why: "queued" }]]
      )
      assert.strictEqual(spans[0]?.status.startTime, 0n)
    })
  )

  it.live("no span is made, and none told of, where tracing is off", () =>
    Effect.gen(function* () {
      const { spans, traceparent } = yield* observed((call) =>
        call.pipe(Effect.withTracerEnabled(false), Effect.withSpan("caller"))
      )
      assert.deepStrictEqual(
        spans.map(({ name }) => name),
        ["caller"]
      )
      assert.isUndefined(traceparent)
    })
  )

  it.live("tracing that is off in a callback of a call stays off there", () =>
    Effect.gen(function* () {
      const read = Effect.flatMap(PresenceClient, (presence) =>
        ManyUsers.readAllPresences(["u1"], {
          onProgress: () =>
            presence.getSystempresences().pipe(Effect.withTracerEnabled(false), Effect.orDie, Effect.asVoid)
        })
      )
      const { spans } = yield* observed(Effect.withSpan("caller"), read)
      assert.deepStrictEqual(
        spans.map(({ name }) => name),
        ["caller", "PresenceClient.getUsersPresencesPurecloudBulk"]
      )
    })
  )

  it.live("a span that is not to be propagated is not the parent of a call's", () =>
    Effect.gen(function* () {
      const hidden = Effect.withSpan("hidden", { context: Context.make(Tracer.DisablePropagation, true) })
      const { spans } = yield* observed((call) => call.pipe(hidden, Effect.withSpan("caller")))
      const [caller, call] = spans
      assert.strictEqual(call?.name, "PresenceClient.getSystempresences")
      assert.strictEqual(call?.parent._tag === "Some" && call.parent.value.spanId, caller?.spanId)
    })
  )

  it.live("the service is told of a trace where the transport is to propagate it", () =>
    Effect.gen(function* () {
      const { spans, traceparent } = yield* observed(Effect.withSpan("caller"), kinds, { propagateTraceContext: true })
      const [, call] = spans
      assert.strictEqual(traceparent, `00-${call?.traceId}-${call?.spanId}-01`)
    })
  )
})
