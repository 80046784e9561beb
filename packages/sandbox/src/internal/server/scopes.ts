import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Semaphore from "effect/Semaphore"
import { isOfAnotherOrigin, isOfAnotherSite } from "./access.ts"

type Handler = Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest.HttpServerRequest>

/** More than any suite of tests needs at once; a program that never removes its scopes must not fill the memory. */
const maxScopes = 1000

const forbidden = Effect.succeed(
  HttpServerResponse.jsonUnsafe({ message: "Requests of other origins are refused" }, { status: 403 })
)

/** Where a request to a scope leads: `/scopes/{name}`, and the rest as a path of its own. */
const scopePath = /^\/scopes\/([\w.-]{1,100})((?:[/?].*)?)$/

/**
 * Gives each test an organisation of its own in one running sandbox: what comes under `/scopes/{name}` is answered by
 * the organisation of that name, which is made by the first request. `DELETE /scopes/{name}` removes it.
 */
export const makeScopes = (makeHandler: Effect.Effect<Handler>) => {
  const handlers = new Map<string, Handler>()
  const oneAtATime = Semaphore.makeUnsafe(1)

  const handlerOf = (name: string) =>
    oneAtATime.withPermits(1)(
      Effect.gen(function* () {
        const known = handlers.get(name)
        if (known !== undefined) return known
        if (handlers.size === maxScopes) return undefined
        const made = yield* makeHandler
        handlers.set(name, made)
        return made
      })
    )

  /** The answer of a scope; `undefined` when the path is of none. */
  return (request: HttpServerRequest.HttpServerRequest): Handler | undefined => {
    const [, name, rest = ""] = scopePath.exec(request.url) ?? []
    if (name === undefined) return undefined
    // A picture on a page could ask for a thousand scopes.
    if (isOfAnotherSite(request.headers)) return forbidden
    if (rest === "" && request.method === "DELETE" && isOfAnotherOrigin(request.headers)) return forbidden
    if (rest === "" && request.method === "DELETE") {
      return Effect.sync(() => HttpServerResponse.empty({ status: handlers.delete(name) ? 204 : 404 }))
    }
    const inner = request.modify({ url: rest.startsWith("/") ? rest : `/${rest}` })
    return Effect.flatMap(handlerOf(name), (handler) =>
      handler === undefined
        ? Effect.succeed(HttpServerResponse.text(`There are ${maxScopes} scopes already`, { status: 507 }))
        : Effect.provideService(handler, HttpServerRequest.HttpServerRequest, inner)
    )
  }
}
