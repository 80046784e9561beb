/** The client of this repository, with the policies that its documentation recommends. */
import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  type PresenceError,
  PresenceTransport,
  RetryLayer
} from "@genesys-presence/client"
import * as OAuthClient from "@genesys-presence/sandbox/OAuthClient"
import { NodeHttpClient } from "@effect/platform-node"
import { Effect, Layer } from "effect"
import type { OperationName } from "@genesys-presence/models/Contract"
import { callHeader } from "./operations.ts"
import { attemptMillis, attempts, type Perform } from "./outcomes.ts"

/**
 * The recommended policies. Waits are short, as the faults are; the budget is for a service that fails often, and the
 * attempts are as many as the naive loop makes.
 */
export const policies = RetryLayer.recommended({
  timeout: { perAttempt: attemptMillis, total: "3 minutes" },
  transient: { times: attempts - 1, base: "20 millis", cap: "200 millis", budget: { capacity: 500, perSuccess: 0.5 } },
  rateLimited: { base: "50 millis", cap: "1 second", spread: "50 millis" }
})

/** A client for a sandbox, with a policy. */
export const clientFor = (baseUrl: string, policy: RetryLayer.PolicyLayer) =>
  PresenceClient.layerBare().pipe(
    Layer.provide(policy),
    Layer.provide(PresenceTransport.layer()),
    Layer.provide(Authentication.layerClientCredentials(OAuthClient.administrator)),
    Layer.provide(GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl })),
    Layer.provide(HttpExchange.layer)
  )

/** With the policies, over real sockets. */
export const overUndici = (baseUrl: string) =>
  clientFor(baseUrl, policies).pipe(Layer.provide(NodeHttpClient.layerUndici))

type Execute = (name: OperationName, parameters: unknown) => Effect.Effect<unknown, PresenceError.PresenceError>

/** Makes calls. */
export const perform = Effect.map(PresenceClient, (presence): Perform => {
  // A call has the parameters of its operation, which the compiler does not see through the union.
  const execute = presence.execute as Execute
  return ({ name, parameters }, number) =>
    execute(name, parameters).pipe(
      PresenceClient.withHeaders({ [callHeader]: `${number}` }),
      Effect.mapError((error) => error._tag)
    )
})
