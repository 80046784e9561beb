/** Everybody who is measured, against one server. */
import { NodeHttpClient } from "@effect/platform-node"
import { onEffect3 } from "../../../effect3/bench/contender.ts"
import { HttpExchange, PresenceClient } from "@genesys-presence/client"
import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
import { Effect, Layer, ManagedRuntime } from "effect"
import { FetchHttpClient } from "effect/http"
import { Pool } from "undici"
import { connectTo, sdk } from "../support/officialSdk.ts"
import { type Contender, ofDrive, ofEffects, ofPromises } from "./contender.ts"
import { ownClient } from "../support/ownClient.ts"

/** How the pages name them. */
export const names = {
  raw: "`undici.request`",
  fetch: "`fetch`",
  sdk: "the official SDK",
  onFetch: "this client on `fetch`",
  undici: "this client on `NodeHttpClient.layerUndici`",
  buffered: "this client on `UndiciHttpExchange.layer()`",
  onFetchOfEffect3: "the client for Effect 3 on its `FetchHttpClient.layer`",
  onEffect3: "the client for Effect 3 on its `NodeHttpClient.layerUndici`"
}

/** As long as the service makes them. */
const token = "canary-token-".padEnd(86, "0")
const userId = "00000001-0000-4000-8000-000000000001"
const path = `/api/v2/users/${userId}/presences/purecloud`
const headers = { authorization: `Bearer ${token}`, accept: "application/json" }

/** What any client in this runtime can reach: no errors, no types, no limits. */
const rawUndici = (baseUrl: string): Contender => {
  const pool = new Pool(baseUrl, { connections: 64 })
  return ofPromises(names.raw, async () => {
    const { body } = await pool.request({ method: "GET", path, headers })
    return JSON.parse(await body.text()) as unknown
  })
}

const rawFetch = (baseUrl: string): Contender =>
  ofPromises(names.fetch, async () => {
    const response = await fetch(`${baseUrl}${path}`, { headers })
    return JSON.parse(await response.text()) as unknown
  })

const officialSdk = (baseUrl: string): Contender => {
  const client = connectTo(baseUrl)
  client.setAccessToken(token)
  const api = new sdk.PresenceApi(client)
  return ofPromises(names.sdk, () => api.getUserPresencesPurecloud(userId))
}

const own = (name: string, baseUrl: string, http: Layer.Layer<HttpExchange>): Contender => {
  const runtime = ManagedRuntime.make(ownClient(baseUrl, token, http))
  const call = PresenceClient.use((client) => client.getUserPresencesPurecloud({ userId }))
  return ofEffects(
    name,
    Effect.flatMap(runtime.contextEffect, (context) => Effect.provideContext(call, context)),
    (effect) => Effect.runPromise(effect)
  )
}

/** Makes each of them for a server, in the order of the pages. */
const makers: ReadonlyArray<readonly [name: string, make: (baseUrl: string) => Contender]> = [
  [names.raw, rawUndici],
  [names.fetch, rawFetch],
  [names.sdk, officialSdk],
  [names.onFetch, (baseUrl) => own(names.onFetch, baseUrl, Layer.provide(HttpExchange.layer, FetchHttpClient.layer))],
  [
    names.undici,
    (baseUrl) => own(names.undici, baseUrl, Layer.provide(HttpExchange.layer, NodeHttpClient.layerUndici))
  ],
  [names.buffered, (baseUrl) => own(names.buffered, baseUrl, UndiciHttpExchange.layer())],
  [names.onFetchOfEffect3, (baseUrl) => ofDrive(onEffect3(names.onFetchOfEffect3, "fetch", baseUrl, token, userId))],
  [names.onEffect3, (baseUrl) => ofDrive(onEffect3(names.onEffect3, "undici", baseUrl, token, userId))]
]

/** The contender with that name. */
export const contenderOf = (name: string, baseUrl: string): Contender => {
  const make = makers.find(([other]) => other === name)?.[1]
  if (make === undefined) throw new Error("There is no such contender")
  return make(baseUrl)
}
