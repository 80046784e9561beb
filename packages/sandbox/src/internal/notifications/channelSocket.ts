import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { HttpServerError } from "effect/http/HttpServerError"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Queue from "effect/Queue"
import * as Schema from "effect/Schema"
import * as Socket from "effect/socket/Socket"
import type { Channel, Channels, Connection } from "./channels.ts"

/** How often the service sends a message when there is nothing to tell. */
const heartbeat = Duration.seconds(30)

const metadata = (message: string): string => JSON.stringify({ topicName: "channel.metadata", eventBody: { message } })

/** What a program may send over its socket. */
const Command = Schema.fromJsonString(
  Schema.Struct({
    message: Schema.String,
    topics: Schema.optionalKey(Schema.Array(Schema.String)),
    correlationId: Schema.optionalKey(Schema.String)
  })
)

const decodeCommand = Schema.decodeUnknownOption(Command)

/** What comes of a command that names topics; a text says why it is refused. */
export type Subscribe = (
  channel: Channel,
  topics: ReadonlyArray<string>,
  unsubscribes: boolean,
  now: number
) => string | undefined

const answerOf = (channels: Channels, channel: Channel, subscribe: Subscribe, text: string, now: number): string => {
  const command = decodeCommand(text)
  if (command._tag === "None") {
    return JSON.stringify({ result: "400", status: "error", message: "The message is not a command" })
  }
  const { correlationId, message, topics = [] } = command.value
  if (message === "ping") return metadata("pong")
  const echo = correlationId === undefined ? {} : { correlationId }
  if (message !== "subscribe" && message !== "unsubscribe") {
    return JSON.stringify({ result: "400", status: "error", message: `There is no command ${message}`, ...echo })
  }
  if (channels.find(channel.id, now) === undefined) {
    return JSON.stringify({ result: "404", message: "The channel does not exist", ...echo })
  }
  const refusal = subscribe(channel, topics, message === "unsubscribe", now)
  return JSON.stringify(
    refusal === undefined
      ? { result: "200", status: `${message}d`, ...echo }
      : { result: "400", status: "failure", message: refusal, ...echo }
  )
}

/** Serves a channel over the socket of a request until either side ends it. */
const serve = Effect.fnUntraced(function* (
  channels: Channels,
  channel: Channel,
  subscribe: Subscribe,
  socket: Socket.Socket
) {
  const frames = yield* Queue.unbounded<string | Socket.CloseEvent>()
  const connection: Connection = {
    send: (message) => Queue.offerUnsafe(frames, message),
    close: (code, reason) => Queue.offerUnsafe(frames, new Socket.CloseEvent(code, reason))
  }
  // Before the socket is open: whoever sees it open misses nothing.
  channels.connect(channel, connection, yield* Clock.currentTimeMillis)
  yield* Effect.addFinalizer(() => Effect.sync(() => channels.disconnect(channel, connection)))
  const { pull } = yield* socket.reader
  const { write } = yield* socket.writer

  const speak = Effect.gen(function* () {
    while (true) {
      const frame = yield* Queue.take(frames)
      yield* write(frame)
      if (Socket.isCloseEvent(frame)) return
    }
  })
  const beat = Effect.gen(function* () {
    while (true) {
      yield* Effect.sleep(heartbeat)
      // A channel that has expired closes its socket.
      if (channels.find(channel.id, yield* Clock.currentTimeMillis) !== undefined) {
        connection.send(metadata("WebSocket Heartbeat"))
      }
    }
  })
  const listen = Effect.gen(function* () {
    const decoder = new TextDecoder()
    while (true) {
      for (const frame of yield* pull) {
        const text = typeof frame === "string" ? frame : decoder.decode(frame)
        connection.send(answerOf(channels, channel, subscribe, text, yield* Clock.currentTimeMillis))
      }
    }
  })
  // Whatever ends first ends the socket; a program that goes away is no failure.
  yield* Effect.ignore(Effect.raceAllFirst([speak, beat, listen]))
}, Effect.scoped)

const channelPath = /^\/channels\/([^/?]+)(?:\?.*)?$/

/** The id of the channel that a request is for; `undefined` when it is for none. */
export const channelIn = (url: string): string | undefined => channelPath.exec(url)?.[1]

/** The status of a request that became a socket, once that is over. */
export const switchingProtocols = 101

const refused = (status: number, message: string) => HttpServerResponse.jsonUnsafe({ message, status }, { status })

/** Answers a request to the address of a channel: with a socket, or with the reason why there is none. */
export const channelHandler = (
  channels: Channels,
  subscribe: Subscribe,
  id: string
): Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest> =>
  Effect.gen(function* () {
    const request = yield* HttpServerRequest
    const channel = channels.find(id, yield* Clock.currentTimeMillis)
    if (channel === undefined) return refused(404, "The channel does not exist")
    if (request.headers["upgrade"]?.toLowerCase() !== "websocket") return refused(426, "A channel speaks WebSocket")
    const socket = yield* request.upgrade
    yield* serve(channels, channel, subscribe, socket)
    return HttpServerResponse.empty({ status: switchingProtocols })
  }).pipe(
    Effect.catch((_error: HttpServerError | Socket.SocketError) =>
      Effect.succeed(refused(400, "The socket could not be opened"))
    )
  )
