import { assert } from "@effect/vitest"
import { PresenceClient, type PresenceError } from "@genesys-presence/client"
import { Effect, Exit } from "effect"
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib"
import { answerOf, type Behaviour, HostileServer, ok } from "../support/hostileServer.ts"
import { assertClean, canaryToken } from "../support/visible.ts"
import type { Attack } from "./attack.ts"

type Tag = PresenceError.PresenceError["_tag"]

/** An attack that is an answer: what is on the wire, and what may become of it. */
interface AnswerAttack extends Attack {
  /** Bytes, or what is done to the connection. */
  readonly wire: string | Uint8Array | Behaviour
  /** The error that it becomes; several where transports differ in what they see. None when it is a good answer. */
  readonly becomes: ReadonlyArray<Tag>
  /** What else must hold of the error. */
  readonly check?: (error: PresenceError.PresenceError) => void
  /** The value where it is a good answer. */
  readonly value?: unknown
  readonly call?: Effect.Effect<unknown, PresenceError.PresenceError, PresenceClient>
}

export const read = PresenceClient.use((client) => client.getSystempresences())

const remove = PresenceClient.use((client) => client.deletePresenceSource({ sourceId: "door" }))
const one = PresenceClient.use((client) => client.getUserPresencesPurecloud({ userId: "ada" }))

const goodBody = '[{"id":"good"}]'
const good = [{ id: "good" }]

/** What a message may not bring to a terminal or into a log: controls, and marks that turn the order of letters. */
const isOneLine = (error: PresenceError.PresenceError) => {
  assert.notMatch(error.message, /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u)
  assert.isBelow(error.message.length, 1500)
}

const closing =
  (bytes: string | Uint8Array): Behaviour =>
  (socket) =>
    void socket.end(bytes)

/** A head that says nothing of the length: the answer ends with the connection. */
const unframed = (headers: ReadonlyArray<string>, body = "") =>
  ["HTTP/1.1 200 OK", "content-type: application/json", ...headers, "", body].join("\r\n")

const chunked = (body: string) => unframed(["transfer-encoding: chunked"], body)

const broken: ReadonlyArray<Tag> = ["PresenceTransportError"]
const unreadable: ReadonlyArray<Tag> = ["PresenceDecodeError"]

