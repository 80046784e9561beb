/**
 * An embedded Genesys Cloud presence service over real HTTP.
 *
 * @since 0.1.0
 */
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpMiddleware from "effect/http/HttpMiddleware"
import type * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Scope from "effect/Scope"
import * as Socket from "effect/socket/Socket"
import { randomUUID } from "node:crypto"
import { createServer } from "node:http"
import { environmentOf } from "./internal/server/environment.ts"
import { inProcessClient, inProcessWebSocket, listenInProcess } from "./internal/server/inProcessClient.ts"
import { makeScopes } from "./internal/server/scopes.ts"
import { serverHandler } from "./internal/server/serverHandler.ts"
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
  /**
   * The address to listen on; `127.0.0.1` by default, which this machine alone can reach. With any address but a
   * loopback one the control endpoint asks for {@link Sandbox}'s `controlToken`.
   */
  readonly host?: string | undefined
  /**
   * Whether there are a control endpoint under `/control`, scopes under `/scopes/{name}`, and the page for people at `/`;
   * `true` by default.
   */
  readonly control?: boolean | undefined
  /**
   * Whether the end of the layer logs a warning for each fault that was not had: a test that never met it may test less
   * than it says. The end of a scope does the same for its own. `false` by default.
   */
  readonly reportUnconsumedFaults?: boolean | undefined
}

/**
 * The sandbox could not listen on its port; `code` is Node's, such as `EADDRINUSE` for a port that is taken.
 *
 * @category errors
 * @since 0.1.0
 */
export class SandboxListenError extends Schema.TaggedError<SandboxListenError>()("SandboxListenError", {
  host: Schema.String,
  port: Schema.Finite,
  code: Schema.optionalKey(Schema.String)
}) {
  /** One line that says which port and why. */
  override get message(): string {
    return this.code === "EADDRINUSE"
      ? `The port ${this.port} of ${this.host} is already taken`
      : `The sandbox cannot listen on the port ${this.port} of ${this.host}: ${this.code ?? "unknown reason"}`
  }
}

/**
 * A running sandbox: an organisation of its own, served on a port of this machine.
 *
 * **Details**
 *
 * One port serves both the API and the login, so that `baseUrl` is the address of both. Only this machine can reach it,
 * unless another `host` is given. `/` is a page for people, `/docs` the reference, `/control` switches faults and moves
 * the state in and out, and `/scopes/{name}` is an organisation of its own for each name.
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
    /**
     * The `GENESYS_CLOUD_*` variables that send a client to this sandbox, as `defaultClient`. They hold its secret, and are
     * for the environment of a process that a test starts.
     */
    readonly environment: Readonly<Record<string, string>>
    /** What requests to the control endpoint carry as a bearer token; `undefined` where they need none. */
    readonly controlToken: Redacted.Redacted | undefined
  }
>()("@genesys-presence/sandbox/Sandbox") {
  /**
   * Runs a sandbox as long as the layer lives, and points the configuration to it: a client whose layer reads the
   * `GENESYS_CLOUD_*` variables uses the sandbox, unchanged. Every build of the layer has a state of its own.
   *
   * **Details**
   *
   * The configuration is a `ConfigProvider` with the variables of `environment`; all others come from the provider that was
   * there before.
   *
   * Tokens expire, dates are written and requests are counted by Effect's `Clock`: with a `TestClock` time passes when a
   * test says so.
   *
   * **Errors**
   *
   * Fails with {@link SandboxListenError} when the port cannot be used.
   *
   * **Example** (The program's own client on a sandbox)
   *
   * ```ts
   * import { NodeHttpClient } from "@effect/platform-node"
   * import { PresenceClient } from "@genesys-presence/client"
   * import { Sandbox } from "@genesys-presence/sandbox"
   * import { Layer } from "effect"
   *
   * // What the program provides in production.
   * const Live = PresenceClient.layerFromConfig().pipe(Layer.provide(NodeHttpClient.layerUndici))
   *
   * const Test = Live.pipe(Layer.provideMerge(Sandbox.layer({ users: 3 })))
   * ```
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layer = (options: Options = {}): Layer.Layer<Sandbox, SandboxListenError> =>
    Layer.effectContext(make(options))

  /**
   * The same without a socket: an HTTP client that reaches the sandboxes of this process and nothing else, the
   * configuration, and the sandbox itself. Each fault of a connection is what a client would see of it: an error with
   * Node's code, a body that fails while it is read, an answer that never comes.
   *
   * **Details**
   *
   * The address is a placeholder on which nothing ever listens, another one for each sandbox that lives at the same time.
   * With a `TestClock` a program and its sandbox share the virtual time, and no test waits for anything real.
   *
   * **Example** (The program's own client, in virtual time)
   *
   * ```ts
   * import { PresenceClient } from "@genesys-presence/client"
   * import { Sandbox } from "@genesys-presence/sandbox"
   * import { Layer } from "effect"
   *
   * // What the program provides in production, but for the `HttpClient`.
   * const Presence = PresenceClient.layerFromConfig()
   *
   * const Test = Presence.pipe(Layer.provideMerge(Sandbox.layerInProcess({ users: 3 })))
   * ```
   *
   * @category layers
   * @since 0.1.0
   */
  static readonly layerInProcess = (
    options: Omit<Options, "port" | "host" | "control"> = {}
  ): Layer.Layer<Sandbox | HttpClient.HttpClient | Socket.WebSocketConstructor> =>
    Layer.effectContext(
      Effect.map(makeInProcess(options), (context) =>
        context.pipe(
          Context.add(HttpClient.HttpClient, inProcessClient),
          Context.add(Socket.WebSocketConstructor, inProcessWebSocket)
        )
      )
    )
}

