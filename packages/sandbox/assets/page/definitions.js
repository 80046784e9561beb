import { byId, copyOf, makeList, setDot, setText } from "./dom.js"

const show = makeList({
  parent: byId("definitions"),
  keyOf: ({ id }) => id,
  make: () => copyOf("definition-row"),
  update: ({ element, parts }, { deactivated, id, label, systemPresence, type }) => {
    setDot(parts.dot, systemPresence)
    setText(parts.label, label)
    setText(parts.kind, [systemPresence, type, ...(deactivated ? ["deactivated"] : [])].join(" · "))
    setText(parts.id, id)
    element.classList.toggle("deactivated", deactivated)
  }
})

/** Shows the definitions, the deactivated ones too. */
export const showDefinitions = (definitions) => {
  show(definitions)
  setText(byId("definitions-count"), String(definitions.length))
}
