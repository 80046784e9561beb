import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { runProgram } from "./support/runProgram.ts"

/** What a receiver got, by path. */
type Received = ReadonlyArray<{ readonly path: string; readonly body: string }>

/** A receiver of OTLP on a free port, and what came until now. */
const receiver = Effect.acquireRelease(
  Effect.callback<{ readonly url: string; readonly received: () => Received; readonly close: () => void }>((resume) => {
    const received: Array<{ path: string; body: string }> = []
    const server = createServer((request, response) => {
      const chunks: Array<Buffer> = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        received.push({ path: request.url ?? "", body: Buffer.concat(chunks).toString() })
        response.end("{}")
      })
    }).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo // it listens on a port
      resume(
        Effect.succeed({ url: `http://127.0.0.1:${port}`, received: () => received, close: () => void server.close() })
      )
    })
  }),
  ({ close }) => Effect.sync(close)
)

interface Attribute {
  readonly key: string
  readonly value: Readonly<Record<string, unknown>>
}

interface Span {
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly attributes: ReadonlyArray<Attribute>
  readonly events: ReadonlyArray<{ readonly name: string; readonly attributes: ReadonlyArray<Attribute> }>
}

/** Everything under a key, at any depth. */
const under = (key: string, value: unknown): ReadonlyArray<unknown> => {
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    name === key && Array.isArray(member) ? member : under(key, member)
  )
}

const plain = (attributes: ReadonlyArray<Attribute>) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

/** The tree of spans, a line each. */
const tree = (spans: ReadonlyArray<Span>, parent: string | undefined, depth = 0): ReadonlyArray<string> =>
  spans
    .filter(({ parentSpanId }) => (parentSpanId ?? "") === (parent ?? ""))
    .flatMap((span) => [
      `${"  ".repeat(depth)}${span.name}`,
      ...span.events.map(({ attributes, name }) => {
        const { reason } = plain(attributes)
        return `${"  ".repeat(depth + 1)}! ${name}${typeof reason === "string" ? `: ${reason}` : ""}`
      }),
      ...tree(spans, span.spanId, depth + 1)
    ])

describe("the example for tracing", () => {
  it.live("exports the span of a call with its retry, metrics and logs, and no secret", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const { received, url } = yield* receiver
        const { code, output } = yield* runProgram("tracing.ts", { OTEL_EXPORTER_OTLP_ENDPOINT: url })
        assert.strictEqual(code, 0, output)
        const bodies = (path: string) =>
          received()
            .filter((one) => one.path === path)
            .map((one): unknown => JSON.parse(one.body))
        // The receiver gets what OTLP says that a span is.
        const spans = bodies("/v1/traces").flatMap((body) => under("spans", body)) as ReadonlyArray<Span>
        const ours = spans.filter(({ name }) => name === "lunch break" || name.startsWith("PresenceClient."))
        assert.deepStrictEqual(tree(ours, undefined), [
          "lunch break",
          "  ! The user's message is back at two",
          "  PresenceClient.putUsersPresencesBulk",
          "    ! genesys_presence_retry: PresenceServiceUnavailable"
        ])
        assert.deepInclude(plain(ours.find(({ name }) => name !== "lunch break")?.attributes ?? []), {
          "http.request.method": "PUT",
          "url.template": "/api/v2/users/presences/bulk",
          "http.response.status_code": 200,
          "http.request.resend_count": 1
        })
        const metrics = bodies("/v1/metrics").flatMap((body) => under("metrics", body))
        const names = metrics.flatMap((metric) =>
          typeof metric === "object" && metric !== null && "name" in metric ? [metric.name] : []
        )
        for (const name of ["genesys_presence_call_duration_seconds", "genesys_presence_retries_total"]) {
          assert.include(names, name)
        }
        const everything = received()
          .map(({ body }) => body)
          .join("\n")
        assert.include(everything, "The user's message is back at two")
        assert.notInclude(everything, "sandbox-secret")
        assert.notMatch(everything, /Bearer/)
      })
    )
  )
})
