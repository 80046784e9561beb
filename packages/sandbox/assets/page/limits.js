import { byId } from "./dom.js"
import { prepareIssues, showIssues } from "./issues.js"

const form = byId("limits-form")
const rateLimit = byId("rate-limit")
const clientRateLimit = byId("client-rate-limit")
const latency = byId("latency")
const fields = Array.from(form.querySelectorAll("[data-latency]"))

const inputOf = (field) => field.querySelector("input")
const isOfKind = (field) => field.dataset.latency === latency.value

/** What the person began to write is theirs until it is applied. */
let edited = false

const showFields = () => {
  for (const field of fields) {
    field.hidden = !isOfKind(field)
    inputOf(field).disabled = field.hidden
  }
}

const chosenLatency = () => {
  if (latency.value === "") return null
  const values = fields.filter(isOfKind).map((field) => [inputOf(field).name, inputOf(field).valueAsNumber])
  return { kind: latency.value, ...Object.fromEntries(values) }
}

const limitOf = (input) => (input.value === "" ? null : input.valueAsNumber)

/** The field of a path in what is sent. */
const inputAt = ([name, part]) => {
  if (name === "rateLimit") return rateLimit
  if (name === "clientRateLimit") return clientRateLimit
  return (
    fields
      .filter(isOfKind)
      .map(inputOf)
      .find((input) => input.name === part) ?? latency
  )
}

/** Shows the limits. */
export const showLimits = (limits) => {
  if (edited) return
  rateLimit.value = limits.rateLimit ?? ""
  clientRateLimit.value = limits.clientRateLimit ?? ""
  latency.value = limits.latency?.kind ?? ""
  for (const field of fields) {
    const value = limits.latency?.[inputOf(field).name]
    if (isOfKind(field) && value !== undefined) inputOf(field).value = value
  }
  showFields()
}

/** Forgets what was not applied. */
export const discardLimits = () => {
  edited = false
}

/**
 * Lets the form work. `apply` is called with the limits that the person wants and with what shows issues beside their
 * fields, and says whether the limits were taken.
 */
export const prepareLimits = (apply) => {
  showFields()
  prepareIssues(form)
  form.addEventListener("input", () => {
    edited = true
    showFields()
  })
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const wanted = {
      rateLimit: limitOf(rateLimit),
      clientRateLimit: limitOf(clientRateLimit),
      latency: chosenLatency()
    }
    if (await apply(wanted, (issues) => showIssues(issues, inputAt))) edited = false
  })
}
