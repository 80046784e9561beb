import { showDone } from "./announcements.js"
import { control } from "./control.js"
import { byId, copyOf, prepareDialog, setDot, setText } from "./dom.js"

const choiceOf = ({ id, label, systemPresence }, chosenId) => {
  const { element, parts } = copyOf("presence-choice")
  const radio = element.querySelector("input")
  radio.value = id
  radio.checked = id === chosenId
  setDot(parts.dot, systemPresence)
  setText(parts.label, label)
  return element
}

/** Makes what opens the dialog that sets a presence; `refresh` is called when one was set. */
export const makePresenceDialog = (refresh) => {
  const dialog = byId("presence-dialog")
  const form = byId("presence-form")
  const message = byId("presence-message")
  let user

  prepareDialog(dialog)

  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const { id, name } = user
    const definitionId = new FormData(form).get("definition")
    try {
      await control("PUT", `/users/${encodeURIComponent(id)}/presence`, { definitionId, message: message.value })
    } catch (error) {
      setText(byId("presence-problem"), error.message)
      return
    }
    dialog.close()
    showDone(`The presence of ${name} is set`)
    refresh()
  })

  return (chosen, definitions) => {
    user = chosen
    setText(byId("presence-title"), `Presence of ${chosen.name}`)
    setText(byId("presence-problem"), "")
    message.value = chosen.presence.message
    const active = definitions.filter(({ deactivated }) => !deactivated)
    byId("presence-choices").replaceChildren(
      ...active.map((definition) => choiceOf(definition, chosen.presence.definitionId))
    )
    dialog.showModal()
    dialog.querySelector("input:checked")?.focus()
  }
}
