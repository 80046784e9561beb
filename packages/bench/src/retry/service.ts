/** A service on a free port of this machine that plays one scenario, and keeps when each request came. */
import { Effect, type Scope } from "effect"
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { Client } from "./client.ts"
import type { Observation } from "./observation.ts"
import type { Answer, Scenario } from "./scenario.ts"

export interface Service {
  readonly baseUrl: string
  readonly seen: () => Omit<Observation, "ended">
}

const token = JSON.stringify({ access_token: "token", token_type: "bearer", expires_in: 86_400 })

const json = (status: number): string =>
  status === 200 ? "{}" : JSON.stringify({ status, code: "refused", message: "refused", error: { message: "refused" } })

/** Counts the requests of a client, and answers them as the scenario says. */
const play = ({ callers, first, later }: Scenario, { repeatable, xml }: Client) => {
  const header = repeatable?.by === "key" ? repeatable.header : undefined
  const keys: Array<string | undefined> = []
  const laterAt: Array<number> = []
  let waiting: Array<ServerResponse> = []
  let answeredAt = 0

  const send = (response: ServerResponse, answer: Answer): void => {
    if (answer === "reset") {
      response.socket?.resetAndDestroy()
      return
    }
    if (answer.retryAfter !== undefined) response.setHeader("retry-after", answer.retryAfter)
    response.writeHead(answer.status, { "content-type": xml === undefined ? "application/json" : "text/xml" })
    response.end((xml ?? json)(answer.status))
  }

  const receive: RequestListener = (request, response) => {
    const key = header === undefined ? undefined : request.headers[header]
    keys.push(Array.isArray(key) ? key.join() : key)
    if (keys.length > callers) {
      laterAt.push(performance.now())
      send(response, later)
      return
    }
    waiting.push(response)
    if (waiting.length < callers) return
    answeredAt = performance.now()
    for (const each of waiting) send(each, first)
    waiting = []
  }

  const seen = (): Omit<Observation, "ended"> => ({
    requests: keys.length,
    gaps: laterAt.map((at) => at - answeredAt),
    keys: [...new Set(keys)]
  })

  return { receive, seen }
}

const listen = (listener: RequestListener) =>
  Effect.callback<Server>((resume) => {
    const server = createServer(listener)
    server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
  })

const close = (server: Server) =>
  Effect.callback<void>((resume) => {
    server.close(() => resume(Effect.void))
    server.closeAllConnections()
  })

/** Listens until the scope ends. */
export const serve = (scenario: Scenario, client: Client): Effect.Effect<Service, never, Scope.Scope> => {
  const { receive, seen } = play(scenario, client)
  const listener: RequestListener = (request, response) => {
    // A reset comes after the whole request was read: the service may have executed it.
    request.resume().on("end", () => {
      if (request.url === "/oauth/token") {
        response.writeHead(200, { "content-type": "application/json" }).end(token)
      } else receive(request, response)
    })
  }
  return Effect.map(Effect.acquireRelease(listen(listener), close), (server) => {
    // A server that listens on a port has an address of this shape.
    const { port } = server.address() as AddressInfo
    return { baseUrl: `http://127.0.0.1:${port}`, seen }
  })
}
