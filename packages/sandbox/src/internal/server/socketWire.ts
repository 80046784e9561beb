import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import * as Effect from "effect/Effect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { Socket } from "node:net"
import type { Piece, Wire } from "../http/wire.ts"

/** Writes bytes and gives the reader a turn, so that pieces are not joined on their way. */
const write = (socket: Socket, bytes: Uint8Array): Effect.Effect<void> =>
  Effect.callback<void>((resume) => {
    // The callback comes in any case: of a socket that is closed already with an error, which nobody needs.
    socket.write(bytes, () => setImmediate(() => resume(Effect.void)))
  })

const closed = (socket: Socket): Effect.Effect<void> =>
  Effect.callback<void>((resume) => {
    if (socket.closed) return resume(Effect.void)
    const onClose = () => resume(Effect.void)
    socket.once("close", onClose)
    return Effect.sync(() => socket.off("close", onClose))
  })

/** Waits until the answers before this one are sent, when a client sent several requests at once. */
const turn = (request: HttpServerRequest): Effect.Effect<void> =>
  Effect.callback<void>((resume) => {
    const response = NodeHttpServerRequest.toServerResponse(request)
    if (response.socket !== null) return resume(Effect.void)
    const onSocket = () => resume(Effect.void)
    response.once("socket", onSocket)
    return Effect.sync(() => response.off("socket", onSocket))
  })

const writePieces = (socket: Socket, pieces: ReadonlyArray<Piece>): Effect.Effect<void> =>
  Effect.forEach(
    pieces,
    ({ afterMillis, bytes }) =>
      afterMillis === 0 ? write(socket, bytes) : Effect.andThen(Effect.sleep(afterMillis), write(socket, bytes)),
    { discard: true }
  )

const end = (socket: Socket, ending: Wire["ending"]): void => {
  if (ending === "reset") socket.resetAndDestroy()
  if (ending === "close") socket.destroySoon()
}

/**
 * Carries out on the request's own socket what the wire says, past Node's response. It is done when the socket is
 * closed, by whomever.
 */
export const carryOut = (wire: Wire, request: HttpServerRequest): Effect.Effect<void> =>
  Effect.suspend(() => {
    const { socket } = NodeHttpServerRequest.toIncomingMessage(request)
    const speak = Effect.gen(function* () {
      yield* turn(request)
      yield* writePieces(socket, wire.head)
      yield* writePieces(socket, wire.body)
      end(socket, wire.ending)
      return yield* Effect.never
    })
    return Effect.raceFirst(speak, closed(socket))
  })