const defaultHost = "127.0.0.1"

const errorCode = (cause: unknown): { readonly code?: string } =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? { code: cause.code } : {}

/** `ended` is what messages call the organisation. */
const reportUnconsumed = (ended: string, organization: Organization.Organization): Effect.Effect<void> =>
  Effect.flatMap(
    organization.faults.unconsumed,
    Effect.forEach(
      ({ consumed, id, remaining, rule }) =>
        Effect.logWarning(`${ended} ends with a fault that was not had: ${rule.fault.kind} of ${rule.operation}`, {
          id,
          consumed,
          remaining
        }),
      { discard: true }
    )
  )

const makeOrganization = Effect.fnUntraced(function* (options: Options) {
  const organization = yield* Organization.make(options)
  if (options.reportUnconsumedFaults === true)
    yield* Effect.addFinalizer(() => reportUnconsumed("The sandbox", organization))
  return organization
})

const reportScope = (name: string, scope: Organization.Organization): Effect.Effect<void> =>
  reportUnconsumed(`The scope ${name}`, scope)

const withScopes = Effect.fnUntraced(function* (
  organization: Organization.Organization,
  controlToken: Redacted.Redacted | undefined,
  { allowedOrigins, onRequest, reportUnconsumedFaults = false }: Options
) {
  const scopes = makeScopes({
    organization,
    controlToken,
    allowedOrigins,
    onRequest,
    onRemoved: reportUnconsumedFaults ? reportScope : () => Effect.void
  })
  if (reportUnconsumedFaults) {
    yield* Effect.addFinalizer(() =>
      Effect.flatMap(
        scopes.organizations,
        Effect.forEach(([name, scope]) => reportScope(name, scope), { discard: true })
      )
    )
  }
  return scopes
})

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host)

/** An address that this machine can reach the server by, where it listens on all of them. */
const reachable = (host: string): string => {
  if (host === "0.0.0.0" || host === "::") return defaultHost
  return host.includes(":") ? `[${host}]` : host
}

/** The port that the system gave. */
const portOf = (address: HttpServer.HttpServer["Service"]["address"], asked: number): number =>
  "port" in address ? address.port : asked

/** The service, and the configuration that points to it. */
const configured = Effect.fnUntraced(function* (sandbox: Omit<Sandbox["Service"], "environment">) {
  const environment = environmentOf(sandbox.baseUrl, sandbox.defaultClient)
  const provider = ConfigProvider.orElse(
    ConfigProvider.fromEnvRecord(environment),
    yield* ConfigProvider.ConfigProvider
  )
  return Context.make(Sandbox, Sandbox.of({ ...sandbox, environment })).pipe(
    Context.add(ConfigProvider.ConfigProvider, provider)
  )
})

const make = Effect.fnUntraced(function* (options: Options) {
  const organization = yield* makeOrganization(options)
  const { host = defaultHost, port: asked = 0 } = options
  const nodeServer = createServer()
  const server = yield* NodeHttpServer.make(() => nodeServer, {
    host,
    port: asked,
    disablePreemptiveShutdown: true
  }).pipe(
    // Ends after what is served: the server waits for its sockets, which nobody else closes.
    Scope.provide(yield* Scope.fork(yield* Effect.scope)),
    Effect.mapError(({ cause }) => new SandboxListenError({ host, port: asked, ...errorCode(cause) }))
  )
  // A client that keeps its connections open must not hold up the end of the scope.
  yield* Effect.addFinalizer(() => Effect.sync(() => nodeServer.closeAllConnections()))
  const port = portOf(server.address, asked)
  const baseUrl = `http://${reachable(host)}:${port}`
  const controlToken = isLoopback(host) ? undefined : Redacted.make(randomUUID())
  const scopes = options.control === false ? undefined : yield* withScopes(organization, controlToken, options)
  const handler = yield* serverHandler(organization, { baseUrl, controlToken, scopes })
  // The spans of a program under test are its own: the sandbox adds none.
  yield* Effect.provideService(server.serve(handler), HttpMiddleware.TracerDisabledWhen, () => true)
  return yield* configured({ ...organization, port, baseUrl, controlToken })
})

const makeInProcess = Effect.fnUntraced(function* (options: Options) {
  const organization = yield* makeOrganization(options)
  const baseUrl = yield* listenInProcess(organization.handler)
  return yield* configured({ ...organization, port: 0, baseUrl, controlToken: undefined })
})
