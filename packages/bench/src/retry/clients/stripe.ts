import { Effect } from "effect"
import { Stripe } from "stripe"
import type { Client } from "../client.ts"

export const stripe: Client = {
  name: "Stripe",
  package: "stripe",
  setUp: "`timeout`, of an attempt: it has none for a call",
  repeatable: { by: "key", header: "idempotency-key" },
  connect: ({ baseUrl, limit }) => {
    const { hostname, port } = new URL(baseUrl)
    const client = new Stripe("sk_test", { host: hostname, port, protocol: "http", timeout: limit, telemetry: false })
    return Effect.succeed({
      get: Effect.tryPromise(() => client.rawRequest("GET", "/v1/things")),
      post: Effect.tryPromise(() => client.rawRequest("POST", "/v1/things", {}))
    })
  }
}
