import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts"
import { Effect } from "effect"
import type { Client } from "../client.ts"

const codes: Readonly<Record<number, string>> = { 429: "Throttling", 503: "ServiceUnavailable" }

/** Everything is a POST in its protocol, also what only reads. */
export const aws: Client = {
  name: "AWS STS",
  package: "@aws-sdk/client-sts",
  setUp: "`abortSignal`",
  repeatable: { by: "reading", operation: "GetCallerIdentity" },
  xml: (status) =>
    status === 200
      ? "<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>"
      : `<ErrorResponse><Error><Type>Sender</Type><Code>${codes[status] ?? "Unknown"}</Code></Error></ErrorResponse>`,
  connect: ({ baseUrl, limit }) =>
    Effect.map(
      Effect.acquireRelease(
        Effect.sync(
          () =>
            new STSClient({
              region: "us-east-1",
              endpoint: baseUrl,
              credentials: { accessKeyId: "id", secretAccessKey: "secret" }
            })
        ),
        (client) => Effect.sync(() => client.destroy())
      ),
      (client) => {
        const read = Effect.tryPromise(() =>
          client.send(new GetCallerIdentityCommand({}), { abortSignal: AbortSignal.timeout(limit) })
        )
        return { get: read, post: read }
      }
    )
}
