/** The clients that meet the attacks, each as its documentation says, told to repeat nothing. */
import { Authentication, GenesysCloud, PresenceClient, PresenceTransport } from "@genesys-presence/client"
import * as UndiciHttpExchange from "@genesys-presence/client/UndiciHttpExchange"
import { Context, Effect, Layer, Redacted } from "effect"
import got from "got"
import OpenAI from "openai"
import { connectTo, sdk } from "../support/officialSdk.ts"

export interface Target {
  readonly baseUrl: string
  readonly token: string
  /** How long a call may take, in milliseconds. */
  readonly limit: number
}

export interface Attacked {
  readonly name: string
  readonly package: string
  /** How it is told the limit. */
  readonly setUp: string
  readonly connect: (target: Target) => {
    /** Reads something by its id. */
    readonly get: (id: string) => Promise<unknown>
    /** Writes a text. */
    readonly post: (text: string) => Promise<unknown>
  }
}

export const ours: Attacked = {
  name: "This client",
  package: "@genesys-presence/client",
  setUp: "`attemptTimeout`",
  connect: ({ baseUrl, limit, token }) => {
    const live = PresenceClient.layerBare().pipe(
      Layer.provide(PresenceTransport.layer({ attemptTimeout: limit })),
      Layer.provide(Authentication.layerToken(Redacted.make(token))),
      Layer.provide(GenesysCloud.layer({ apiUrl: baseUrl, loginUrl: baseUrl })),
      Layer.provide(UndiciHttpExchange.layer())
    )
    const use = <A, E>(call: (client: PresenceClient["Service"]) => Effect.Effect<A, E>) =>
      Effect.runPromise(
        Effect.scoped(Effect.flatMap(Layer.build(live), (context) => call(Context.get(context, PresenceClient))))
      )
    return {
      get: (userId) => use((client) => client.getUserPresencesPurecloud({ userId })),
      post: (name) => use((client) => client.postPresenceSources({ body: { name } }))
    }
  }
}

const officialSdk: Attacked = {
  name: "Genesys Cloud SDK",
  package: "purecloud-platform-client-v2",
  setUp: "`setTimeout` of its HTTP client",
  connect: ({ baseUrl, limit, token }) => {
    const client = connectTo(baseUrl)
    client.setAccessToken(token)
    client.getHttpClient().setTimeout(limit)
    const presence = new sdk.PresenceApi(client)
    return {
      get: (id) => presence.getUserPresencesPurecloud(id),
      post: (name) => presence.postPresenceSources({ name })
    }
  }
}

const gotClient: Attacked = {
  name: "got",
  package: "got",
  setUp: "`timeout.request`; ids through `encodeURIComponent`",
  connect: ({ baseUrl, limit, token }) => {
    const client = got.extend({
      prefixUrl: baseUrl,
      headers: { authorization: `Bearer ${token}` },
      retry: { limit: 0 },
      timeout: { request: limit }
    })
    return {
      get: (id) => client.get(`api/v2/users/${encodeURIComponent(id)}/presences/purecloud`).json(),
      post: (name) => client.post("api/v2/presence/sources", { json: { name } }).json()
    }
  }
}

const openai: Attacked = {
  name: "OpenAI",
  package: "openai",
  setUp: "`timeout`",
  connect: ({ baseUrl, limit, token }) => {
    const client = new OpenAI({ apiKey: token, baseURL: baseUrl, maxRetries: 0, timeout: limit })
    return {
      get: (id) => client.models.retrieve(id),
      post: (content) => client.chat.completions.create({ model: "m", messages: [{ role: "user", content }] })
    }
  }
}

export const attacked: ReadonlyArray<Attacked> = [officialSdk, gotClient, openai, ours]
