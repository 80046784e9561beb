import { setCopyId } from "./copy.js"
import { byId, copyOf, makeList, setDot, setText } from "./dom.js"

const makeEntities = (listId, update) => {
  const show = makeList({
    parent: byId(listId),
    keyOf: ({ id }) => id,
    make: () => copyOf("entity-row"),
    update: ({ element, parts }, entity) => {
      const { deactivated, id } = entity
      const { kinds, label } = update(parts, entity)
      setText(parts.label, label)
      setText(parts.kind, [...kinds, ...(deactivated ? ["deactivated"] : [])].join(" · "))
      setText(parts.id, id)
      setCopyId(parts.copy, label, id)
      element.classList.toggle("deactivated", deactivated)
    }
  })
  return (entities) => {
    show(entities)
    setText(byId(`${listId}-count`), String(entities.length))
  }
}

/** Shows the definitions, the deactivated ones too. */
export const showDefinitions = makeEntities("definitions", ({ dot }, { label, systemPresence, type }) => {
  setDot(dot, systemPresence)
  return { label, kinds: [systemPresence, type] }
})

/** Shows the sources, the deactivated ones too. */
export const showSources = makeEntities("sources", ({ dot }, { name, type }) => {
  dot.hidden = true
  return { label: name, kinds: [type] }
})
