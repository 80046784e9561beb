/** Everybody who is measured, against one server. */
import { NodeHttpClient } from "@effect/platform-node"
import { Authentication, GenesysCloud, PresenceClient, PresenceTransport, RetryLayer } from "@genesys-presence/client"
import * as UndiciHttpClient from "@genesys-presence/client/UndiciHttpClient"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { FetchHttpClient, type HttpClient } from "effect/http"
import { Pool } from "undici"
import { connectTo, sdk } from "../officialSdk.ts"
import { type Contender, ofEffects, ofPromises } from "./contender.ts"

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
  const client = connectTo(baseUrl)
  client.setAccessToken(token)
  const api = new sdk.PresenceApi(client)
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
  own("This client on `NodeHttpClient.layerUndici`", baseUrl, NodeHttpClient.layerUndici),
  own("This client on `UndiciHttpClient.layer`", baseUrl, UndiciHttpClient.layer)
]
