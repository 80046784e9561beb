import { NodeHttpClient } from "@effect/platform-node"
import { Context, Effect, Layer, Schedule } from "effect"
import { HttpClient } from "effect/http"
import type { Client } from "../client.ts"

export const effect: Client = {
  name: "Effect `retryTransient`",
  package: "effect",
  setUp: '`times: 3`, `Schedule.exponential("100 millis")`; `Effect.timeout`',
  connect: ({ baseUrl, limit }) =>
    Effect.map(Layer.build(NodeHttpClient.layerUndici), (services) => {
      const client = Context.get(services, HttpClient.HttpClient).pipe(
        HttpClient.filterStatusOk,
        HttpClient.retryTransient({ times: 3, schedule: Schedule.exponential("100 millis") })
      )
      return {
        get: Effect.timeout(client.get(baseUrl), limit),
        post: Effect.timeout(client.post(baseUrl), limit)
      }
    })
}
