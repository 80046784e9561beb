import { Sandbox } from "@genesys-presence/sandbox"
import { Effect } from "effect"
import { HttpServerRequest, HttpServerResponse } from "effect/http"
import type { Note } from "./note.ts"

/** The addresses that the documentation has for Genesys Cloud, and that of a sandbox without a socket. */
const genesysCloud = /^(127\.\d+\.\d+\.\d+|(api|login)\.mypurecloud\.de|(gateway|login)\.example\.com)$/

/** What the documentation puts before the paths of the service. */
const gatewayPath = /^\/genesys(?=\/)/

/**
 * A `fetch` that reaches nothing outside: in the place of Genesys Cloud the sandbox answers, by whatever address it is
 * called, and anybody else is content with what it gets. It notes who was asked for what.
 */
export const sandboxFetch = (note: Note): Effect.Effect<typeof fetch, never, Sandbox> =>
  Effect.gen(function* () {
    const { baseUrl, handler, requests } = yield* Sandbox
    const run = Effect.runPromiseWith(yield* Effect.context())
    return async (input, init) => {
      const request = new Request(input, init)
      const url = new URL(request.url)
      const asked = url.origin === baseUrl ? `${url.pathname}${url.search}` : url.href
      if (!genesysCloud.test(url.hostname)) {
        note(`${request.method} ${asked} 200`)
        return Response.json({})
      }
      const path = url.pathname.replace(gatewayPath, "")
      const toSandbox = new Request(`${baseUrl}${path}${url.search}`, request)
      const answer = handler.pipe(
        Effect.provideService(HttpServerRequest.HttpServerRequest, HttpServerRequest.fromWeb(toSandbox)),
        Effect.map((response) => HttpServerResponse.toWeb(response)),
        Effect.tap(() =>
          Effect.map(requests, (records) => {
            // Where there is no status, what comes is a response whose body never ends.
            const status = records.at(-1)?.status
            note(`${request.method} ${asked} ${status === 0 ? "without an answer" : status}`)
          })
        )
      )
      return run(answer, { signal: request.signal })
    }
  })
