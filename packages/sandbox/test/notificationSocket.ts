import { Sandbox } from "@genesys-presence/sandbox"
import { Effect, Option, Queue, Schema } from "effect"
import { HttpClient, HttpClientRequest, type HttpClientResponse } from "effect/http"
import { Socket } from "effect/socket"

/** What comes over a socket, and in the end why it is closed. */
export interface Listening {
  /** The next message; what is no JSON, as text. */
  readonly next: Effect.Effect<unknown>
  /** How many messages have come and were not taken. */
  readonly waiting: Effect.Effect<number>
  readonly send: (command: unknown) => Effect.Effect<void>
  readonly closed: Effect.Effect<number>
}

const parse = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Unknown))

const canParse = (frame: unknown): boolean =>
  Option.isSome(Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))(frame))

/** Opens the socket of a channel. */
export const listen = Effect.fnUntraced(function* (connectUri: string) {
  const socket = yield* Socket.makeWebSocket(connectUri)
  const { pull } = yield* socket.reader
  const { write } = yield* socket.writer
  const messages = yield* Queue.unbounded<unknown>()
  const closing = yield* Queue.unbounded<number>()
  yield* Effect.forever(
    Effect.flatMap(pull, (frames) =>
      Queue.offerAll(
        messages,
        frames.map((frame) => (canParse(frame) ? parse(frame) : frame))
      )
    )
  ).pipe(
    Effect.catchTag("SocketError", ({ reason }) =>
      Queue.offer(closing, reason._tag === "SocketCloseError" ? reason.code : 0)
    ),
    Effect.forkScoped
  )
  const listening: Listening = {
    next: Queue.take(messages),
    waiting: Queue.size(messages),
    send: (command) => Effect.orDie(write(typeof command === "string" ? command : JSON.stringify(command))),
    closed: Queue.take(closing)
  }
  return listening
})

const Issued = Schema.Struct({ access_token: Schema.String })
const Channel = Schema.Struct({ id: Schema.String, connectUri: Schema.String, expires: Schema.String })

const bodyOf = (response: HttpClientResponse.HttpClientResponse) =>
  Effect.map(response.text, (text) => ({
    status: response.status,
    body: text === "" ? undefined : parse(text)
  }))

/** Calls of the API with a token of its own, by whatever client there is. */
export const makeApi = Effect.fnUntraced(function* () {
  const { baseUrl, defaultClient } = yield* Sandbox
  const http = yield* HttpClient.HttpClient
  const execute = (request: HttpClientRequest.HttpClientRequest) =>
    Effect.orDie(Effect.flatMap(http.execute(request), bodyOf))
  const login = HttpClientRequest.post(`${baseUrl}/oauth/token`).pipe(
    HttpClientRequest.basicAuth(defaultClient.clientId, defaultClient.clientSecret),
    HttpClientRequest.bodyUrlParams({ grant_type: "client_credentials" })
  )
  const { access_token } = Schema.decodeUnknownSync(Issued)((yield* execute(login)).body)
  const call = (method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown) => {
    const request = HttpClientRequest.make(method)(`${baseUrl}/api/v2${path}`).pipe(
      HttpClientRequest.bearerToken(access_token)
    )
    return execute(body === undefined ? request : HttpClientRequest.bodyJsonUnsafe(request, body))
  }
  const channels = "/notifications/channels"
  return {
    call,
    channel: Effect.map(call("POST", channels), ({ body }) => Schema.decodeUnknownSync(Channel)(body)),
    exists: (id: string) => Effect.map(call("HEAD", `${channels}/${id}`), ({ status }) => status === 200),
    subscribe: (id: string, topics: ReadonlyArray<string>, query = "") =>
      call(
        "PUT",
        `${channels}/${id}/subscriptions${query}`,
        topics.map((topic) => ({ id: topic }))
      ),
    set: (userId: string, definitionId: string, message = "") =>
      call("PATCH", `/users/${userId}/presences/purecloud`, { presenceDefinition: { id: definitionId }, message })
  }
})
