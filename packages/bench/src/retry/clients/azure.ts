import { getClient } from "@typespec/ts-http-runtime"
import { Effect } from "effect"
import type { Client } from "../client.ts"

export const azure: Client = {
  name: "Azure runtime",
  package: "@typespec/ts-http-runtime",
  setUp: "`abortSignal`",
  connect: ({ baseUrl, limit }) => {
    const client = getClient(baseUrl, { allowInsecureConnection: true })
    return Effect.succeed({
      get: Effect.tryPromise(() => client.path("/things").get({ abortSignal: AbortSignal.timeout(limit) })),
      post: Effect.tryPromise(() => client.path("/things").post({ abortSignal: AbortSignal.timeout(limit), body: {} }))
    })
  }
}
