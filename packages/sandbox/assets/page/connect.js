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

/** Shows how a client connects. It never changes, and is shown once. */
export const showConnect = ({ lines, variables }) => {
  if (list.childElementCount > 0) return
  list.replaceChildren(...Object.entries(variables).flatMap(entryOf))
  for (const [shell, name] of Object.entries(targets)) {
    setCopy(byId(`copy-${shell}`), `environment for ${name}`, lines[shell])
  }
}
