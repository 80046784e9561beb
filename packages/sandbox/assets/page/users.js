import { announceChanges } from "./announcements.js"
import { setCopyId } from "./copy.js"
import { byId, copyOf, makeList, setAttribute, setDot, setText, setTime } from "./dom.js"

const flash = [{ backgroundColor: "var(--flash)" }, { backgroundColor: "transparent" }]
const still = matchMedia("(prefers-reduced-motion: reduce)")

const count = new Intl.NumberFormat("en-GB")

/** Makes the list of users; `choose` is called with the user whose presence is to be set. */
export const makeUsers = (choose) => {
  let changes = []

  const show = makeList({
    parent: byId("users"),
    keyOf: ({ id }) => id,
    make: () => {
      const row = copyOf("user-row")
      row.parts.set.addEventListener("click", () => choose(row.user))
      return row
    },
    update: (row, user) => {
      const { parts } = row
      const before = row.user?.presence
      const { label, message, modifiedDate, systemPresence } = user.presence
      row.user = user
      setText(parts.name, user.name)
      setText(parts.id, user.id)
      setCopyId(parts.copy, user.name, user.id)
      setDot(parts.dot, systemPresence)
      setText(parts.label, label)
      setText(parts.message, message)
      setTime(parts.since, modifiedDate)
      setAttribute(parts.set, "aria-label", `Set the presence of ${user.name}`)
      if (before === undefined || (before.label === label && before.message === message)) return
      changes.push(`${user.name}: ${message === "" ? label : `${label}, ${message}`}`)
      if (!still.matches) row.element.animate(flash, 1500)
    }
  })

  return ({ shown, total }) => {
    changes = []
    show(shown)
    announceChanges(changes)
    setText(
      byId("users-count"),
      shown.length === total ? count.format(total) : `the first ${count.format(shown.length)} of ${count.format(total)}`
    )
    byId("users-empty").hidden = shown.length > 0
  }
}
