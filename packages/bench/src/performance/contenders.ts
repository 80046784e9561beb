/** Everybody who is measured, against one server. */
import { NodeHttpClient } from "@effect/platform-node"
import { Authentication, GenesysCloud, PresenceClient, PresenceTransport, RetryLayer } from "@genesys-presence/client"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { FetchHttpClient, type HttpClient } from "effect/http"
import { createRequire } from "node:module"
import type * as OfficialSdk from "purecloud-platform-client-v2"
import { Pool } from "undici"
import { type Contender, ofEffects, ofPromises } from "./contender.ts"

// The SDK is CommonJS; its types are those of the package.
const sdk = createRequire(import.meta.url)("purecloud-platform-client-v2") as typeof OfficialSdk

const token = "a-token"
const userId = "00000001-0000-4000-8000-000000000001"
const path = `/api/v2/users/${userId}/presences/purecloud`
const headers = { authorization: `Bearer ${token}`, accept: "application/json" }

/** What any client in this runtime can reach: no errors, no types, no limits. */
const rawUndici = (baseUrl: string): Contender => {
  const pool = new Pool(baseUrl, { connections: 64 })
  return ofPromises("`undici.request` and `JSON.parse`", async () => {
    const { body } = await pool.request({ method: "GET", path, headers })
    return JSON.parse(await body.text()) as unknown
  })
}

const rawFetch = (baseUrl: string): Contender =>
  ofPromises("`fetch` and `JSON.parse`", async () => {
    const response = await fetch(`${baseUrl}${path}`, { headers })
    return JSON.parse(await response.text()) as unknown
  })

const officialSdk = (baseUrl: string): Contender => {
  const { hostname, port } = new URL(baseUrl)
  const client = sdk.ApiClient.instance
  client.config.live_reload_config = false
  client.setGateway({ protocol: "http", host: hostname, port: Number(port) })
  client.setAccessToken(token)
  const api = new sdk.PresenceApi()
  return ofPromises("The official SDK", () => api.getUserPresencesPurecloud(userId))
}

/** As it runs in production, but with limits that are never reached. */
const policies = RetryLayer.recommended({ throttle: { limit: 1_000_000_000 }, bulkhead: { limit: 1000 } })

const own = (name: string, baseUrl: string, http: Layer.Layer<HttpClient.HttpClient>): Contender => {
  const runtime = ManagedRuntime.make(
    PresenceClient.layer.pipe(
      Layer.provide(policies),
      Layer.provide(PresenceTransport.layer),
      Layer.provide(Authentication.layerToken(Redacted.make(token))),
      Layer.provide(GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl })),
      Layer.provide(http)
    )
  )
  const call = PresenceClient.use((client) => client.getUserPresencesPurecloud({ userId }))
  return ofEffects(
    name,
    Effect.flatMap(runtime.contextEffect, (context) => Effect.provideContext(call, context)),
    (effect) => Effect.runPromise(effect)
  )
}

export const contendersOf = (baseUrl: string): ReadonlyArray<Contender> => [
  rawUndici(baseUrl),
  rawFetch(baseUrl),
  officialSdk(baseUrl),
  own("This client on `fetch`", baseUrl, FetchHttpClient.layer),
  own("This client on `NodeHttpClient.layerUndici`", baseUrl, NodeHttpClient.layerUndici)
]
