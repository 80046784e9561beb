import type { Socket } from "node:net"
import { type Breaking, head, onRequest, serve } from "./serve.ts"
import { type Group, lost, type Way } from "./way.ts"

const good = (...headers: ReadonlyArray<string>) => `${head("content-length: 2", ...headers)}{}`

/** Answers the first request, does something to the connection that stays open, and leaves all other requests to `act`. */
const after =
  (first: (socket: Socket) => void, act: (socket: Socket) => void): Breaking =>
  (tell) => {
    let count = 0
    return onRequest((socket) => {
      count += 1
      if (count === 1) first(socket)
      else act(socket)
    })(tell)
  }

const kept = (what: string, breaking: Breaking, rest: Omit<Way, "what" | "open" | "isKeptAlive"> = {}): Way => ({
  what,
  open: serve(breaking, "http"),
  isKeptAlive: true,
  ...rest
})

const answer = (socket: Socket) => socket.write(good())
const reset = (socket: Socket) => socket.resetAndDestroy()
const close = (socket: Socket) => socket.end()

/** Answers, and then acts at the first bytes of the next request. */
const answerAndWait = (act: (socket: Socket) => void) => (socket: Socket) => {
  socket.removeAllListeners("data")
  socket.once("data", () => act(socket))
  socket.write(good())
}

const unread = {
  unclear: { to: "all", since: "the kernel takes the bytes of the request, whether or not a service reads them" }
} as const

/** A connection that has worked before. */
export const keptAlive: Group = {
  title: "On a connection that was kept",
  ways: [
    kept("it is closed as the next request is written", after(answerAndWait(close), close), unread),
    kept("it is reset as the next request is written", after(answerAndWait(reset), reset), unread),
    kept("it is closed once the next request was read", after(answer, close), { said: lost }),
    kept("it is reset once the next request was read", after(answer, reset), { said: lost }),
    kept(
      "it has been closed, and so is the next",
      after((socket) => socket.end(good()), close),
      unread
    ),
    kept(
      "it is reset with the answer",
      after((socket) => socket.write(good(), () => reset(socket)), reset),
      unread
    ),
    kept(
      "an answer comes that nobody asked for",
      after((socket) => socket.write(good() + good()), close),
      {
        said: lost
      }
    ),
    kept(
      "the next request is not answered",
      after(answer, () => undefined),
      { isSilent: true }
    )
  ]
}
