import { NodeHttpClient } from "@effect/platform-node"
import { Context, Effect, Layer } from "effect"
import { Otlp } from "effect/observability"
import { type RecordedRequest, RecordingServer } from "./recordingServer.ts"

interface Attribute {
  readonly key: string
  readonly value: Readonly<Record<string, unknown>>
}

type Attributes = Readonly<Record<string, unknown>>

/** A span as the receiver got it. */
export interface ReceivedSpan {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  /** `""` or absent for the first span of a trace. */
  readonly parentSpanId?: string
  readonly attributes: Attributes
  readonly links: ReadonlyArray<{ readonly spanId: string }>
  readonly status: { readonly message?: string }
  readonly events: ReadonlyArray<{ readonly name: string; readonly attributes: Attributes }>
}

/** A series of a metric as the receiver got it. */
export interface ReceivedSeries {
  readonly name: string
  readonly attributes: Attributes
}

export interface Received {
  readonly spans: ReadonlyArray<ReceivedSpan>
  readonly series: ReadonlyArray<ReceivedSeries>
  /** All that came, as text. */
  readonly text: string
}

/** The members of all arrays under a key, at any depth. */
const under = (key: string, value: unknown): ReadonlyArray<unknown> => {
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    name === key && Array.isArray(member) ? member : under(key, member)
  )
}

/** The attributes of OTLP, an array each, as objects. */
const plain = (attributes: ReadonlyArray<Attribute>): Attributes =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

const withPlainAttributes = (key: string, value: unknown): unknown =>
  // Only attributes have this name in what OTLP says of spans and metrics.
  key === "attributes" && Array.isArray(value) ? plain(value as ReadonlyArray<Attribute>) : value

/** What requests told a receiver of OTLP over HTTP. */
export const readTelemetry = (requests: ReadonlyArray<RecordedRequest>): Received => {
  const bodies = requests.map(({ body }): unknown => JSON.parse(body, withPlainAttributes))
  return {
    // The receiver gets what OTLP says that spans and metrics are.
    spans: under("spans", bodies) as ReadonlyArray<ReceivedSpan>,
    series: (under("metrics", bodies) as ReadonlyArray<{ readonly name: string }>).flatMap((metric) =>
      under("dataPoints", metric).map((point) => ({
        name: metric.name,
        ...(point as Pick<ReceivedSeries, "attributes">)
      }))
    ),
    text: requests.map(({ body }) => body).join("\n")
  }
}

/** Runs a program that sends its telemetry to a receiver of OTLP over HTTP, and gives what the receiver got until its end. */
export const received = <A, E, R>(program: Effect.Effect<A, E, R>): Effect.Effect<Received, E, R> =>
  Effect.scoped(
    Effect.gen(function* () {
      const receiver = Context.get(yield* Layer.build(Layer.fresh(RecordingServer.layer)), RecordingServer)
      yield* receiver.replyWith({ status: 200, body: "{}" })
      const exporting = Otlp.layerJson({
        baseUrl: receiver.url,
        resource: { serviceName: "test" },
        loggerMergeWithExisting: false
      }).pipe(Layer.provide(NodeHttpClient.layerUndici))
      yield* Effect.provide(program, exporting)
      return readTelemetry(yield* receiver.takeRequests)
    })
  )
