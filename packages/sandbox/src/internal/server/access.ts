import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as Redacted from "effect/Redacted"

type Headers = HttpServerRequest["headers"]

/** Whether a host, with or without a port, is a name of this machine alone. */
export const isThisMachine = (host: string): boolean =>
  /^(localhost|[\w-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host)

/** Whether a browser says that a page of another site asks. */
export const isOfAnotherSite = (headers: Headers): boolean => {
  const site = headers["sec-fetch-site"]
  return site === "cross-site" || site === "same-site"
}

/**
 * Whether a page of another origin asks: it could send requests to a sandbox on the same machine, but it cannot hide
 * where it comes from.
 */
export const isOfAnotherOrigin = (headers: Headers): boolean => {
  const { host = "", origin } = headers
  return isOfAnotherSite(headers) || (origin !== undefined && origin !== `http://${host}`)
}

/** Compares in a time that does not tell how much of the token was right. */
const sameText = (one: string, other: string): boolean => {
  let difference = one.length ^ other.length
  for (let i = 0; i < one.length; i++) difference |= one.charCodeAt(i) ^ other.charCodeAt(i % (other.length || 1))
  return difference === 0
}

/** Why a request may not be carried out. */
export interface AccessRefusal {
  readonly status: 401 | 403
  readonly message: string
}

/**
 * Why a request may not look at a sandbox or change it from outside of its API; `undefined` when it may. Where more than
 * this machine can reach the sandbox, `token` is needed.
 */
export const accessRefusal = (
  { headers }: HttpServerRequest,
  token: Redacted.Redacted | undefined
): AccessRefusal | undefined => {
  // A page that made its own name point at this machine cannot hide which name it used.
  if (isOfAnotherOrigin(headers) || (token === undefined && !isThisMachine(headers["host"] ?? ""))) {
    return { status: 403, message: "Requests of other origins are refused" }
  }
  if (token === undefined) return undefined
  const [, given = ""] = /^bearer +(\S+)$/i.exec(headers["authorization"] ?? "") ?? []
  return sameText(Redacted.value(token), given)
    ? undefined
    : { status: 401, message: "The control endpoint needs the token that was printed at the start" }
}
