import * as Effect from "effect/Effect"
import type { SocketFault } from "../../ChannelFault.ts"

/** The socket of a channel, as far as faults change it. */
export interface FaultySocket {
  readonly state: {
    /** Whether nothing is sent any more. */
    isSilent: boolean
    hasHeartbeats: boolean
    /** How late each message of the client is read. */
    readDelayMillis: number
  }
  readonly send: (message: unknown) => void
  readonly close: (code: number, reason: string) => void
  readonly drop: () => void
  readonly pause: () => void
  readonly evict: () => void
  readonly expire: () => void
  readonly revokeToken: Effect.Effect<void>
}

/** What a fault of a socket that is open is about. */
export type OpenFault = Exclude<SocketFault, { readonly kind: "upgradeRefused" }>

type Act<K extends OpenFault["kind"]> = (
  fault: Extract<OpenFault, { readonly kind: K }>,
  socket: FaultySocket
) => Effect.Effect<void>

const act = (change: (socket: FaultySocket) => void) => (_fault: unknown, socket: FaultySocket) =>
  Effect.sync(() => change(socket))

const goingAway = 1001

const defaultWarningMillis = 60_000

const acts: { readonly [K in OpenFault["kind"]]: Act<K> } = {
  socketDropped: act((socket) => socket.drop()),

  socketHalfOpen: act((socket) => {
    socket.state.isSilent = true
    socket.pause()
  }),

  socketSilent: act(({ state }) => {
    state.isSilent = true
  }),

  heartbeatsStopped: act(({ state }) => {
    state.hasHeartbeats = false
  }),

  socketClosed: ({ code, reason = "" }, socket) => Effect.sync(() => socket.close(code, reason)),

  socketClosing: Effect.fnUntraced(function* ({ warningMillis = defaultWarningMillis }, socket) {
    socket.send({
      topicName: "v2.system.socket_closing",
      version: "2",
      eventBody: { message: "The socket is about to be closed for maintenance" }
    })
    // A newer socket of the channel closes this one before.
    yield* Effect.sleep(warningMillis)
    socket.close(goingAway, "maintenance")
  }),

  slowReader: ({ millis }, { state }) =>
    Effect.sync(() => {
      state.readDelayMillis = millis
    }),

  channelEvicted: act((socket) => socket.evict()),

  channelTokenRevoked: (_fault, { revokeToken }) => revokeToken,

  channelExpired: act((socket) => {
    socket.state.isSilent = true
    socket.expire()
  })
}

/** Does to a socket what the fault says, when it says. */
export const sufferSocketFault = (fault: OpenFault, socket: FaultySocket): Effect.Effect<void> => {
  // The entry under the kind of a fault takes faults of that kind, which the compiler does not see through the union.
  const effect = (acts[fault.kind] as (fault: OpenFault, socket: FaultySocket) => Effect.Effect<void>)(fault, socket)
  const afterMillis = "afterMillis" in fault ? (fault.afterMillis ?? 0) : 0
  return afterMillis === 0 ? effect : Effect.andThen(Effect.sleep(afterMillis), effect)
}
