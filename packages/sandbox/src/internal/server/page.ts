import * as Effect from "effect/Effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { readFile } from "node:fs/promises"

interface Asset {
  readonly contentType: string
  /** The content, which is read once, when somebody first asks for it. */
  readonly read: Effect.Effect<Uint8Array>
}

const asset = (contentType: string, file: URL): Asset => {
  let content: Promise<Uint8Array> | undefined
  // The files belong to the package: that one is missing is a defect.
  return { contentType, read: Effect.promise(() => (content ??= readFile(file))) }
}

const css = "text/css; charset=utf-8"
const html = "text/html; charset=utf-8"
const javaScript = "text/javascript; charset=utf-8"
const svg = "image/svg+xml"

/**
 * The whole list of what is served: no path of a request ever becomes a path of a file. Each URL is written out, so that
 * tools see that the file is used; it is the same from `src` and from `dist`.
 */
const byPath: ReadonlyMap<string, Asset> = new Map([
  ["/", asset(html, new URL("../../../assets/index.html", import.meta.url))],
  ["/favicon.svg", asset(svg, new URL("../../../assets/favicon.svg", import.meta.url))],
  ["/page.css", asset(css, new URL("../../../assets/page.css", import.meta.url))],
  ["/page.js", asset(javaScript, new URL("../../../assets/page.js", import.meta.url))],
  ["/page/announcements.js", asset(javaScript, new URL("../../../assets/page/announcements.js", import.meta.url))],
  ["/page/channels.js", asset(javaScript, new URL("../../../assets/page/channels.js", import.meta.url))],
  ["/page/connect.js", asset(javaScript, new URL("../../../assets/page/connect.js", import.meta.url))],
  ["/page/control.js", asset(javaScript, new URL("../../../assets/page/control.js", import.meta.url))],
  ["/page/copy.js", asset(javaScript, new URL("../../../assets/page/copy.js", import.meta.url))],
  ["/page/dom.js", asset(javaScript, new URL("../../../assets/page/dom.js", import.meta.url))],
  ["/page/entities.js", asset(javaScript, new URL("../../../assets/page/entities.js", import.meta.url))],
  ["/page/faults.js", asset(javaScript, new URL("../../../assets/page/faults.js", import.meta.url))],
  ["/page/issues.js", asset(javaScript, new URL("../../../assets/page/issues.js", import.meta.url))],
  ["/page/limits.js", asset(javaScript, new URL("../../../assets/page/limits.js", import.meta.url))],
  ["/page/presenceDialog.js", asset(javaScript, new URL("../../../assets/page/presenceDialog.js", import.meta.url))],
  ["/page/requests.js", asset(javaScript, new URL("../../../assets/page/requests.js", import.meta.url))],
  ["/page/resetDialog.js", asset(javaScript, new URL("../../../assets/page/resetDialog.js", import.meta.url))],
  ["/page/scopes.js", asset(javaScript, new URL("../../../assets/page/scopes.js", import.meta.url))],
  ["/page/skipLinks.js", asset(javaScript, new URL("../../../assets/page/skipLinks.js", import.meta.url))],
  ["/page/users.js", asset(javaScript, new URL("../../../assets/page/users.js", import.meta.url))]
])

const headers = {
  "cache-control": "no-cache",
  // What `default-src` does not cover is denied: the page sends no forms and is nobody's frame.
  "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff"
}

/** What answers a request for a part of the page; `undefined` for a path that is no part of it. */
export const page = (path: string): Effect.Effect<HttpServerResponse.HttpServerResponse> | undefined => {
  const found = byPath.get(path)
  return found === undefined
    ? undefined
    : Effect.map(found.read, (content) =>
        HttpServerResponse.uint8Array(content, { contentType: found.contentType, headers })
      )
}
