/** The answer that all contenders get: a presence, with the headers that come with it. */
import type { Fixed } from "./plainServer.ts"

const body = JSON.stringify({
  source: "PURECLOUD",
  presenceDefinition: {
    id: "6a3af858-942f-489d-9700-5f9bcdcdae9b",
    systemPresence: "Available",
    selfUri: "/api/v2/presencedefinitions/6a3af858-942f-489d-9700-5f9bcdcdae9b"
  },
  message: "back at two",
  modifiedDate: "2026-11-25T10:15:30.123Z",
  selfUri: "/api/v2/users/00000001-0000-4000-8000-000000000001/presences"
})

export const fixedAnswer: Fixed = {
  headers: {
    "content-type": "application/json",
    "content-length": `${Buffer.byteLength(body)}`,
    "cache-control": "no-cache, no-store, must-revalidate",
    "inin-correlation-id": "00000005-0000-4000-8000-000000000001"
  },
  body
}
