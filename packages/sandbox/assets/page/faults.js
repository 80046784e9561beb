import { byId, copyOf, makeList, setAttribute, setText, wordsOf } from "./dom.js"

const form = byId("fault-form")
const kind = byId("fault-kind")
const operation = byId("fault-operation")
const times = byId("fault-times")
const parameters = byId("fault-parameters")

const all = "*"
const login = "oauthToken"
const always = "always"

const targetWords = (target) => {
  if (target === all) return "All requests"
  return target === login ? "Requests for a token" : target
}

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

/** Where the example has a number, a text or a yes or no, the person gives one; anything else is written as JSON. */
const inputTypes = { boolean: "checkbox", number: "number" }

const fieldOf = ([key, value]) => {
  const field = document.createElement("div")
  const label = document.createElement("label")
  const input = document.createElement("input")
  input.id = `fault-parameter-${key}`
  input.type = inputTypes[typeof value] ?? "text"
  if (input.type === "number") input.step = "any"
  if (input.type === "checkbox") input.checked = value
  else input.value = valueWords(value)
  input.addEventListener("input", () => input.setCustomValidity(""))
  label.htmlFor = input.id
  label.textContent = wordsOf(key)
  field.className = `field ${input.type}`
  field.append(label, input)
  return { field, input, key, type: typeof value }
}

const valueOf = ({ input, type }) => {
  if (type === "boolean") return input.checked
  if (input.value === "") return undefined
  return type === "string" ? input.value : JSON.parse(input.value)
}

let kinds = []
let fields = []

const showKind = () => {
  const chosen = kinds.find((known) => known.kind === kind.value)
  setText(byId("fault-description"), chosen?.description ?? "")
  fields = chosen === undefined ? [] : parametersOf(chosen.example).map(fieldOf)
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
  const targets = new Set([all, login, ...overview.operations])
  operation.replaceChildren(...Array.from(targets, (target) => optionOf(target, targetWords(target))))
  showKind()
}

/**
 * The fault that the form describes, without the fields that are left empty; `undefined` where a field is not what it
 * must be, and then the field says so.
 */
const described = () => {
  const fault = { kind: kind.value }
  for (const field of fields) {
    try {
      fault[field.key] = valueOf(field)
    } catch {
      field.input.setCustomValidity("JSON is needed here")
      field.input.reportValidity()
      return undefined
    }
  }
  return fault
}

// A button that goes away must not take the focus with it.
const keepFocus = () => byId("faults-title").focus()

/** Makes what shows the faults; `add`, `remove` and `removeAll` are called when the person wants it. */
export const makeFaults = ({ add, remove, removeAll }) => {
  kind.addEventListener("change", showKind)

  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const fault = described()
    if (fault === undefined) return
    add({ operation: operation.value, fault, times: times.value === "" ? always : times.valueAsNumber })
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
      const { operation: target, probability } = state.rule
      const chance = probability === undefined ? "" : `, ${Math.round(probability * 100)} % of the calls`
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
