/**
 * Traces, metrics and logs of a call that succeeds at the second attempt, sent over OTLP to whatever collects them:
 * `OTEL_EXPORTER_OTLP_ENDPOINT` says where, `http://localhost:4318` by default.
 */
import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { HttpExchange, PresenceClient, RetryLayer } from "@genesys-presence/client"
import { Config, Effect, Layer } from "effect"
import { Otlp } from "effect/observability"
import { Sandbox } from "@genesys-presence/sandbox"
import { embedded } from "./organization.ts"

const backAtTwo = Effect.gen(function* () {
  const presence = yield* PresenceClient
  const { users } = yield* Sandbox
  const [written] = yield* presence.putUsersPresencesBulk({
    body: users.map(({ id }) => ({ id, message: "back at two" }))
  })
  yield* Effect.logInfo(`The user's message is ${written?.message}`)
}).pipe(Effect.withSpan("lunch break"))

/** The first write is answered with 503; it is the same when it is repeated, so it is. */
const Organization = embedded(
  { users: 1, faults: [{ operation: "putUsersPresencesBulk", fault: { kind: "errorStatus", status: 503 }, times: 1 }] },
  RetryLayer.recommended({ transient: { base: "20 millis" } })
)

const Telemetry = Layer.unwrap(
  Effect.map(Config.withDefault(Config.String("OTEL_EXPORTER_OTLP_ENDPOINT"), "http://localhost:4318"), (baseUrl) =>
    Otlp.layerJson({ baseUrl, resource: { serviceName: "presence-example" } })
  )
).pipe(Layer.provide(HttpExchange.layer), Layer.provide(NodeHttpClient.layerUndici))

NodeRuntime.runMain(backAtTwo.pipe(Effect.provide(Organization), Effect.provide(Telemetry)))
