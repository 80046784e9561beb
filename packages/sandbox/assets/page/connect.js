import { control } from "./control.js"
import { setCopy } from "./copy.js"
import { byId } from "./dom.js"

const list = byId("variables")
const targets = { bash: "bash", powershell: "PowerShell", dotenv: ".env" }

const entryOf = ([name, value]) => {
  const term = document.createElement("dt")
  const description = document.createElement("dd")
  for (const [element, text] of [
    [term, name],
    [description, value]
  ]) {
    const code = document.createElement("code")
    code.textContent = text
    element.append(code)
  }
  return [term, description]
}

const show = ({ lines, variables }) => {
  list.replaceChildren(...Object.entries(variables).flatMap(entryOf))
  for (const [shell, name] of Object.entries(targets)) {
    setCopy(byId(`copy-${shell}`), `environment for ${name}`, lines[shell])
  }
}

let asked = false

/** Shows how a client connects. That never changes: it is asked for until it came. */
export const showConnect = async () => {
  if (asked) return
  asked = true
  try {
    show(await control("GET", "/environment"))
  } catch {
    // The next overview says why, or asks once more.
    asked = false
  }
}
