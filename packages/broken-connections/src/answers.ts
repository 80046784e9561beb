import { createServer } from "node:net"
import { gzipSync } from "node:zlib"
import { answering, type Breaking, head, onFirstBytes, onRequest, serve } from "./serve.ts"
import { type Group, lost, type Way } from "./way.ts"

const over = (what: string, breaking: Breaking, rest: Omit<Way, "what" | "open"> = {}): Way => ({
  what,
  open: serve(breaking, "http"),
  ...rest
})

const unread = {
  unclear: { to: "all", since: "the kernel takes the bytes of the request, whether or not a service reads them" }
} as const

/** A beginning that is written before the connection breaks. */
const resetAfter = (beginning: string) =>
  onRequest((socket) => socket.write(beginning, () => setImmediate(() => socket.resetAndDestroy())))

/** Writes the same bytes again and again, and as fast as they are read. */
const forEver = (beginning: string, piece: string) =>
  onRequest((socket) => {
    const more = () => {
      while (!socket.destroyed && socket.write(piece));
    }
    socket.on("drain", more)
    socket.write(beginning)
    more()
  })

/** Writes some bytes at a time, and slowly. */
const trickling = (beginning: string, piece: string) =>
  onRequest((socket) => {
    const timer = setInterval(() => socket.write(piece), 20)
    socket.on("close", () => clearInterval(timer))
    socket.write(beginning)
  })

const zipped = gzipSync(JSON.stringify({ message: "lunch ".repeat(200) }))

/** The connection is there, and breaks before or as the request is read. */
export const requests: Group = {
  title: "Before an answer",
  ways: [
    over("it is reset as soon as it is accepted", () => createServer((socket) => socket.resetAndDestroy()), unread),
    over("it is closed as soon as it is accepted", () => createServer((socket) => socket.end()), unread),
    over(
      "it is reset at the first bytes of the request",
      onFirstBytes((socket) => socket.resetAndDestroy()),
      unread
    ),
    over(
      "it is closed at the first bytes of the request",
      onFirstBytes((socket) => socket.end()),
      unread
    ),
    over("it is never read", () => createServer((socket) => socket.pause()), { isSilent: true }),
    over(
      "it is closed without an answer",
      onRequest((socket) => socket.end()),
      { said: lost }
    ),
    over(
      "it is reset without an answer",
      onRequest((socket) => socket.resetAndDestroy()),
      { said: lost }
    ),
    over(
      "the request is not answered",
      onRequest(() => undefined),
      { isSilent: true }
    )
  ]
}

/** The answer breaks off, or is none. */
export const answers: Group = {
  title: "In the answer",
  ways: [
    over("it is closed in the status line", answering("HTTP/1.1 2"), { said: lost }),
    over("it is closed in the head", answering("HTTP/1.1 200 OK\r\ncontent-ty"), { said: lost }),
    over("it is reset in the head", resetAfter("HTTP/1.1 200 OK\r\ncontent-ty"), { said: lost }),
    over("it is reset after the head", resetAfter(head("content-length: 100")), { said: lost }),
    over("it is closed in the body", answering(`${head("content-length: 100")}{`), { said: lost }),
    over("it is reset in the body", resetAfter(`${head("content-length: 100")}{`), { said: lost }),
    over("it is closed between two chunks", answering(`${head("transfer-encoding: chunked")}1\r\n{\r\n`), {
      said: lost
    }),
    over("a chunk has no length", answering(`${head("transfer-encoding: chunked")}x\r\n{\r\n`), { said: lost }),
    over("a chunk is longer than it says", answering(`${head("transfer-encoding: chunked")}1\r\n{}{}\r\n0\r\n\r\n`), {
      said: lost
    }),
    over("a chunk is longer than any", answering(`${head("transfer-encoding: chunked")}ffffffffffffffffff\r\n{\r\n`), {
      said: lost
    }),
    over("the answer has two lengths", answering(`${head("content-length: 2", "content-length: 3")}{}`), {
      said: lost
    }),
    over(
      "the answer has a length and chunks",
      answering(`${head("content-length: 2", "transfer-encoding: chunked")}2\r\n{}\r\n0\r\n\r\n`),
      { said: lost }
    ),
    over("the length is negative", answering(`${head("content-length: -2")}{}`), { said: lost }),
    over("the length is no number", answering(`${head("content-length: two")}{}`), { said: lost }),
    over("the body is longer than its length", answering(`${head("content-length: 2")}{}{}`)),
    over("a header has no name", answering(`${head(": 2", "content-length: 2")}{}`), { said: lost }),
    over("a header has a zero in it", answering(`${head("x-broken: a\u0000b", "content-length: 2")}{}`), {
      said: lost
    }),
    over("the head has no end", answering(`HTTP/1.1 200 OK\r\n${"x-filler: 0123456789\r\n".repeat(5000)}`), {
      said: lost
    }),
    over("the status is no number", answering("HTTP/1.1 OK\r\ncontent-length: 2\r\n\r\n{}"), { said: lost }),
    over("the answer is not HTTP", answering("SSH-2.0-OpenSSH_9.9\r\n"), { said: lost }),
    over("the answer is HTTP/0.9", answering("<html>It works</html>"), { said: lost }),
    over("the answer is HTTP/2", answering(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])), { said: lost }),
    over("the answer is TLS", answering(Buffer.from([21, 3, 1, 0, 2, 2, 80])), { said: lost }),
    over(
      "another protocol is switched to",
      answering("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
      { said: lost }
    ),
    over("an interim answer is the last", answering("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"), { said: lost }),
    over("interim answers have no end", trickling("", "HTTP/1.1 103 Early Hints\r\n\r\n"), { isSilent: true }),
    over("the head comes too slowly", trickling("HTTP/1.1 200 OK\r\n", "x-slow: 1\r\n"), { isSilent: true }),
    over("the body comes too slowly", trickling(head("transfer-encoding: chunked"), "1\r\n \r\n"), { isSilent: true }),
    over(
      "the body does not come",
      onRequest((socket) => socket.write(head("content-length: 2"))),
      { isSilent: true }
    ),
    over("the body has no end", forEver(head(), "[".repeat(65_536))),
    over("gzip that is none", answering(`${head("content-encoding: gzip", "content-length: 8")}not gzip`), {
      said: lost
    }),
    over(
      "gzip that is cut",
      answering(
        Buffer.concat([
          Buffer.from(head("content-encoding: gzip", `content-length: ${zipped.length - 12}`)),
          zipped.subarray(0, -12)
        ])
      ),
      { said: lost }
    ),
    over(
      "an answer to somewhere else",
      answering(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: https://elsewhere.example.com/\r\ncontent-length: 0\r\n\r\n"
      ),
      { said: lost }
    )
  ]
}
