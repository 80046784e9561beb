import { byId, copyOf, makeList, setAttribute, setText, setTime, wordsOf } from "./dom.js"

/** Where the connection broke before there was a status, the record says 0. */
const statusWords = (status) => (status === 0 ? "none" : String(status))

const show = makeList({
  parent: byId("requests"),
  // Each scope counts its requests on its own.
  keyOf: ({ correlationId, path }) => `${correlationId} ${path}`,
  make: () => copyOf("request-row"),
  update: ({ parts }, { at, correlationId, fault, method, operation, path, status }) => {
    setTime(parts.at, at)
    setText(parts.status, statusWords(status))
    setAttribute(parts.status, "data-class", String(status).charAt(0))
    setText(parts.method, method)
    setText(parts.path, path)
    setText(parts.operation, operation ?? "")
    setText(parts.fault, fault === undefined ? "" : `fault: ${wordsOf(fault).toLowerCase()}`)
    setText(parts.correlationId, correlationId)
  }
})

/** Shows the last requests. */
export const showRequests = (requests) => {
  show(requests)
  byId("requests-empty").hidden = requests.length > 0
}
