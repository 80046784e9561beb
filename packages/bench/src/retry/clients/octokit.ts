import { Octokit } from "@octokit/core"
import { retry } from "@octokit/plugin-retry"
import { Effect } from "effect"
import type { Client } from "../client.ts"

const RetryingOctokit = Octokit.plugin(retry)

export const octokit: Client = {
  name: "Octokit with plugin-retry",
  package: "@octokit/plugin-retry",
  setUp: "`request.signal`",
  connect: ({ baseUrl, limit }) => {
    const client = new RetryingOctokit({ baseUrl })
    const send = (method: string) =>
      Effect.tryPromise(() => client.request(`${method} /things`, { request: { signal: AbortSignal.timeout(limit) } }))
    return Effect.succeed({ get: send("GET"), post: send("POST") })
  }
}
