import { Effect, type Scope } from "effect"
import { connect, type Socket } from "node:net"

/** A connection on which bytes are seen as they are, past every HTTP client. */
export interface RawConnection {
  /** What came so far, one character a byte. */
  readonly received: Effect.Effect<string>
  /** In how many pieces it came. */
  readonly pieces: Effect.Effect<number>
  readonly write: (bytes: Uint8Array) => Effect.Effect<void>
  /** Waits until this many bytes have come. */
  readonly atLeast: (bytes: number) => Effect.Effect<void>
  /** Waits for the end: whether the other side closed the connection in an orderly way. */
  readonly end: Effect.Effect<"closed" | "reset">
  readonly isOpen: Effect.Effect<boolean>
}

/** Opens a connection, sends a text on it, and lets go of it with the scope. */
export const rawConnection = (port: number, text: string): Effect.Effect<RawConnection, never, Scope.Scope> =>
  Effect.gen(function* () {
    const chunks: Array<Buffer> = []
    const listeners = new Set<() => void>()
    let ending: "closed" | "reset" | undefined
    const changed = () => {
      for (const listener of listeners) listener()
    }
    const socket = yield* Effect.acquireRelease(
      Effect.callback<Socket>((resume) => {
        const opened = connect({ port, host: "127.0.0.1", noDelay: true }, () => {
          opened.write(text)
          resume(Effect.succeed(opened))
        })
        opened
          .on("data", (chunk) => {
            chunks.push(chunk)
            changed()
          })
          .on("error", () => {
            ending = "reset"
            changed()
          })
          .on("end", () => {
            ending ??= "closed"
            changed()
          })
      }),
      (opened) => Effect.sync(() => opened.destroy())
    )
    const all = () => Buffer.concat(chunks)
    const when = <A>(value: () => A | undefined) =>
      Effect.callback<A>((resume) => {
        const listener = () => {
          const now = value()
          if (now === undefined) return
          listeners.delete(listener)
          resume(Effect.succeed(now))
        }
        listeners.add(listener)
        listener()
        return Effect.sync(() => listeners.delete(listener))
      })
    return {
      received: Effect.sync(() => all().toString("latin1")),
      pieces: Effect.sync(() => chunks.length),
      write: (bytes) => Effect.sync(() => socket.write(bytes)),
      atLeast: (bytes) => Effect.asVoid(when(() => (all().length >= bytes ? true : undefined))),
      end: when(() => ending),
      isOpen: Effect.sync(() => ending === undefined)
    }
  })

/** A request as it stands on a connection, which is closed after the answer. */
export const requestText = (method: string, path: string, headers: Record<string, string>, body: string): string =>
  [
    `${method} ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    "connection: close",
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "",
    body
  ].join("\r\n")
