import { byId, setText } from "./dom.js"

const shownScopes = 20

const place = byId("place")
const nav = byId("scopes")
const [, scope] = /^\/scopes\/([^/]+)/.exec(location.pathname) ?? []

const linkTo = (href, text) => {
  const link = document.createElement("a")
  // The token of a sandbox that others can reach stands in the fragment.
  link.href = `${href}${location.hash}`
  link.textContent = text
  return link
}

let shown = ""

/** Says which scope the page is of, and leads to the others. */
export const showScopes = (scopes) => {
  if (scope !== undefined) setText(place, `The scope ${scope}, an organisation of its own.`)
  const key = scopes.join("/")
  if (shown === key && scope === undefined) return
  shown = key
  const links =
    scope === undefined
      ? scopes.slice(0, shownScopes).map((name) => linkTo(`/scopes/${name}/`, name))
      : [linkTo("/", "To the sandbox itself")]
  const more = scopes.length > shownScopes ? [`and ${scopes.length - shownScopes} more`] : []
  const parts = [...(scope === undefined ? ["Scopes:"] : []), ...links, ...more]
  nav.replaceChildren(...parts.flatMap((part, index) => (index === 0 ? [part] : [" ", part])))
  nav.hidden = links.length === 0
}
