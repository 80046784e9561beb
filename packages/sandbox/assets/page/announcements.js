import { byId, setText } from "./dom.js"

const most = 3

const problems = { connection: "", action: "" }

const showProblem = (of, text) => {
  problems[of] = text
  setText(byId("problem"), problems.connection || problems.action)
}

/** Says what keeps the page from its sandbox, until nothing does. */
export const showConnectionProblem = (text) => showProblem("connection", text)

/** Says what came of what the person did. */
export const showDone = (text) => {
  showProblem("action", "")
  setText(byId("done"), text)
}

/** Says why what the person wanted could not be done, until they do something else. */
export const showRefused = (text) => {
  setText(byId("done"), "")
  showProblem("action", text)
}

/** Tells screen readers what changed by itself: on the screen it shows already. */
export const announceChanges = (changes) => {
  if (changes.length === 0) return
  setText(byId("changes"), changes.length <= most ? changes.join(". ") : `${changes.length} presences changed`)
}
