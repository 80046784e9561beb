import { byId } from "./dom.js"

const form = byId("limits-form")
const rateLimit = byId("rate-limit")
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

/** Shows the limits. */
export const showLimits = (limits) => {
  if (edited) return
  rateLimit.value = limits.rateLimit ?? ""
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

/** Lets the form work; `apply` is called with the limits that the person wants and says whether they were taken. */
export const prepareLimits = (apply) => {
  showFields()
  form.addEventListener("input", () => {
    edited = true
    showFields()
  })
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const wanted = { rateLimit: rateLimit.value === "" ? null : rateLimit.valueAsNumber, latency: chosenLatency() }
    if (await apply(wanted)) edited = false
  })
}
