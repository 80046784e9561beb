import { Authentication, GenesysCloud, HttpExchange, PresenceTransport } from "@genesys-presence/client"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect, Layer } from "effect"

/** A transport to a sandbox in its own process, and the sandbox; all time is the test's. */
export const inProcess = (options?: Parameters<typeof Sandbox.layerInProcess>[0]) =>
  PresenceTransport.layer().pipe(
    Layer.provide(
      Layer.unwrap(
        Effect.map(Sandbox, ({ baseUrl, defaultClient }) =>
          Layer.provideMerge(
            Authentication.layerClientCredentials(defaultClient),
            GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl })
          )
        )
      )
    ),
    Layer.provide(HttpExchange.layer),
    Layer.provideMerge(Sandbox.layerInProcess(options))
  )
