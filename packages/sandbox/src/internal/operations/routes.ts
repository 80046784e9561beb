import { contract, type OperationName, operationNames } from "@genesys-presence/models/Contract"
import * as FindMyWay from "effect/http/FindMyWay"

/** What the paths of a sandbox lead to: the operations of the contract, and what tokens need. */
export type Target =
  | { readonly _tag: "Operation"; readonly name: OperationName }
  | { readonly _tag: "IssueToken" }
  | {
      readonly _tag: "RevokeToken"
    }

/** Where a request leads, or why it leads nowhere. */
export type Match =
  | {
      readonly _tag: "Found"
      readonly target: Target
      readonly pathParameters: { readonly [name: string]: string | undefined }
      readonly query: { readonly [name: string]: string | ReadonlyArray<string> }
    }
  | { readonly _tag: "WrongMethod"; readonly allowed: ReadonlyArray<string> }
  | { readonly _tag: "UnknownPath" }

const routes: ReadonlyArray<{ readonly method: string; readonly path: string; readonly target: Target }> = [
  ...operationNames.map((name) => ({
    method: contract[name].method,
    path: contract[name].path,
    target: { _tag: "Operation", name } as const
  })),
  { method: "POST", path: "/oauth/token", target: { _tag: "IssueToken" } },
  { method: "DELETE", path: "/api/v2/tokens/me", target: { _tag: "RevokeToken" } }
]

const byPath = new Map<string, Map<string, Target>>()
for (const { method, path, target } of routes) {
  const methods = byPath.get(path) ?? new Map<string, Target>()
  byPath.set(path, methods.set(method, target))
}

// Every path is registered under one method of the router, so that a path which exists is told from a wrong method.
// The router prefers literal segments, so that `/presences/purecloud` wins over `/presences/{sourceId}`.
const anyMethod = "*"
const router = FindMyWay.make<ReadonlyMap<string, Target>>({
  caseSensitive: true,
  ignoreDuplicateSlashes: false,
  ignoreTrailingSlash: false,
  maxParamLength: Number.MAX_SAFE_INTEGER
})
for (const [path, methods] of byPath) {
  // All paths begin with a slash; the contract's type says so, `replace` forgets it.
  router.on(anyMethod, path.replace(/\{(\w+)\}/g, ":$1") as `/${string}`, methods)
}

/** Where a request leads, given its method and its path with the query string. */
export const match = (method: string, url: string): Match => {
  const found = router.find(anyMethod, url)
  if (found === undefined) return { _tag: "UnknownPath" }
  const target = found.handler.get(method)
  if (target === undefined) return { _tag: "WrongMethod", allowed: Array.from(found.handler.keys()) }
  return { _tag: "Found", target, pathParameters: found.params, query: found.searchParams }
}
