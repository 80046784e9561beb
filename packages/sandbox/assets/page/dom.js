/** The element of an id: the page and its scripts belong together, so that it is there. */
export const byId = (id) => document.getElementById(id)

/** Writes only what differs: a selection of text stays, and nothing is laid out again. */
export const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text
}

export const setAttribute = (element, name, value) => {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

/** A copy of a template's only element, with its parts by their names. */
export const copyOf = (templateId) => {
  const element = byId(templateId).content.firstElementChild.cloneNode(true)
  const parts = {}
  for (const part of element.querySelectorAll("[data-part]")) parts[part.dataset.part] = part
  return { element, parts }
}

/**
 * Makes a function that shows a list: an element stays as long as there is an item of its key, and with it the focus,
 * the place in a scrolled list and the selection of text.
 *
 * `make` makes the row of a new item, `update` writes an item into its row.
 */
export const makeList = ({ keyOf, make, parent, update }) => {
  let rows = new Map()
  return (items) => {
    const next = new Map()
    for (const item of items) {
      const key = keyOf(item)
      next.set(key, rows.get(key) ?? make(item))
    }
    for (const [key, row] of rows) if (!next.has(key)) row.element.remove()
    rows = next
    let place = parent.firstElementChild
    for (const item of items) {
      const row = rows.get(keyOf(item))
      update(row, item)
      if (row.element === place) place = place.nextElementSibling
      else parent.insertBefore(row.element, place)
    }
  }
}

/** Colours the dot of a kind of presence, which the service spells both `OnQueue` and `On Queue`. */
export const setDot = (dot, systemPresence) => {
  setAttribute(dot, "data-presence", systemPresence.toLowerCase().replaceAll(/[^a-z]/g, ""))
}

const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" })
const dateAndTime = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" })

/** Writes a date: of today only the time. */
export const setTime = (element, iso) => {
  const date = new Date(iso)
  const format = date.toDateString() === new Date().toDateString() ? time : dateAndTime
  setText(element, format.format(date))
  setAttribute(element, "datetime", iso)
  setAttribute(element, "title", iso)
}

/** The words of a key: `retryAfterSeconds` is "Retry after seconds". */
export const wordsOf = (key) => {
  const words = key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Opens a dialog that a button of it, Escape or its form closes. */
export const prepareDialog = (dialog) => {
  for (const button of dialog.querySelectorAll("[data-close]")) button.addEventListener("click", () => dialog.close())
}
