import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import { type Answer, answer, type Headers } from "../http/answer.ts"

/** Which pages may read answers: those of the listed origins, or all of them. */
export type AllowedOrigins = "*" | ReadonlyArray<string>

const methods = "GET, POST, PUT, PATCH, DELETE"

/** As the service does, `Retry-After` is not among them: scripts read the seconds from the message. */
const exposed = "inin-correlation-id, inin-ratelimit-allowed, inin-ratelimit-count, inin-ratelimit-reset"

/** What browsers need to let pages of other origins use the API. */
export interface CrossOrigin {
  /** The headers that let the page of a request read its answer; `undefined` where it may not. */
  readonly headers: (request: HttpServerRequest) => Headers | undefined
  /** The answer to a browser that asks whether a page may send a request; `undefined` for any other request. */
  readonly preflight: (request: HttpServerRequest) => Answer | undefined
}

/** `undefined` lets no page of another origin read anything. */
export const makeCrossOrigin = (allowed: AllowedOrigins | undefined): CrossOrigin => {
  const headers: CrossOrigin["headers"] = (request) => {
    const { origin } = request.headers
    if (allowed === undefined || origin === undefined) return undefined
    if (allowed !== "*" && !allowed.includes(origin)) return undefined
    return { "access-control-allow-origin": origin, "access-control-expose-headers": exposed, vary: "origin" }
  }
  return {
    headers,
    preflight: (request) => {
      if (request.method !== "OPTIONS") return undefined
      const granted = headers(request)
      const asked = request.headers["access-control-request-headers"]
      return granted === undefined || request.headers["access-control-request-method"] === undefined
        ? undefined
        : {
            ...answer(204),
            headers: {
              ...granted,
              "access-control-allow-methods": methods,
              ...(asked !== undefined && { "access-control-allow-headers": asked }),
              // Asked of servers that only this machine can reach.
              ...(request.headers["access-control-request-private-network"] === "true" && {
                "access-control-allow-private-network": "true"
              })
            }
          }
    }
  }
}
