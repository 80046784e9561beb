import { showDone, showRefused } from "./announcements.js"
import { setAttribute } from "./dom.js"

const shownMillis = 2000

/** Lets a button copy a text; `what` is what the page calls it. */
export const setCopy = (button, what, text) => {
  setAttribute(button, "data-copy", text)
  setAttribute(button, "data-what", what)
}

/** Lets a button copy the id of something. */
export const setCopyId = (button, name, id) => {
  setCopy(button, `id of ${name}`, id)
  setAttribute(button, "aria-label", `Copy id of ${name}`)
}

/** Browsers keep the clipboard from pages over plain http of another machine, such as that of a container. */
const copyFromField = (text) => {
  const field = document.createElement("textarea")
  field.value = text
  field.className = "visually-hidden"
  const focused = document.activeElement
  document.body.append(field)
  field.select()
  const copied = document.execCommand("copy")
  field.remove()
  focused?.focus()
  return copied
}

const copy = async (text) => {
  if (navigator.clipboard === undefined) return copyFromField(text)
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** Shows on the button itself that it did something: the announcement is far away. */
const flash = (button) => {
  if (button.dataset.words !== undefined) return
  button.dataset.words = button.textContent
  button.textContent = "Copied"
  setTimeout(() => {
    button.textContent = button.dataset.words
    delete button.dataset.words
  }, shownMillis)
}

/** Lets the buttons work. */
export const prepareCopies = () =>
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy]")
    if (button === null) return
    const { copy: text, what } = button.dataset
    if (!(await copy(text))) {
      showRefused(`The browser does not let this page copy the ${what}: select it and copy it`)
      return
    }
    flash(button)
    showDone(`The ${what} is copied`)
  })
