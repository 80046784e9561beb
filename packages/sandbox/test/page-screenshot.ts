import { Sandbox } from "@genesys-presence/sandbox"
import { Effect } from "effect"
import type { Page } from "playwright-core"
import { fileURLToPath } from "node:url"
import { logIn } from "./api.ts"
import { rowOf, see, step, valueOf } from "./page-steps.ts"

const file = fileURLToPath(new URL("../../../docs/images/sandbox.png", import.meta.url))

const presences: ReadonlyArray<readonly [label: string, message?: string]> = [
  ["Available"],
  ["On Queue"],
  ["Busy", "With a customer"],
  ["Available"],
  ["Meal", "Back at one"],
  ["On Queue"],
  ["Meeting", "Planning"],
  ["Away"],
  ["Offline"],
  ["Training", "New starters"],
  ["On Queue"],
  ["In the workshop"],
  ["Offline"],
  ["Available", "Ask me anything"],
  ["Break"],
  ["On Queue"],
  ["Idle"],
  ["Busy"],
  ["Available"]
]

/** Lets a sandbox look as it does in the middle of somebody's work. */
export const makeSomethingHappen = Effect.fnUntraced(function* (page: Page) {
  const { faults, users } = yield* Sandbox
  const api = yield* logIn()
  const presence = (index: number) => `/api/v2/users/${users[index]?.id}/presences/purecloud`
  yield* api.post("/api/v2/presence/definitions", {
    languageLabels: { en_US: "In the workshop" },
    systemPresence: "Away"
  })
  const definitions = yield* valueOf<Record<string, string>>(
    page,
    `fetch("/control/overview").then((response) => response.json())
      .then(({ definitions }) => Object.fromEntries(definitions.map(({ id, label }) => [label, id])))`
  )
  for (const [index, [label, message = ""]] of presences.entries()) {
    yield* api.patch(presence(index), { presenceDefinition: { id: definitions[label] }, message })
  }
  yield* faults.add({
    operation: "getUserPresencesPurecloud",
    fault: { kind: "errorStatus", status: 503, retryAfter: "2" },
    times: 3
  })
  yield* faults.add({ operation: "putUsersPresencesBulk", fault: { kind: "delay", millis: 800 }, times: "always" })
  yield* api.get(presence(0))
  yield* api.get("/api/v2/nothing")
  yield* api.get(`/api/v2/users/presences/purecloud/bulk?id=${users[0]?.id}`)
  yield* api.get("/api/v2/systempresences")
  yield* see(rowOf(page, "getSystempresences"))
})

const width = 1280
const margin = 14

/** Takes the picture for the documentation, as far as the last requests: what follows are only the definitions. */
export const takeScreenshot = Effect.fnUntraced(function* (page: Page) {
  yield* valueOf(page, "Promise.all(document.getAnimations().map((animation) => animation.finished))")
  const bottom = yield* valueOf<number>(
    page,
    "document.querySelector('#requests').closest('section').getBoundingClientRect().bottom"
  )
  const clip = { x: 0, y: 0, width, height: Math.ceil(bottom) + margin }
  yield* step(() => page.screenshot({ path: file, fullPage: true, clip }))
})
