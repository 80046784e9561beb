import type { HttpServerRequest } from "effect/http/HttpServerRequest"

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
