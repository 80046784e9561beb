import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import type * as Redacted from "effect/Redacted"
import * as Semaphore from "effect/Semaphore"
import type { Options, Organization } from "../../Organization.ts"
import type { RequestRecord } from "../../RequestRecord.ts"
import { accessRefusal, isOfAnotherSite } from "./access.ts"
import { controllable, type Handler, type ScopesSeen } from "./control.ts"
import { shownRequests } from "./overview.ts"
import { page } from "./page.ts"

/** More than any suite of tests needs at once; a program that never removes its scopes must not fill the memory. */
const maxScopes = 1000

/** A thousand scopes remember little more than the sandbox itself. */
const rememberedByScope = 200

const message = (status: number, text: string) => HttpServerResponse.jsonUnsafe({ message: text }, { status })

const answer = (status: number, text: string): Handler => Effect.succeed(message(status, text))

const foreignPage = answer(403, "Requests of other origins are refused")

/** Where a request to a scope leads: `/scopes/{name}`, and the rest as a path of its own. */
const scopePath = /^\/scopes\/([\w.-]{1,100})((?:[/?].*)?)$/

const noScope = (name: string) => answer(404, `There is no scope ${name}: PUT /scopes/${name} makes it`)

const isRead = ({ method }: HttpServerRequest.HttpServerRequest): boolean => method === "GET" || method === "HEAD"

/** A scope has none. */
const noScopes: ScopesSeen = { names: Effect.succeed([]), requests: Effect.succeed([]) }

interface Scope {
  readonly organization: Organization
  readonly handler: Handler
}

/** The scopes of a sandbox. */
export interface Scopes extends ScopesSeen {
  /** The answer of a scope; `undefined` when the path is of none. */
  readonly answer: (request: HttpServerRequest.HttpServerRequest) => Handler | undefined
  readonly organizations: Effect.Effect<ReadonlyArray<readonly [name: string, organization: Organization]>>
}

interface ScopeOptions extends Pick<Options, "allowedOrigins" | "onRequest"> {
  /** What the scopes begin as. */
  readonly organization: Organization
  /** What making and removing a scope asks for; without it the first request to a scope makes it. */
  readonly controlToken: Redacted.Redacted | undefined
  /** Told of each scope that is removed. */
  readonly onRemoved: (name: string, organization: Organization) => Effect.Effect<void>
}

/**
 * Gives each test an organisation of its own in one running sandbox: what comes under `/scopes/{name}` is answered by
 * the organisation of that name. `PUT /scopes/{name}` makes it, `DELETE /scopes/{name}` removes it.
 */
export const makeScopes = (options: ScopeOptions): Scopes => {
  const { allowedOrigins, controlToken, onRequest, organization: root } = options
  const scopes = new Map<string, Scope>()
  let latest: ReadonlyArray<RequestRecord> = []
  const oneAtATime = Semaphore.makeUnsafe(1)

  const made = Effect.fnUntraced(function* (name: string) {
    const prefix = `/scopes/${name}`
    const organization = yield* root.fork({
      remembered: rememberedByScope,
      onRequest: (inner) => {
        const record = { ...inner, path: `${prefix}${inner.path}` }
        latest = [...latest.slice(1 - shownRequests), record]
        return onRequest?.(record) ?? Effect.void
      }
    })
    const control = { token: controlToken, prefix, scopes: noScopes }
    const scope: Scope = { organization, handler: controllable(organization, control) }
    scopes.set(name, scope)
    return scope
  })

  /** The scope of a name, which is made if it is not there; `undefined` when there are too many. */
  const scopeOf = (name: string) =>
    oneAtATime.withPermits(1)(
      Effect.suspend((): Effect.Effect<Scope | undefined> => {
        const known = scopes.get(name)
        return known !== undefined || scopes.size === maxScopes ? Effect.succeed(known) : made(name)
      })
    )

  const withScope = (name: string, use: (scope: Scope) => Handler): Handler =>
    Effect.flatMap(scopeOf(name), (scope) =>
      scope === undefined ? answer(507, `There are ${maxScopes} scopes already`) : use(scope)
    )

  const remove = (name: string): Handler =>
    Effect.suspend(() => {
      const scope = scopes.get(name)
      if (scope === undefined) return noScope(name)
      scopes.delete(name)
      return Effect.as(options.onRemoved(name, scope.organization), HttpServerResponse.empty({ status: 204 }))
    })

  /** What `/scopes/{name}` itself answers to those who may switch things. */
  const manage = (name: string, method: string): Handler => {
    if (method === "PUT") return withScope(name, () => Effect.succeed(HttpServerResponse.empty({ status: 204 })))
    return method === "DELETE" ? remove(name) : answer(405, "Possible here: GET, PUT, DELETE")
  }

  const isAllowed = ({ origin }: HttpServerRequest.HttpServerRequest["headers"]): boolean =>
    origin !== undefined && (allowedOrigins === "*" || allowedOrigins?.includes(origin) === true)

  return {
    names: Effect.sync(() => Array.from(scopes.keys())),

    requests: Effect.sync(() => latest),

    organizations: Effect.sync(() => Array.from(scopes, ([name, { organization }]) => [name, organization] as const)),

    answer: (request) => {
      const [, name, rest = ""] = scopePath.exec(request.url) ?? []
      if (name === undefined) return undefined
      // A picture on a page could ask for a thousand scopes.
      if (isOfAnotherSite(request.headers) && !isAllowed(request.headers)) return foreignPage
      if (rest === "" || rest === "/") {
        const shown = isRead(request) ? page("/") : undefined
        if (shown !== undefined) return shown
      }
      const inner = request.modify({ url: rest.startsWith("/") ? rest : `/${rest}` })
      const carryOn = ({ handler }: Scope) => Effect.provideService(handler, HttpServerRequest.HttpServerRequest, inner)
      if (rest === "" || rest.startsWith("/control/")) {
        const refusal = accessRefusal(request, controlToken)
        if (refusal !== undefined) return answer(refusal.status, refusal.message)
        if (rest === "") return manage(name, request.method)
        // The page asks again and again, which must not bring a scope back that was removed.
        if (/^\/control\/(overview|environment)\b/.test(rest) && !scopes.has(name)) return noScope(name)
        return withScope(name, carryOn)
      }
      if (controlToken === undefined) return withScope(name, carryOn)
      // Whoever has no token could fill the memory with scopes.
      const known = scopes.get(name)
      return known === undefined ? noScope(name) : carryOn(known)
    }
  }
}
