/** Says nothing more about a field. */
const clear = (input) => {
  const problem = document.getElementById(`${input.id}-problem`)
  if (problem === null) return
  problem.remove()
  input.removeAttribute("aria-invalid")
  const others = input.getAttribute("aria-describedby").replace(` ${problem.id}`, "")
  if (others === "") input.removeAttribute("aria-describedby")
  else input.setAttribute("aria-describedby", others)
}

const show = (input, text) => {
  clear(input)
  const problem = document.createElement("p")
  problem.id = `${input.id}-problem`
  problem.className = "field-problem"
  problem.textContent = text
  input.setAttribute("aria-invalid", "true")
  input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${problem.id}`)
  input.closest(".field").append(problem)
}

/** Lets the problem of a field go away when somebody changes the form or sends it again. */
export const prepareIssues = (form) => {
  const clearAll = () => {
    for (const input of form.querySelectorAll("[aria-invalid]")) clear(input)
  }
  form.addEventListener("input", clearAll)
  form.addEventListener("submit", clearAll)
}

/**
 * Shows each issue beside its field and moves the focus to the first one; whether there was a field for all of them.
 * `inputOf` finds the field of a path.
 */
export const showIssues = (issues, inputOf) => {
  const found = issues.map(({ message, path }) => ({ input: inputOf(path), message }))
  if (found.length === 0 || found.some(({ input }) => input === undefined)) return false
  for (const { input, message } of found) show(input, message)
  found[0].input.focus()
  return true
}
