import type { WebSocketEvent, WebSocketLike } from "effect/socket/Socket"

type EventName = "open" | "message" | "error" | "close"

/** The states of a socket, as browsers number them. */
const State = { connecting: 0, open: 1, closed: 3 } as const

const withoutCode = 1005

/** What one end of a connection does not give its program. */
class End implements WebSocketLike {
  peer: End | undefined
  /** Said by either end. */
  isClosing = false
  /** Whether what arrives is lost. */
  isPaused = false
  #state: number = State.connecting
  readonly #listeners: { readonly [K in EventName]: Set<(event: WebSocketEvent) => void> } = {
    open: new Set(),
    message: new Set(),
    error: new Set(),
    close: new Set()
  }

  get readyState(): number {
    return this.#state
  }

  addEventListener(name: EventName, listener: (event: WebSocketEvent) => void): void {
    this.#listeners[name].add(listener)
  }

  removeEventListener(name: EventName, listener: (event: WebSocketEvent) => void): void {
    this.#listeners[name].delete(listener)
  }

  emit(name: EventName, event: WebSocketEvent): void {
    for (const listener of Array.from(this.#listeners[name])) listener({ type: name, ...event })
  }

  opened(): void {
    if (this.#state !== State.connecting) return
    this.#state = State.open
    this.emit("open", {})
  }

  ended(event: WebSocketEvent): void {
    if (this.#state === State.closed) return
    this.#state = State.closed
    this.peer = undefined
    this.emit("close", event)
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    const { peer } = this
    // As over a network, what is sent arrives after the sender has gone on.
    if (this.#state === State.open && peer !== undefined) queueMicrotask(() => peer.received(data))
  }

  received(data: unknown): void {
    if (this.#state === State.open && !this.isPaused) this.emit("message", { data })
  }

  close(code: number = withoutCode, reason = ""): void {
    const { peer } = this
    if (this.isClosing) return
    this.isClosing = true
    if (peer !== undefined) peer.isClosing = true
    queueMicrotask(() => {
      peer?.ended({ code, reason })
      this.ended({ code, reason })
    })
  }
}

/** The code of a connection that ended without a close frame. */
const abnormal = 1006

/** A WebSocket within one process: its two ends, and what a network does to them. */
export interface WebSocketPair {
  readonly client: WebSocketLike
  readonly server: WebSocketLike
  /** Lets both ends know that they are connected. */
  readonly open: () => void
  /** Breaks the connection, before or after it is open, without a close frame. */
  readonly drop: () => void
  /** Lets what the client sends get lost. */
  readonly pause: () => void
}

/** Two ends that are not connected yet. */
export const webSocketPair = (): WebSocketPair => {
  const client = new End()
  const server = new End()
  client.peer = server
  server.peer = client
  return {
    client,
    server,
    open: () => {
      server.opened()
      client.opened()
    },
    drop: () => {
      if (client.isClosing || client.readyState === State.closed) return
      // A connection that breaks later is no error: it is closed without a code.
      if (client.readyState === State.connecting) client.emit("error", {})
      client.ended({ code: abnormal })
      server.ended({ code: abnormal })
    },
    pause: () => {
      server.isPaused = true
    }
  }
}
