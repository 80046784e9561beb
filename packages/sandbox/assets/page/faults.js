import { byId, copyOf, makeList, setAttribute, setText, wordsOf } from "./dom.js"
import { prepareIssues, showIssues } from "./issues.js"

const form = byId("fault-form")
const kind = byId("fault-kind")
const operation = byId("fault-operation")
const times = byId("fault-times")
const probability = byId("fault-probability")
const parameters = byId("fault-parameters")

const all = "*"
const login = "oauthToken"
const always = "always"

const targetNames = new Map([
  [all, "All requests"],
  [login, "Requests for a token"],
  ["channelSocket", "Sockets of channels"],
  ["channelEvent", "Events of channels"],
  ["channelSubscription", "Subscriptions of channels"]
])

const targetWords = (target) => targetNames.get(target) ?? target

const parametersOf = (fault) => Object.entries(fault).filter(([key]) => key !== "kind")

const valueWords = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value))

const faultWords = (fault) => {
  const words = parametersOf(fault).map(([key, value]) => `${wordsOf(key).toLowerCase()} ${valueWords(value)}`)
  return words.length === 0 ? wordsOf(fault.kind) : `${wordsOf(fault.kind)}: ${words.join(", ")}`
}

const countWords = ({ consumed, remaining }) => {
  const left = remaining === always ? "until removed" : `${remaining} remaining`
  return `${consumed} consumed, ${left}`
}

const inputTypes = { flag: "checkbox", number: "number", text: "text", list: "text" }

const fieldOf = ([name, { type, value }]) => {
  const field = document.createElement("div")
  const label = document.createElement("label")
  const input = document.createElement("input")
  input.id = `fault-parameter-${name}`
  input.type = inputTypes[type]
  if (type === "number") input.step = "any"
  if (type !== "flag" && value !== undefined) input.value = String(value)
  label.htmlFor = input.id
  label.textContent = wordsOf(name)
  if (type === "list") label.append(" (with commas)")
  field.className = `field ${input.type}`
  field.append(label, input)
  return { field, input, name, type }
}

/** What a field holds; `undefined` where it is left empty. */
const valueOf = ({ input, type }) => {
  if (type === "flag") return input.checked
  if (input.value === "") return undefined
  if (type === "number") return input.valueAsNumber
  return type === "text" ? input.value : input.value.split(",").map(Number)
}

let kinds = []
let fields = []

const showKind = () => {
  const chosen = kinds.find((known) => known.kind === kind.value)
  setText(byId("fault-description"), chosen?.description ?? "")
  // A fault of a channel and one of a request have no operation in common.
  const isOfChannel = (target) => target !== all && kinds.some((known) => known.operation === target)
  if (isOfChannel(chosen?.operation) || isOfChannel(operation.value)) operation.value = chosen?.operation ?? all
  fields = chosen === undefined ? [] : Object.entries(chosen.fields).map(fieldOf)
  parameters.replaceChildren(...fields.map(({ field }) => field))
}

const optionOf = (value, text) => {
  const option = document.createElement("option")
  option.value = value
  option.textContent = text
  return option
}

/** The kinds and the operations are those of the program and never change: they are shown once. */
const showChoices = (overview) => {
  if (kinds.length > 0) return
  kinds = overview.faultKinds
  kind.replaceChildren(...kinds.map((known) => optionOf(known.kind, wordsOf(known.kind))))
  const targets = new Set([all, login, ...kinds.map((known) => known.operation), ...overview.operations])
  operation.replaceChildren(...Array.from(targets, (target) => optionOf(target, targetWords(target))))
  showKind()
}

/** The rule that the form describes: what is left empty is left out of it. */
const described = () => ({
  operation: operation.value,
  fault: { kind: kind.value, ...Object.fromEntries(fields.map((field) => [field.name, valueOf(field)])) },
  times: times.value === "" ? always : times.valueAsNumber,
  probability: probability.value === "" ? undefined : probability.valueAsNumber
})

/** The field of a path in what is sent. */
const inputAt = ([part, name]) => {
  if (part === "fault") return fields.find((field) => field.name === name)?.input ?? kind
  return { operation, times, probability }[part]
}

// A button that goes away must not take the focus with it.
const keepFocus = () => byId("faults-title").focus()

/**
 * Makes what shows the faults; `add`, `remove` and `removeAll` are called when the person wants it. `add` also gets what
 * shows issues beside their fields.
 */
export const makeFaults = ({ add, remove, removeAll }) => {
  kind.addEventListener("change", showKind)

  prepareIssues(form)
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    add(described(), (issues) => showIssues(issues, inputAt))
  })

  byId("remove-faults").addEventListener("click", () => {
    keepFocus()
    removeAll()
  })

  const show = makeList({
    parent: byId("faults"),
    keyOf: ({ id }) => id,
    make: ({ id }) => {
      const row = copyOf("fault-row")
      row.parts.remove.addEventListener("click", () => {
        keepFocus()
        remove(id)
      })
      return row
    },
    update: ({ element, parts }, state) => {
      const fault = faultWords(state.rule.fault)
      const { operation: target, probability: chosen } = state.rule
      const chance = chosen === undefined ? "" : `, ${Math.round(chosen * 100)} % of the calls`
      setText(parts.fault, fault)
      setText(parts.operation, `${targetWords(target)}${chance}`)
      setText(parts.count, countWords(state))
      setAttribute(parts.remove, "aria-label", `Remove ${fault} (${targetWords(target)})`)
      element.classList.toggle("used-up", state.remaining === 0)
    }
  })

  return (overview) => {
    showChoices(overview)
    show(overview.faults)
    byId("faults-empty").hidden = overview.faults.length > 0
    byId("remove-faults").hidden = overview.faults.length === 0
  }
}
