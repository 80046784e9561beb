import Anthropic from "@anthropic-ai/sdk"
import { Effect } from "effect"
import type { Client } from "../client.ts"

export const anthropic: Client = {
  name: "Anthropic",
  package: "@anthropic-ai/sdk",
  setUp: "`signal`",
  connect: ({ baseUrl, limit }) => {
    const client = new Anthropic({ apiKey: "key", baseURL: baseUrl })
    return Effect.succeed({
      get: Effect.tryPromise(() => client.get("/v1/things", { signal: AbortSignal.timeout(limit) })),
      post: Effect.tryPromise(() => client.post("/v1/things", { signal: AbortSignal.timeout(limit), body: {} }))
    })
  }
}
