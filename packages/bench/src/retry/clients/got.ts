import { Effect } from "effect"
import got from "got"
import type { Client } from "../client.ts"

export const gotClient: Client = {
  name: "got",
  package: "got",
  setUp: "`timeout.request`",
  connect: ({ baseUrl, limit }) => {
    const client = got.extend({ timeout: { request: limit } })
    return Effect.succeed({
      get: Effect.tryPromise(() => client.get(baseUrl)),
      post: Effect.tryPromise(() => client.post(baseUrl, { json: {} }))
    })
  }
}
