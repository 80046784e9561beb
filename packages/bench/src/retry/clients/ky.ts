import { Effect } from "effect"
import ky from "ky"
import type { Client } from "../client.ts"

export const kyClient: Client = {
  name: "ky",
  package: "ky",
  setUp: "`totalTimeout`",
  connect: ({ baseUrl, limit }) => {
    const client = ky.create({ totalTimeout: limit })
    return Effect.succeed({
      get: Effect.tryPromise(() => client.get(baseUrl)),
      post: Effect.tryPromise(() => client.post(baseUrl, { json: {} }))
    })
  }
}
