import { showConnectionProblem, showDone, showRefused } from "./page/announcements.js"
import { showChannels, showEvents } from "./page/channels.js"
import { showConnect } from "./page/connect.js"
import { control } from "./page/control.js"
import { prepareCopies } from "./page/copy.js"
import { byId, setAttribute, setText } from "./page/dom.js"
import { showDefinitions, showSources } from "./page/entities.js"
import { makeFaults } from "./page/faults.js"
import { discardLimits, prepareLimits, showLimits } from "./page/limits.js"
import { makePresenceDialog } from "./page/presenceDialog.js"
import { showRequests } from "./page/requests.js"
import { prepareReset } from "./page/resetDialog.js"
import { showScopes } from "./page/scopes.js"
import { prepareSkipLinks } from "./page/skipLinks.js"
import { makeUsers } from "./page/users.js"

const pollMillis = 1000
const searchMillis = 150
const shownUsers = 200

const search = byId("search")
const connection = byId("connection")

let definitions = []
let timer
let running = new AbortController()

const showConnection = (state, text) => {
  setAttribute(connection, "data-state", state)
  setText(connection, text)
}

const openPresence = makePresenceDialog(() => poll())
const showUsers = makeUsers((user) => openPresence(user, definitions))

const show = (overview) => {
  definitions = overview.definitions
  void showConnect()
  showUsers(overview.users)
  showDefinitions(overview.definitions)
  showSources(overview.sources)
  showRequests(overview.requests)
  showChannels(overview.channels)
  showEvents(overview.events)
  showFaults(overview)
  showLimits(overview.limits)
  showScopes(overview.scopes)
}

const pollAfter = (millis) => {
  clearTimeout(timer)
  timer = setTimeout(poll, millis)
}

/** The overview, or what keeps the page from it. */
const readOverview = async (signal) => {
  const query = new URLSearchParams({ search: search.value.trim(), limit: String(shownUsers) })
  try {
    return { overview: await control("GET", `/overview?${query}`, undefined, signal) }
  } catch (error) {
    return { error }
  }
}

/** Asks for the overview now and then again and again; a poll that is under way is given up for it. */
async function poll() {
  running.abort()
  running = new AbortController()
  const { signal } = running
  clearTimeout(timer)
  const { error, overview } = await readOverview(signal)
  if (signal.aborted) return
  if (error === undefined) {
    show(overview)
    showConnectionProblem("")
    showConnection("live", "Live")
  } else {
    showConnectionProblem(error.message)
    showConnection("lost", "Not connected")
    // Without the token the answer stays the same until the address changes.
    if (error.needsToken === true) return
  }
  if (!document.hidden) pollAfter(pollMillis)
}

/**
 * Carries out what the person wants, says what came of it and shows the new state; whether it was done. `showIssues` shows
 * the issues of a form beside its fields, and says whether it could.
 */
const act = async (done, request, showIssues = () => false) => {
  try {
    await control(...request)
  } catch (error) {
    showRefused(showIssues(error.issues ?? []) ? "" : error.message)
    return false
  }
  showDone(done)
  void poll()
  return true
}

const showFaults = makeFaults({
  add: (rule, showIssues) => act("The fault is added", ["POST", "/faults", rule], showIssues),
  remove: (id) => act("The fault is removed", ["DELETE", `/faults/${encodeURIComponent(id)}`]),
  removeAll: () => act("All faults are removed", ["DELETE", "/faults"])
})

prepareLimits((limits, showIssues) => act("The limits are applied", ["PUT", "/limits", limits], showIssues))

prepareReset(async () => {
  discardLimits()
  await act("The organisation is as it was at the start", ["POST", "/reset"])
})

byId("revoke-tokens").addEventListener("click", () =>
  act("All tokens are revoked: the next call with one is answered with status 401", ["POST", "/tokens/revoke"])
)

prepareCopies()
prepareSkipLinks()

search.addEventListener("input", () => {
  running.abort()
  pollAfter(searchMillis)
})
addEventListener("hashchange", () => poll())
document.addEventListener("visibilitychange", () => {
  if (document.hidden) clearTimeout(timer)
  else void poll()
})

void poll()
