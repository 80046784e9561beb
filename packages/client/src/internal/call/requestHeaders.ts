import * as Context from "effect/Context"

/** What callers add to the headers of a call, by name. */
export const RequestHeaders: Context.Reference<Readonly<Record<string, string>>> = Context.Reference(
  "@genesys-presence/client/RequestHeaders",
  { defaultValue: () => ({}) }
)

/** Headers that the client or the connection sets: another value would break the request or replace the token. */
const own: ReadonlySet<string> = new Set([
  "accept",
  "authorization",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "cookie",
  "expect",
  "host",
  "keep-alive",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade"
])

/** Why a header cannot be added; `undefined` when all can. Values are not quoted: a runtime that refuses them would. */
export const headerRefusal = (
  headers: Readonly<Record<string, string>>
): { readonly field: string; readonly issue: string } | undefined => {
  for (const name in headers) {
    const value = headers[name]
    // The name goes into the error, so it must be harmless itself.
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/.test(name)) {
      return { field: "headers", issue: "a name is not a header name" }
    }
    if (own.has(name.toLowerCase())) return { field: `headers.${name}`, issue: "is set by the client" }
    if (typeof value !== "string" || !/^[\x20-\x7e]*$/.test(value)) {
      return { field: `headers.${name}`, issue: "must consist of visible ASCII characters and spaces" }
    }
  }
  return undefined
}
