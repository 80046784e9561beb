/**
 * An embedded Genesys Cloud presence service over real HTTP.
 *
 * @since 0.1.0
 */
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpMiddleware from "effect/http/HttpMiddleware"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { createServer } from "node:http"
import * as Organization from "./Organization.ts"

/**
 * How a sandbox is set up.
 *
 * @category options
 * @since 0.1.0
 */
export interface Options extends Organization.Options {
  /** The port to listen on; any free one by default. */
  readonly port?: number | undefined
}

/**
 * The sandbox could not listen on its port; `code` is Node's, such as `EADDRINUSE` for a port that is taken.
 *
 * @category errors
 * @since 0.1.0
 */
export class SandboxListenError extends Schema.TaggedError<SandboxListenError>()("SandboxListenError", {
  port: Schema.Finite,
  code: Schema.optionalKey(Schema.String)
}) {
  /** One line that says which port and why. */
  override get message(): string {
    return this.code === "EADDRINUSE"
      ? `The port ${this.port} of ${host} is already taken`
      : `The sandbox cannot listen on the port ${this.port} of ${host}: ${this.code ?? "unknown reason"}`
  }
}

/**
 * A running sandbox: an organisation of its own, served on a port of this machine.
 *
 * **Details**
 *
 * One port serves both the API and the login, so that `baseUrl` is the address of both. Only this machine can reach it.
 *
 * @category services
 * @since 0.1.0
 */
export class Sandbox extends Context.Service<
  Sandbox,
  Organization.Organization & {
    /** Where API and login are, such as `http://127.0.0.1:43127`. */
    readonly baseUrl: string
    readonly port: number
  }
>()("@genesys-presence/sandbox/Sandbox") {
  /**
   * Runs a sandbox as long as the layer lives. Every build of the layer has a state of its own.
   *
   * **Details**
   *
   * Tokens expire, dates are written and requests are counted by Effect's `Clock`: with a `TestClock` time passes when a
   * test says so.
   *
   * **Errors**
   *
   * Fails with {@link SandboxListenError} when the port cannot be used.
   *
   * **Example** (A token from a sandbox)
   *
   * ```ts
   * import { Sandbox } from "@genesys-presence/sandbox"
   * import { Effect, Redacted } from "effect"
   * import { FetchHttpClient, HttpClient, HttpClientRequest } from "effect/http"
   *
   * const program = Effect.gen(function*() {
   *   const { baseUrl, defaultClient } = yield* Sandbox
   *   const response = yield* HttpClientRequest.post(`${baseUrl}/oauth/token`).pipe(
   *     HttpClientRequest.basicAuth(defaultClient.clientId, Redacted.value(defaultClient.clientSecret)),
   *     HttpClientRequest.bodyUrlParams({ grant_type: "client_credentials" }),
   *     HttpClient.execute
   *   )
   *   return yield* response.json
   * }).pipe(Effect.provide([Sandbox.layer({ users: 10 }), FetchHttpClient.layer]))
   * ```
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layer = (options: Options = {}): Layer.Layer<Sandbox, SandboxListenError> =>
    Layer.effect(Sandbox, make(options))
}

const host = "127.0.0.1"

const errorCode = (cause: unknown): { readonly code?: string } =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? { code: cause.code } : {}

const make = Effect.fnUntraced(function* (options: Options) {
  const organization = yield* Organization.make(options)
  const port = options.port ?? 0
  const nodeServer = createServer()
  const server = yield* NodeHttpServer.make(() => nodeServer, {
    host,
    port,
    disablePreemptiveShutdown: true
  }).pipe(Effect.mapError(({ cause }) => new SandboxListenError({ port, ...errorCode(cause) })))
  // A client that keeps its connections open must not hold up the end of the scope.
  yield* Effect.addFinalizer(() => Effect.sync(() => nodeServer.closeAllConnections()))
  // The spans of a program under test are its own: the sandbox adds none.
  yield* Effect.provideService(server.serve(organization.handler), HttpMiddleware.TracerDisabledWhen, () => true)
  const address = server.address
  const actualPort = "port" in address ? address.port : port
  return Sandbox.of({ ...organization, port: actualPort, baseUrl: `http://${host}:${actualPort}` })
})
