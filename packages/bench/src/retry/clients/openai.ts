import { Effect } from "effect"
import OpenAI from "openai"
import type { Client } from "../client.ts"

export const openai: Client = {
  name: "OpenAI",
  package: "openai",
  setUp: "`signal`",
  connect: ({ baseUrl, limit }) => {
    const client = new OpenAI({ apiKey: "key", baseURL: baseUrl })
    return Effect.succeed({
      get: Effect.tryPromise(() => client.get("/things", { signal: AbortSignal.timeout(limit) })),
      post: Effect.tryPromise(() => client.post("/things", { signal: AbortSignal.timeout(limit), body: {} }))
    })
  }
}
