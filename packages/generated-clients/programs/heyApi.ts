/** Reads and writes with a client that `@hey-api/openapi-ts` generates. */
import { ada, baseUrl, bruno, busy, credentials, equal, present } from "./expected.ts"
import { client } from "./heyApi/client.gen.js"
import {
  deletePresenceSource,
  getPresencedefinitions,
  getPresenceSource,
  getPresenceSources,
  getPresenceUserPrimarysource,
  getUsersPresencesPurecloudBulk,
  patchUserPresence,
  patchUserPresencesPurecloud,
  postOauthToken,
  postPresencedefinitions,
  postPresenceSources,
  putPresenceSource,
  putPresenceUserPrimarysource,
  putUsersPresencesBulk
} from "./heyApi/sdk.gen.js"
import type { ErrorBody, UserPresence } from "./heyApi/types.gen.js"

client.setConfig({ baseUrl })

const token = await postOauthToken({
  body: { grant_type: "client_credentials" },
  auth: () => `${credentials.clientId}:${credentials.clientSecret}`
})
const { access_token } = present("a token", token.data)
client.setConfig({ baseUrl, auth: () => access_token })

const created = await postPresenceSources({ body: { name: "Door" } })
const sourceId = present("the new source's id", created.data?.id)
await putPresenceSource({ path: { sourceId }, body: { name: "Front door", description: "A sensor" } })
const source = await getPresenceSource({ path: { sourceId } })
equal("the source", [source.data?.name, source.data?.description], ["Front door", "A sensor"])

await putPresenceUserPrimarysource({ path: { userId: ada }, body: { sourceId } })
const primary = await getPresenceUserPrimarysource({ path: { userId: ada } })
equal("the primary source", [primary.data?.sourceId, primary.data?.registered], [sourceId, true])

await deletePresenceSource({ path: { sourceId } })
for (const deactivated of ["true", "TRUE"] as const) {
  const deleted = await getPresenceSources({ query: { deactivated } })
  equal("the deleted source", deleted.data?.entities?.map(({ id }) => id).includes(sourceId), true)
}

await postPresencedefinitions({ body: { languageLabels: { en: "Lunch" }, systemPresence: "Meal" } })
const listed = await getPresencedefinitions({
  query: { pageSize: 100, pageNumber: 1, deleted: "all", localeCode: "ALL" }
})
const total: number | null | undefined = listed.data?.total
equal("the number of definitions", total, listed.data?.entities?.length)
const lunch = listed.data?.entities?.find(({ languageLabels }) => languageLabels["en"] === "Lunch")
equal("the new definition", lunch?.systemPresence, "Meal")

const patched = await patchUserPresencesPurecloud({ path: { userId: ada }, body: { presenceDefinition: { id: busy } } })
const presence: UserPresence = present("the presence that was set", patched.data)
equal("its definition", presence.presenceDefinition?.id, busy)
await putUsersPresencesBulk({ body: [{ id: bruno, presenceDefinition: { id: busy }, message: "back at two" }] })
const bulk = await getUsersPresencesPurecloudBulk({ query: { id: [ada, bruno] } })
equal(
  "the users of a bulk read",
  bulk.data?.map(({ presenceDefinition }) => presenceDefinition?.id),
  [busy, busy]
)
equal("a message", bulk.data?.find(({ userId }) => userId === bruno)?.message, "back at two")

const odd = await patchUserPresence({ path: { userId: ada, sourceId: "door / sensor" }, body: { message: "ajar" } })
equal("the presence at a source whose name must be escaped", odd.data?.message, "ajar")

const missing = await getPresenceSource({ path: { sourceId: "nothing" } })
const failure: ErrorBody = present("an error", missing.error)
equal("the error", [failure.status, failure.code], [404, "not.found"])
