import { Effect } from "effect"
import { Agent, request, RetryAgent } from "undici"
import type { Client } from "../client.ts"

export const undici: Client = {
  name: "undici `RetryAgent`",
  package: "undici",
  setUp: "`signal`",
  connect: ({ baseUrl, limit }) =>
    Effect.map(
      Effect.acquireRelease(
        Effect.sync(() => new RetryAgent(new Agent())),
        (agent) => Effect.promise(() => agent.destroy())
      ),
      (dispatcher) => {
        const send = (method: string, body?: string) =>
          Effect.tryPromise(async () => {
            const answer = await request(baseUrl, {
              dispatcher,
              method,
              signal: AbortSignal.timeout(limit),
              ...(body !== undefined && { body })
            })
            return await answer.body.text()
          })
        return { get: send("GET"), post: send("POST", "{}") }
      }
    )
}
