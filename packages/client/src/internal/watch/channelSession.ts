import * as Notification from "@genesys-presence/models/Notification"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Queue from "effect/Queue"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Scope from "effect/Scope"
import * as Socket from "effect/socket/Socket"
import type { GapReason } from "../../PresenceWatch.ts"
import { now as timeOf, pause } from "../policies/time.ts"

/** Lengths of time, in milliseconds. */
export interface SessionSettings {
  /** How often the program says that it is there: the service closes connections that are silent. */
  readonly pingEvery: number
  /** How long nothing may come, when the service sends a heartbeat every 30 seconds. */
  readonly watchdog: number
  /** How long the answer to a ping, or the opening of a socket, may take. */
  readonly answerTimeout: number
}

/** Why a session is over. */
export type EndReason = Exclude<GapReason, "Failed">

/** The end of a session. */
export interface SessionEnd {
  readonly reason: EndReason
  /** How long nothing had come, in milliseconds. */
  readonly silentFor: number
}

interface Connection {
  readonly send: (text: string) => Effect.Effect<void>
  readonly close: Effect.Effect<void>
}

type Signal =
  | { readonly _tag: "Frame"; readonly of: Connection; readonly text: string }
  | { readonly _tag: "End"; readonly of: Connection }
  | { readonly _tag: "Moved"; readonly to: Connection | undefined }

const ping = JSON.stringify({ message: "ping" })

const now = Effect.withFiber((fiber) => Effect.succeed(timeOf(fiber)))

/** Opens a socket whose frames go to the queue. The scope that it is opened in ends it. */
const open = Effect.fnUntraced(function* (uri: Redacted.Redacted, timeout: number, signals: Queue.Enqueue<Signal>) {
  const scope = yield* Scope.fork(yield* Effect.scope)
  const socket = yield* Socket.makeWebSocket(Redacted.value(uri), { openTimeout: timeout })
  const { pull } = yield* Scope.provide(socket.reader, scope)
  const { write } = yield* Scope.provide(socket.writer, scope)
  const connection: Connection = {
    // Whoever cannot be written to is about to end.
    send: (text) => Effect.ignore(write(text)),
    close: Scope.close(scope, Exit.void)
  }
  const decoder = new TextDecoder()
  const listen = Effect.forever(
    Effect.flatMap(pull, (frames) =>
      Queue.offerAll(
        signals,
        frames.map((frame): Signal => ({
          _tag: "Frame",
          of: connection,
          text: typeof frame === "string" ? frame : decoder.decode(frame)
        }))
      )
    )
  )
  yield* Effect.ensuring(Effect.ignore(listen), Queue.offer(signals, { _tag: "End", of: connection })).pipe(
    Effect.forkIn(scope)
  )
  return connection
})

/** Who is told what happens in a session. */
export interface SessionEvents {
  /** The service has shown that it is there: what happens from now on is told. */
  readonly onLive: Effect.Effect<void>
  readonly onNotification: (notification: Notification.Notification) => Effect.Effect<void>
  /** A frame was no notification. */
  readonly onInvalid: (error: Notification.InvalidNotification) => Effect.Effect<void>
}

/**
 * Listens to a channel over a socket until that is over, and says why it is. Before the service closes a socket for
 * maintenance, the next one is opened.
 */
export const runSession = Effect.fnUntraced(function* (
  uri: Redacted.Redacted,
  { answerTimeout, pingEvery, watchdog }: SessionSettings,
  { onInvalid, onLive, onNotification }: SessionEvents
): Effect.fn.Return<SessionEnd, never, Scope.Scope | Socket.WebSocketConstructor> {
  const signals = yield* Queue.unbounded<Signal>()
  // A constructor throws where it does not like the address.
  const opened = Effect.catchDefect(open(uri, answerTimeout, signals), () => Effect.fail("NotOpened" as const))
  const first = yield* Effect.result(opened)
  if (Result.isFailure(first)) return { reason: "NotOpened", silentFor: 0 }
  let current = first.success
  let isLive = false
  let isMoving = false
  let hasEnded = false
  let lastFrameAt = yield* now
  let pingedAt = lastFrameAt
  /** By when the service must answer, once it has been silent for too long. */
  let answerBy: number | undefined = lastFrameAt + answerTimeout
  yield* current.send(ping)

  const ended = (reason: EndReason) =>
    Effect.map(now, (time): SessionEnd => ({ reason, silentFor: time - lastFrameAt }))

  const move = Effect.flatMap(Effect.option(opened), (next) =>
    Queue.offer(signals, { _tag: "Moved", to: Option.getOrUndefined(next) })
  )

  while (true) {
    const time = yield* now
    if (answerBy !== undefined && time >= answerBy) return yield* ended("Silent")
    if (answerBy === undefined && time >= lastFrameAt + watchdog) {
      // A process that slept has not listened: the service is asked before it is given up.
      answerBy = time + answerTimeout
      pingedAt = time
      yield* current.send(ping)
    } else if (time >= pingedAt + pingEvery) {
      pingedAt = time
      yield* current.send(ping)
    }
    const wakeAt = Math.min(pingedAt + pingEvery, answerBy ?? lastFrameAt + watchdog)
    // Looked at before it is taken: what a race takes and loses would be gone.
    yield* Effect.raceFirst(Queue.peek(signals), pause(Math.max(0, wakeAt - time)))
    const signal = Option.getOrUndefined(yield* Queue.poll(signals))
    if (signal === undefined) continue
    if (signal._tag === "Moved") {
      isMoving = false
      if (signal.to === undefined) {
        // The first socket goes on until it is closed.
        if (hasEnded) return yield* ended("Closed")
        continue
      }
      const previous = current
      current = signal.to
      hasEnded = false
      lastFrameAt = yield* now
      answerBy = lastFrameAt + answerTimeout
      yield* current.send(ping)
      yield* previous.close
      continue
    }
    if (signal._tag === "End") {
      if (signal.of !== current) continue
      if (!isMoving) return yield* ended("Closed")
      hasEnded = true
      continue
    }
    lastFrameAt = yield* now
    if (signal.of === current) answerBy = undefined
    if (!isLive) {
      isLive = true
      yield* onLive
    }
    const decoded = yield* Effect.result(Notification.decode(signal.text))
    if (Result.isFailure(decoded)) {
      yield* onInvalid(decoded.failure)
      continue
    }
    const notification = decoded.success
    switch (notification._tag) {
      case "NoLongerSubscribed":
      case "TokenRevoked":
        return yield* ended(notification._tag)
      case "SocketClosing":
        if (!isMoving) {
          isMoving = true
          yield* Effect.forkScoped(move)
        }
        break
      case "Heartbeat":
      case "Pong":
        break
      default:
        yield* onNotification(notification)
    }
  }
})
