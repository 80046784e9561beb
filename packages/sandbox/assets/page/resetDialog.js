import { byId, prepareDialog } from "./dom.js"

/** Lets the reset button ask first; `reset` is called when the person wants it. */
export const prepareReset = (reset) => {
  const dialog = byId("reset-dialog")
  prepareDialog(dialog)
  byId("reset").addEventListener("click", () => dialog.showModal())
  byId("reset-form").addEventListener("submit", (event) => {
    event.preventDefault()
    dialog.close()
    reset()
  })
}