const framing: ReadonlyArray<AnswerAttack> = [
  {
    name: "a body shorter than its length",
    source: "RFC 9112 8, CWE-130",
    shown: "an error; what came is never taken for the answer",
    wire: closing(`HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n${goodBody}`),
    becomes: broken
  },
  {
    name: "chunks without the last one",
    source: "RFC 9112 8",
    shown: "an error; what came is never taken for the answer",
    wire: closing(chunked(`f\r\n${goodBody}\r\n`)),
    becomes: broken
  },
  {
    name: "a chunk size that is no number",
    source: "RFC 9112 7.1",
    shown: "an error",
    wire: closing(chunked(`xyz\r\n${goodBody}\r\n0\r\n\r\n`)),
    becomes: broken
  },
  {
    name: "a negative chunk size",
    source: "RFC 9112 7.1, CVE-2013-2028",
    shown: "an error",
    wire: closing(chunked(`-f\r\n${goodBody}\r\n0\r\n\r\n`)),
    becomes: broken
  },
  {
    name: "a chunk size beyond every integer",
    source: "RFC 9112 7.1, CVE-2013-2028",
    shown: "an error",
    wire: closing(chunked(`fffffffffffffffff\r\n${goodBody}\r\n0\r\n\r\n`)),
    becomes: broken
  },
  {
    name: "a chunk longer than its size",
    source: "RFC 9112 7.1",
    shown: "an error",
    wire: closing(chunked(`2\r\n${goodBody}\r\n0\r\n\r\n`)),
    becomes: broken
  },
  {
    name: "chunk extensions without end",
    source: "CVE-2024-22019",
    shown: "an error after a bounded number of bytes",
    wire: (socket) => void socket.end(chunked(`1;${"x".repeat(200_000)}`)),
    becomes: broken
  },
  {
    name: "trailers that look like headers",
    source: "RFC 9110 6.5.1",
    shown: "the answer; trailers are not merged into its headers",
    wire: chunked(`f\r\n${goodBody}\r\n0\r\ncontent-type: text/html\r\nretry-after: 9\r\n\r\n`),
    becomes: [],
    value: good
  },
  {
    name: "two different lengths",
    source: "CVE-2026-1525, RFC 9112 6.3",
    shown: "an error",
    wire: closing(`HTTP/1.1 200 OK\r\ncontent-length: 15\r\nContent-Length: 2\r\n\r\n${goodBody}`),
    becomes: broken
  },
  {
    name: "a length that is no number",
    source: "RFC 9112 6.3",
    shown: "an error",
    wire: closing(`HTTP/1.1 200 OK\r\ncontent-length: 15abc\r\n\r\n${goodBody}`),
    becomes: broken
  },
  {
    name: "a negative length",
    source: "RFC 9112 6.3",
    shown: "an error",
    wire: closing(`HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n${goodBody}`),
    becomes: broken
  },
  {
    name: "a length beyond every integer",
    source: "RFC 9112 6.3",
    shown: "an error",
    wire: closing(`HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999999\r\n\r\n${goodBody}`),
    becomes: broken
  },
  {
    name: "a length and chunks at once",
    source: "RFC 9112 6.1, CVE-2022-32213",
    shown: "an error",
    wire: closing(unframed(["content-length: 2", "transfer-encoding: chunked"], `f\r\n${goodBody}\r\n0\r\n\r\n`)),
    becomes: broken
  },
  {
    name: "a transfer coding that nobody knows",
    source: "RFC 9112 6.1, CVE-2019-15605",
    shown: "an error, or the answer up to the end of the connection",
    wire: closing(unframed(["transfer-encoding: xchunked"], goodBody)),
    becomes: [...broken, ...unreadable],
    value: good
  },
  {
    name: "a space before the colon of a header",
    source: "CVE-2021-22959, RFC 9112 5.1",
    shown: "an error",
    wire: closing(`HTTP/1.1 200 OK\r\ncontent-length : 15\r\n\r\n${goodBody}`),
    becomes: broken
  },
  {
    name: "a header folded over two lines",
    source: "CVE-2022-32215, RFC 9112 5.2",
    shown: "an error, or the answer with the lines joined",
    wire: closing(`HTTP/1.1 200 OK\r\nx-a: b\r\n c\r\ncontent-length: 2\r\n\r\n[]`),
    becomes: broken,
    value: []
  },
  {
    name: "a NUL in a header",
    source: "RFC 9110 5.5",
    shown: "an error",
    wire: closing("HTTP/1.1 200 OK\r\nx-a: b\u0000c\r\ncontent-length: 2\r\n\r\n[]"),
    becomes: broken
  },
  {
    name: "a carriage return alone in a header",
    source: "CVE-2023-30589",
    shown: "an error",
    wire: closing("HTTP/1.1 200 OK\r\nx-a: b\rx-c: d\r\ncontent-length: 2\r\n\r\n[]"),
    becomes: broken
  },
  {
    name: "a megabyte of headers",
    source: "CVE-2018-12121",
    shown: "an error after a bounded number of bytes",
    wire: closing(`HTTP/1.1 200 OK\r\nx-a: ${"a".repeat(1_000_000)}\r\ncontent-length: 2\r\n\r\n[]`),
    becomes: broken
  },
  {
    name: "a status line without a status",
    source: "RFC 9112 4",
    shown: "an error",
    wire: closing("HTTP/1.1 OK\r\n\r\n"),
    becomes: broken
  },
  {
    name: "a status of four digits",
    source: "RFC 9112 4",
    shown: "an error",
    wire: closing("HTTP/1.1 2000 OK\r\ncontent-length: 2\r\n\r\n[]"),
    becomes: broken
  },
  {
    name: "a status that is no status",
    source: "RFC 9110 15",
    shown: "a typed error with the number as it came",
    wire: closing("HTTP/1.1 799 Huh\r\ncontent-length: 2\r\n\r\n[]"),
    becomes: [...broken, "PresenceUnexpectedStatus"]
  },
  {
    name: "bytes that are another protocol",
    source: "RFC 9112 2.2",
    shown: "an error",
    wire: closing("SSH-2.0-OpenSSH_9.9\r\n"),
    becomes: broken
  },
  {
    name: "the beginning of TLS",
    source: "RFC 8446 5.1",
    shown: "an error",
    wire: closing(Buffer.from("16030100020100", "hex")),
    becomes: broken
  },
  {
    name: "the preface of HTTP/2",
    source: "RFC 9113 3.4",
    shown: "an error",
    wire: closing("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    becomes: broken
  },
  {
    name: "the end of the connection in place of an answer",
    source: "RFC 9112 8",
    shown: "an error that says that the service may have executed the request",
    wire: closing(""),
    becomes: broken,
    check: (error) => assert.include(error.message, "the service may have executed it")
  },
  {
    name: "a second answer behind the first",
    source: "RFC 9112 6.3, CWE-444",
    shown: "the first answer; the second is no other call's",
    wire: Buffer.concat([ok(goodBody), ok('[{"id":"forged"}]')]),
    becomes: [],
    value: good
  },
  {
    name: "rubbish behind the body",
    source: "RFC 9112 6.3",
    shown: "the answer; the next call is not disturbed",
    wire: `${ok(goodBody).toString()}rubbish`,
    becomes: [],
    value: good
  }
]

const interim: ReadonlyArray<AnswerAttack> = [
  {
    name: "100 Continue that was not asked for",
    source: "RFC 9110 15.2",
    shown: "an error, or the answer that follows",
    wire: `HTTP/1.1 100 Continue\r\n\r\n${ok(goodBody).toString()}`,
    becomes: broken,
    value: good
  },
  {
    name: "103 Early Hints with headers of their own",
    source: "RFC 8297 2",
    shown: "the answer that follows; a hint to wait is none of its",
    wire: `HTTP/1.1 103 Early Hints\r\nretry-after: 86400\r\nlink: </x>; rel=preload\r\n\r\n${answerOf(503, {}, "").toString()}`,
    becomes: ["PresenceServiceUnavailable", "PresenceUnexpectedStatus", ...broken],
    check: (error) => assert.isUndefined("retryAfter" in error ? error.retryAfter : undefined)
  },
  {
    name: "101 Switching Protocols that was not asked for",
    source: "RFC 9110 15.2.2",
    shown: "an error",
    wire: closing("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"),
    becomes: [...broken, "PresenceUnexpectedStatus", ...unreadable]
  },
  {
    name: "a thousand interim answers",
    source: "RFC 9110 15.2",
    shown: "an error, or the answer that follows",
    wire: `${"HTTP/1.1 102 Processing\r\n\r\n".repeat(1000)}${ok(goodBody).toString()}`,
    becomes: broken,
    value: good
  },
  {
    name: "204 with a body",
    source: "RFC 9110 15.3.5, RFC 9112 6.3",
    shown: "an empty answer; the next call is not disturbed",
    wire: `HTTP/1.1 204 No Content\r\ncontent-length: 15\r\n\r\n${goodBody}`,
    becomes: unreadable
  },
  {
    name: "205 with a body",
    source: "RFC 9110 15.3.6",
    shown: "the answer as it came, or an error",
    wire: closing(answerOf(205, {}, goodBody)),
    becomes: [...unreadable, ...broken],
    value: good
  },
  {
    name: "304 to a request without a condition",
    source: "RFC 9110 15.4.5",
    shown: "a typed error with the status",
    wire: answerOf(304, {}, ""),
    becomes: ["PresenceUnexpectedStatus"]
  },
  {
    name: "206 of a range that was not asked for",
    source: "RFC 9110 15.3.7",
    shown: "what a part of JSON is: an error",
    wire: answerOf(206, { "content-range": "bytes 0-6/15" }, goodBody.slice(0, 7)),
    becomes: unreadable
  }
]

const contents: ReadonlyArray<AnswerAttack> = [
  {
    name: "an empty 200",
    source: "RFC 9110 8.6",
    shown: "an error that says that the body is empty",
    wire: ok(""),
    becomes: unreadable,
    check: (error) => assert.include(error.message, "the body is empty")
  },
  {
    name: "HTML with 200",
    source: "RFC 9110 8.3",
    shown: "an error that keeps the text",
    wire: ok("<html>Welcome to the portal</html>", { "content-type": "text/html" }),
    becomes: unreadable,
    check: (error) => assert.deepInclude(error, { text: "<html>Welcome to the portal</html>" })
  },
  {
    name: "HTML with 200 for a deletion",
    source: "RFC 6585 6",
    shown: "an error: a portal answered, and nothing was deleted",
    wire: ok("<html>Log in first</html>", { "content-type": "text/html" }),
    becomes: unreadable,
    call: remove
  },
  {
    name: "an error body with 200",
    source: "RFC 9110 15.3.1",
    shown: "an error, although every field of a presence is optional",
    wire: ok('{"message":"failed","code":"internal.error","status":500}'),
    becomes: unreadable,
    call: one
  },
  {
    name: "an error body with 200 for a deletion",
    source: "RFC 9110 15.3.1",
    shown: "an error",
    wire: ok('{"message":"failed","code":"internal.error","status":500}'),
    becomes: unreadable,
    call: remove
  },
  {
    name: "an ErrorBody whose fields have other types",
    source: "CWE-704",
    shown: "the error of its status, with the text in place of the body",
    wire: answerOf(404, {}, '{"message":{"a":1},"code":7,"status":"404","errors":{"x":[]},"messageParams":[1]}'),
    becomes: ["PresenceUnexpectedStatus", "PresenceNotFound"],
    check: (error) => assert.isUndefined("body" in error ? error.body : undefined)
  },
  {
    name: "parameters of a message that are keys of every object",
    source: "CVE-2019-10744, CWE-1321",
    shown: "the message with its braces left as they are",
    wire: answerOf(400, {}, '{"messageWithParams":"{constructor} {toString} {__proto__}","messageParams":{"a":"b"}}'),
    becomes: ["PresenceBadRequest"],
    check: (error) => assert.include(error.message, "{constructor} {toString} {__proto__}")
  },
  {
    name: "escape sequences of a terminal in an error",
    source: "CVE-2021-25743, CWE-150",
    shown: "a message of one line without control characters",
    wire: answerOf(
      400,
      { "inin-correlation-id": "c-1" },
      JSON.stringify({ message: "\u001b]0;owned\u0007\u001b[2J\u009b31mred\u0000" })
    ),
    becomes: ["PresenceBadRequest"],
    check: isOneLine
  },
  {
    name: "lines that look like those of a log",
    source: "CWE-117",
    shown: "a message of one line",
    wire: answerOf(
      400,
      {},
      JSON.stringify({ message: "no\r\n2026-01-01 INFO logged in\u2028admin\u2029\u0085x", code: "a\nb" })
    ),
    becomes: ["PresenceBadRequest"],
    check: isOneLine
  },
  {
    name: "marks that turn the order of letters",
    source: "CVE-2021-42574",
    shown: "a message without them",
    wire: answerOf(400, {}, JSON.stringify({ message: "\u202egnorw\u202c \u2066x\u2069 \u200ey", code: "\u202eedoc" })),
    becomes: ["PresenceBadRequest"],
    check: isOneLine
  },
  {
    name: "a message of two megabytes",
    source: "CWE-770",
    shown: "a message of bounded length",
    wire: answerOf(400, {}, JSON.stringify({ message: "x ".repeat(450_000) })),
    becomes: ["PresenceBadRequest"],
    check: isOneLine
  },
  {
    name: "an error page of 50 MB",
    source: "CWE-400, CWE-770",
    shown: "the error of the status with 2,000 characters; reading ends at the limit",
    wire: (socket) => {
      const piece = Buffer.alloc(64 * 1024, "x")
      socket.write(`HTTP/1.1 503 Busy\r\ncontent-length: ${800 * piece.byteLength}\r\n\r\n`)
      const pour = (left: number) => {
        if (left > 0 && socket.writable) socket.write(piece, () => pour(left - 1))
      }
      pour(800)
    },
    becomes: ["PresenceServiceUnavailable", "PresenceUnexpectedStatus"],
    check: (error) => assert.strictEqual("text" in error ? error.text?.length : 0, 2000)
  },
  {
    name: "a body over the limit",
    source: "CWE-400",
    shown: "an error that names the limit",
    wire: ok(`["${"x".repeat(1_100_000)}"]`),
    becomes: unreadable,
    check: (error) => assert.include(error.message, "the body is longer than 1000000 bytes")
  },
  {
    name: "bytes that are no UTF-8",
    source: "RFC 8259 8.1, RFC 3629 10",
    shown: "the replacement character in their place",
    wire: ok(Buffer.from('[{"id":"\xff\xc0\xafx"}]', "latin1")),
    becomes: [],
    value: [{ id: "\ufffd\ufffd\ufffdx" }]
  },
  {
    name: "a letter cut in half at the end",
    source: "RFC 3629 3",
    shown: "an error",
    wire: ok(Buffer.from('[{"id":"a\xe2\x82', "latin1")),
    becomes: unreadable
  },
  {
    name: "UTF-16",
    source: "RFC 8259 8.1",
    shown: "an error",
    wire: ok(Buffer.from(goodBody, "utf16le"), { "content-type": "application/json; charset=utf-16" }),
    becomes: unreadable
  },
  {
    name: "another charset by name",
    source: "RFC 8259 11",
    shown: "UTF-8, whatever the header says",
    wire: ok('[{"id":"é"}]', { "content-type": "application/json; charset=utf-7" }),
    becomes: [],
    value: [{ id: "é" }]
  },
  {
    name: "a byte order mark",
    source: "RFC 8259 8.1",
    shown: "the answer without it",
    wire: ok(`\u{feff}${goodBody}`),
    becomes: [],
    value: good
  },
  {
    name: "NUL in the middle of JSON",
    source: "RFC 8259 7",
    shown: "an error",
    wire: ok('[{"id":"a\u0000b"}]'),
    becomes: unreadable
  },
  {
    name: "NUL behind JSON",
    source: "RFC 8259 2",
    shown: "an error",
    wire: ok(`${goodBody}\u0000`),
    becomes: unreadable
  },
  {
    name: "lone surrogates",
    source: "RFC 8259 8.2",
    shown: "the text as it came",
    wire: ok(String.raw`[{"id":"\ud800"}]`),
    becomes: [],
    value: [{ id: "\ud800" }]
  },
  {
    name: "JSON that is a script first",
    source: "RFC 8259 2",
    shown: "an error: nothing is cut off to make it JSON",
    wire: ok(`)]}',\n${goodBody}`),
    becomes: unreadable
  },
  {
    name: "NaN and Infinity",
    source: "RFC 8259 6",
    shown: "an error",
    wire: ok('[{"id":"x","deactivated":NaN,"order":Infinity}]'),
    becomes: unreadable
  },
  {
    name: "numbers beyond 2^53 and beyond every double",
    source: "RFC 8259 6",
    shown: "the nearest double where the model does not know the field; no crash",
    wire: ok('[{"id":"x","later":9007199254740993,"huge":1e400}]'),
    becomes: unreadable,
    value: [{ id: "x", later: 9007199254740992, huge: Number.POSITIVE_INFINITY }]
  },
  {
    name: "a key twice",
    source: "RFC 8259 4",
    shown: "the last one, as everywhere in JavaScript",
    wire: ok('[{"id":"first","id":"last"}]'),
    becomes: [],
    value: [{ id: "last" }]
  },
  {
    name: "a key twice, the last one of another type",
    source: "RFC 8259 4",
    shown: "an error",
    wire: ok('[{"id":"first","id":[]}]'),
    becomes: unreadable
  },
  {
    name: "__proto__ and constructor as keys",
    source: "CVE-2019-11358, CVE-2019-10744",
    shown: "they are dropped at every depth, and no prototype changes",
    wire: ok(
      '[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"id":"x","deep":[{"__proto__":{"polluted":1},"a":1}]}]'
    ),
    becomes: [],
    value: [{ id: "x", deep: [{ a: 1 }] }],
    check: () => undefined
  },
  {
    name: "__proto__ in an error",
    source: "CVE-2019-11358",
    shown: "it is dropped, and no prototype changes",
    wire: answerOf(
      400,
      {},
      '{"message":"m","__proto__":{"polluted":1},"messageParams":{"__proto__":"x","constructor":"y"}}'
    ),
    becomes: ["PresenceBadRequest"],
    check: (error) => {
      assert.deepStrictEqual("body" in error ? error.body : undefined, { message: "m", messageParams: {} })
      assert.isUndefined(Reflect.get(error, "polluted"))
    }
  },
  {
    name: "100,000 levels",
    source: "CVE-2020-36518, RFC 8259 9",
    shown: "an error, no overflow of the stack",
    wire: ok(`[{"id":"x","deep":${"[".repeat(100_000)}${"]".repeat(100_000)}}]`),
    becomes: unreadable
  },
  {
    name: "100,000 levels without an end",
    source: "CVE-2020-36518",
    shown: "an error",
    wire: ok('{"a":'.repeat(100_000)),
    becomes: unreadable
  },
  {
    name: "100,000 levels of errors in an error",
    source: "CVE-2020-36518",
    shown: "the error of the status, with the text in place of the body",
    wire: answerOf(400, {}, `${'{"errors":['.repeat(50_000)}${"]}".repeat(50_000)}`),
    becomes: ["PresenceBadRequest"],
    check: (error) => assert.isUndefined("body" in error ? error.body : undefined)
  },
  {
    name: "60,000 keys",
    source: "CVE-2011-4885",
    shown: "the answer, in less than a second",
    wire: ok(`[{"id":"x",${Array.from({ length: 60_000 }, (_, i) => `"k${i}":0`).join(",")}}]`),
    becomes: []
  },
  {
    name: "an integer of 900,000 digits",
    source: "CVE-2020-10735",
    shown: "the answer, in less than a second",
    wire: ok(`[{"id":"x","n":${"9".repeat(900_000)}}]`),
    becomes: []
  }
]

const meta: ReadonlyArray<AnswerAttack> = [
  {
    name: "Retry-After of 114 hours",
    source: "Azure/azure-sdk-for-net#50949",
    shown: "the error carries it; without a policy nobody waits",
    wire: answerOf(429, { "retry-after": "410400" }, "{}"),
    becomes: ["PresenceTooManyRequests"],
    check: (error) => assert.include(JSON.stringify(error), '"retryAfter"')
  },
  ...["-5", "1e999", "NaN", "soon", "99999999999999999999", "\u00a05", "5, 60"].map((value): AnswerAttack => ({
    name: `Retry-After: ${value.replace("\u00a0", "a space beyond ASCII and ")}`,
    source: "RFC 9110 10.2.3",
    shown: "a wait that is finite and not negative, or none",
    wire: answerOf(429, { "retry-after": value }, "{}"),
    becomes: ["PresenceTooManyRequests"],
    check: (error) => {
      const text = JSON.stringify(error)
      assert.notMatch(text, /"retryAfter":(null|-)/)
      assert.doesNotThrow(() => error.message)
    }
  })),
  {
    name: "a correlation id that holds the token",
    source: "CWE-209",
    shown: "the token is cut out",
    wire: answerOf(400, { "inin-correlation-id": canaryToken }, "{}"),
    becomes: ["PresenceBadRequest"]
  },
  {
    name: "two correlation ids, and one of 10,000 letters",
    source: "RFC 9110 5.3",
    shown: "a message of bounded length",
    wire: answerOf(400, { "inin-correlation-id": "c".repeat(10_000), "ININ-Correlation-Id": "d" }, "{}"),
    becomes: ["PresenceBadRequest"],
    check: isOneLine
  }
]

const encodings = {
  gzip: gzipSync,
  deflate: deflateSync,
  "raw deflate": deflateRawSync,
  br: brotliCompressSync,
  zstd: zstdCompressSync
} as const

const nameOf = (encoding: string) => encoding.replace("raw ", "")

const rfcOf = {
  gzip: "RFC 1952 2.3",
  deflate: "RFC 1950 2.2",
  "raw deflate": "RFC 9110 8.4.1.2",
  br: "RFC 7932 9",
  zstd: "RFC 8878 3"
}

/** A transport that did not ask for a coding may leave it alone: then the body is not JSON. */
const coded: ReadonlyArray<AnswerAttack> = [
  ...(["gzip", "deflate", "raw deflate", "br", "zstd"] as const).map((encoding): AnswerAttack => ({
    name: `${encoding} that was not asked for`,
    source: rfcOf[encoding],
    shown: "the answer, or an error where the transport does not decompress",
    wire: ok(encodings[encoding](goodBody), { "content-encoding": nameOf(encoding) }),
    becomes: [...unreadable, ...broken],
    value: good
  })),
  {
    name: "a coding that nobody knows",
    source: "RFC 9110 8.4",
    shown: "an error, or the answer where it was none",
    wire: ok(goodBody, { "content-encoding": "x-unknown" }),
    becomes: [...unreadable, ...broken],
    value: good
  },
  {
    name: "gzip in name alone",
    source: "RFC 1952 2.3",
    shown: "an error, or the answer where the transport does not decompress",
    wire: ok(goodBody, { "content-encoding": "gzip" }),
    becomes: [...unreadable, ...broken],
    value: good
  },
  {
    name: "gzip that breaks off",
    source: "RFC 1952 2.3",
    shown: "an error",
    wire: ok(gzipSync(goodBody).subarray(0, 12), { "content-encoding": "gzip" }),
    becomes: [...unreadable, ...broken]
  },
  {
    name: "rubbish behind gzip",
    source: "RFC 1952 2.2",
    shown: "the answer, or an error",
    wire: ok(Buffer.concat([gzipSync(goodBody), Buffer.from("rubbish")]), { "content-encoding": "gzip" }),
    becomes: [...unreadable, ...broken],
    value: good
  },
  {
    name: "a chain of a hundred codings",
    source: "CVE-2026-22036, CVE-2025-66418",
    shown: "an error",
    wire: ok(goodBody, { "content-encoding": Array.from({ length: 100 }, () => "gzip").join(", ") }),
    becomes: [...unreadable, ...broken],
    value: good
  }
]

const polluted = () => assert.isUndefined(Reflect.get({}, "polluted"))

/** Meets the client with an answer, and then with a good one: nothing of the first may be left. */
const meet = Effect.fnUntraced(function* (attack: AnswerAttack) {
  const server = yield* HostileServer
  yield* typeof attack.wire === "function" ? server.meet(attack.wire) : server.answer(attack.wire)
  const exit = yield* Effect.exit(attack.call ?? read)
  if (Exit.isSuccess(exit)) {
    assert.isTrue("value" in attack || attack.becomes.length === 0, "it was taken for a good answer")
    if ("value" in attack) assert.deepStrictEqual<unknown>(exit.value, attack.value)
  } else {
    const error = yield* Effect.flip(exit)
    assert.include(attack.becomes, error._tag)
    isOneLine(error)
    assertClean(error, "the error", [canaryToken])
    attack.check?.(error)
  }
  polluted()
  yield* server.answer(ok(goodBody))
  // A connection that was spoilt may cost one call; no call may get the answer of another one.
  const next = yield* Effect.result(read)
  if (next._tag === "Failure") assert.strictEqual(next.failure._tag, "PresenceTransportError")
  else assert.deepStrictEqual<unknown>(next.success, good)
  assert.deepStrictEqual<unknown>(yield* read, good)
})

const attempts = (attacks: ReadonlyArray<AnswerAttack>) => attacks.map((attack) => ({ ...attack, run: meet(attack) }))

export const answers = attempts([...framing, ...interim, ...contents, ...meta, ...coded])
