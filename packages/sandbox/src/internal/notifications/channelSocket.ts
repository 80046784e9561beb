import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { HttpServerError } from "effect/http/HttpServerError"
import { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Queue from "effect/Queue"
import * as Schema from "effect/Schema"
import * as Socket from "effect/socket/Socket"
import { makeEventSender } from "../faults/eventFaults.ts"
import type { FaultRules } from "../faults/faultRules.ts"
import { type FaultySocket, type OpenFault, sufferSocketFault } from "../faults/socketFaults.ts"
import { type Channel, type Channels, CloseCode, type Connection, type Event } from "./channels.ts"
import { Transport } from "./transport.ts"

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

/** What the sockets of an organisation are made with. */
export interface SocketParts {
  readonly channels: Channels
  readonly faultRules: FaultRules
  readonly revokeToken: (token: string) => Effect.Effect<void>
  readonly subscribe: Subscribe
}

/** What waits for its turn on a socket. */
type Frame =
  | { readonly _tag: "Text"; readonly text: string }
  | { readonly _tag: "Event"; readonly event: Event }
  | { readonly _tag: "Fault"; readonly fault: OpenFault }
  | { readonly _tag: "Close"; readonly code: number; readonly reason: string }

/** Serves a channel over the socket of a request until either side ends it. */
const serve = Effect.fnUntraced(function* (
  { channels, faultRules, revokeToken, subscribe }: SocketParts,
  channel: Channel,
  socket: Socket.Socket,
  fault: OpenFault | undefined
) {
  const scope = yield* Effect.scope
  const transport = yield* Transport
  const frames = yield* Queue.unbounded<Frame>()
  const offer = (frame: Frame): void => void Queue.offerUnsafe(frames, frame)
  const connection: Connection = {
    send: (text) => offer({ _tag: "Text", text }),
    sendEvent: (event) => offer({ _tag: "Event", event }),
    close: (code, reason) => offer({ _tag: "Close", code, reason }),
    // A request that became a socket was not refused.
    suffer: (one) => (one.kind === "upgradeRefused" ? undefined : offer({ _tag: "Fault", fault: one }))
  }
  const state: FaultySocket["state"] = { isSilent: false, hasHeartbeats: true, readDelayMillis: 0 }
  const faulty: FaultySocket = {
    state,
    send: (message) => connection.send(JSON.stringify(message)),
    close: connection.close,
    drop: () => (transport === undefined ? connection.close(CloseCode.gone, "") : transport.drop()),
    pause: () => transport?.pause(),
    evict: () => channels.evict(channel),
    expire: () => channels.expire(channel),
    revokeToken: revokeToken(channel.owner.token)
  }
  // Before the socket is open: whoever sees it open misses nothing.
  channels.connect(channel, connection, yield* Clock.currentTimeMillis)
  yield* Effect.addFinalizer(() => Effect.sync(() => channels.disconnect(channel, connection)))
  if (fault !== undefined) connection.suffer(fault)
  const { pull } = yield* socket.reader
  const { write } = yield* socket.writer

  const send = (text: string) => Effect.suspend(() => (state.isSilent ? Effect.void : write(text)))
  const sendEvent = makeEventSender(faultRules, {
    send,
    sendInFrames: (text, count) =>
      transport === undefined ? send(text) : Effect.sync(() => transport.sendInFrames(text, count)),
    sendLater: (text, millis) =>
      Effect.asVoid(Effect.forkIn(Effect.ignore(Effect.andThen(Effect.sleep(millis), send(text))), scope))
  })

  const speak = Effect.gen(function* () {
    while (true) {
      const frame = yield* Queue.take(frames)
      if (frame._tag === "Text") yield* send(frame.text)
      // What is not sent has no fault.
      if (frame._tag === "Event" && !state.isSilent) yield* sendEvent(frame.event)
      if (frame._tag === "Fault") {
        yield* Effect.forkIn(sufferSocketFault(frame.fault, faulty), scope, { startImmediately: true })
      }
      if (frame._tag === "Close") {
        // A socket that is silent does not say either why it ends.
        if (state.isSilent && transport !== undefined) return transport.drop()
        return yield* write(new Socket.CloseEvent(frame.code, frame.reason))
      }
    }
  })
  const beat = Effect.gen(function* () {
    while (true) {
      yield* Effect.sleep(heartbeat)
      // A channel that has expired closes its socket.
      const exists = channels.find(channel.id, yield* Clock.currentTimeMillis) !== undefined
      if (exists && state.hasHeartbeats) connection.send(metadata("WebSocket Heartbeat"))
    }
  })
  const listen = Effect.gen(function* () {
    const decoder = new TextDecoder()
    while (true) {
      for (const frame of yield* pull) {
        if (state.readDelayMillis > 0) yield* Effect.sleep(state.readDelayMillis)
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
  parts: SocketParts,
  id: string
): Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest> =>
  Effect.gen(function* () {
    const request = yield* HttpServerRequest
    const channel = parts.channels.find(id, yield* Clock.currentTimeMillis)
    if (channel === undefined) return refused(404, "The channel does not exist")
    if (request.headers["upgrade"]?.toLowerCase() !== "websocket") return refused(426, "A channel speaks WebSocket")
    const fault = yield* parts.faultRules.takeAt("channelSocket")
    if (fault?.kind === "upgradeRefused") return refused(fault.status, "The sandbox was told to refuse the socket")
    const socket = yield* request.upgrade
    yield* serve(parts, channel, socket, fault)
    return HttpServerResponse.empty({ status: switchingProtocols })
  }).pipe(
    Effect.catch((_error: HttpServerError | Socket.SocketError) =>
      Effect.succeed(refused(400, "The socket could not be opened"))
    )
  )
