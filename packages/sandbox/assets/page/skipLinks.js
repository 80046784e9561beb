import { byId } from "./dom.js"

/** Lets the links move the focus only: the token of a sandbox that others can reach stands in the fragment. */
export const prepareSkipLinks = () => {
  for (const link of document.querySelectorAll(".skip a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault()
      byId(link.hash.slice(1)).focus()
    })
  }
}
