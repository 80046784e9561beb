import * as HttpClientRequest3 from "@effect/platform/HttpClientRequest"
import type * as HttpMethod3 from "@effect/platform/HttpMethod"

/** Statuses whose answers have no body; a `Response` refuses one. */
export const withoutBody: ReadonlySet<number> = new Set([101, 103, 204, 205, 304])

/** By their headers: most calls have those of the token alone, and copying them costs more than the rest. */
const bases = new WeakMap<object, HttpClientRequest3.HttpClientRequest>()

const baseOf = (
  method: HttpMethod3.HttpMethod,
  headers: Readonly<Record<string, string>>
): HttpClientRequest3.HttpClientRequest => {
  const known = bases.get(headers)
  if (known?.method === method) return known
  const made = HttpClientRequest3.make(method)("", { headers })
  bases.set(headers, made)
  return made
}

/** A request without a body. The headers must not change after it. */
export const requestOf = (
  // The client sends with the five methods of the contract alone.
  method: HttpMethod3.HttpMethod,
  url: string,
  headers: Readonly<Record<string, string>>
): HttpClientRequest3.HttpClientRequest => HttpClientRequest3.setUrl(baseOf(method, headers), url)
