/** Reads and writes with `openapi-fetch`, typed by what `openapi-typescript` generates. */
import createClient from "openapi-fetch"
import { ada, baseUrl, bruno, busy, credentials, equal, present } from "./expected.ts"
import type { components, paths } from "./openapi.d.ts"

const client = createClient<paths>({ baseUrl })

const token = await client.POST("/oauth/token", {
  body: {
    grant_type: "client_credentials",
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret
  },
  headers: { "content-type": "application/x-www-form-urlencoded" }
})
const { access_token, expires_in } = present("a token", token.data)
equal("the life of a token", expires_in > 0, true)
client.use({
  onRequest: ({ request }) => {
    request.headers.set("authorization", `Bearer ${access_token}`)
  }
})

const created = await client.POST("/api/v2/presence/definitions", {
  body: { languageLabels: { en_US: "Lunch", de: "Mittagessen" }, systemPresence: "Meal" }
})
equal("the status of a creation", created.response.status, 201)
const definitionId = present("the new definition's id", created.data?.id)

const path = { definitionId }
const read = await client.GET("/api/v2/presence/definitions/{definitionId}", {
  params: { path, query: { localeCode: "ALL" } }
})
const labels: Readonly<Record<string, string | null>> = present("labels", read.data?.languageLabels)
equal("the German label", labels["de"], "Mittagessen")

await client.PUT("/api/v2/presence/definitions/{definitionId}", {
  params: { path },
  body: { languageLabels: { en_US: "Dinner" } }
})
await client.DELETE("/api/v2/presence/definitions/{definitionId}", { params: { path } })
for (const deactivated of ["true", "TRUE"] as const) {
  const deleted = await client.GET("/api/v2/presence/definitions", { params: { query: { deactivated } } })
  const total: number | null | undefined = deleted.data?.total
  equal("the number of deleted definitions", total, deleted.data?.entities?.length)
  const found = deleted.data?.entities?.find(({ id }) => id === definitionId)
  equal("the label of the deleted definition", found?.languageLabels["en_US"], "Dinner")
}

const patched = await client.PATCH("/api/v2/users/{userId}/presences/purecloud", {
  params: { path: { userId: ada } },
  body: { presenceDefinition: { id: busy }, message: "back at two" }
})
equal("the presence that was set", patched.data?.presenceDefinition?.id, busy)
const bulk = await client.GET("/api/v2/users/presences/purecloud/bulk", { params: { query: { id: [ada, bruno] } } })
const presences: ReadonlyArray<components["schemas"]["UcUserPresence"]> = present("presences", bulk.data)
equal("the users of a bulk read", new Set(presences.map(({ userId }) => userId)).size, 2)
equal("the message of one", presences.find(({ userId }) => userId === ada)?.message, "back at two")

const restore = { enabled: true, restoreTimeMilliseconds: 60_000, restoreOnQueueEnabled: false }
await client.PUT("/api/v2/presence/settings", { body: { restorePresenceSettings: restore } })
const settings = await client.GET("/api/v2/presence/settings")
equal("the settings", settings.data?.restorePresenceSettings?.restoreTimeMilliseconds, 60_000)

const missing = await client.GET("/api/v2/presence/definitions/{definitionId}", {
  params: { path: { definitionId: "nothing" } }
})
const failure: components["schemas"]["ErrorBody"] = present("an error", missing.error)
equal("the error", [failure.status, failure.code], [404, "not.found"])
