import * as Context from "effect/Context"

/** The connection that carries a WebSocket, for what faults do past the protocol. */
export interface Transport {
  /** Breaks the connection without a close frame. */
  readonly drop: () => void
  /** Takes nothing from the client any more, so that pings of the protocol are not answered either. */
  readonly pause: () => void
  /** Sends one text message in a number of frames. */
  readonly sendInFrames: (text: string, frames: number) => void
}

/** What carries the WebSocket of the request; `undefined` under a server that does not say. */
export const Transport = Context.Reference<Transport | undefined>(
  "@genesys-presence/sandbox/internal/notifications/Transport",
  { defaultValue: () => undefined }
)
