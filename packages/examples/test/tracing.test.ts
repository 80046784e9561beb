import { assert, describe, it } from "@effect/vitest"
import { readTelemetry, type ReceivedSpan } from "@genesys-presence/test-support/otlpReceiver"
import { RecordingServer } from "@genesys-presence/test-support/recordingServer"
import { Effect } from "effect"
import { runProgram } from "./support/runProgram.ts"

/** The tree of spans, a line each. */
const tree = (spans: ReadonlyArray<ReceivedSpan>, parent: string, depth = 0): ReadonlyArray<string> =>
  spans
    .filter(({ parentSpanId }) => (parentSpanId ?? "") === parent)
    .flatMap((span) => [
      `${"  ".repeat(depth)}${span.name}`,
      ...span.events.map(({ attributes: { reason }, name }) => {
        return `${"  ".repeat(depth + 1)}! ${name}${typeof reason === "string" ? `: ${reason}` : ""}`
      }),
      ...tree(spans, span.spanId, depth + 1)
    ])

describe("the example for tracing", () => {
  it.live("exports the span of a call with its retry, metrics and logs, and no secret", () =>
    Effect.gen(function* () {
      const receiver = yield* RecordingServer
      yield* receiver.replyWith({ status: 200, body: "{}" })
      const { code, output } = yield* runProgram("tracing.ts", { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url })
      assert.strictEqual(code, 0, output)
      const requests = yield* receiver.takeRequests
      const paths = ["/v1/logs", "/v1/metrics", "/v1/traces"]
      assert.deepStrictEqual([...new Set(requests.map(({ target }) => target))].toSorted(), paths)
      const { series, spans, text } = readTelemetry(requests)
      const ours = spans.filter(({ name }) => name === "lunch break" || name.startsWith("PresenceClient."))
      assert.deepStrictEqual(tree(ours, ""), [
        "lunch break",
        "  ! The user's message is back at two",
        "  PresenceClient.putUsersPresencesBulk",
        "    ! genesys_presence_retry: PresenceServiceUnavailable"
      ])
      assert.deepInclude(ours.find(({ name }) => name !== "lunch break")?.attributes, {
        "http.request.method": "PUT",
        "url.template": "/api/v2/users/presences/bulk",
        "http.response.status_code": 200,
        "http.request.resend_count": 1
      })
      const metrics = series.map(({ name }) => name)
      assert.include(metrics, "genesys_presence_call_duration_seconds")
      assert.include(metrics, "genesys_presence_retries_total")
      assert.include(text, "The user's message is back at two")
      assert.notInclude(text, "sandbox-secret")
      assert.notMatch(text, /Bearer/)
    }).pipe(Effect.provide(RecordingServer.layer))
  )
})
