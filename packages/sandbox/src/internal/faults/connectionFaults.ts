import type { Answer, Sent } from "../http/answer.ts"
import { bytesOf, type Failure, failures, headOf, lastHeadOf, seenAnswer, wholePiece, type Wire } from "../http/wire.ts"
import { withBody } from "./answerFaults.ts"
import { type Behaviour, type Behaviours, deliveriesOf } from "./behaviour.ts"

const half = (bytes: Uint8Array): Uint8Array => bytes.slice(0, Math.floor(bytes.length / 2))

/** The operation is carried out, and its answer is carried in another way. */
const carried = (wire: (sent: Sent) => Wire): Behaviour => ({ deliveries: 1, wire })

/** The same, for what needs a body that can break. */
const broken = (wire: (sent: Sent) => Wire): Behaviour => ({
  deliveries: 1,
  wire,
  answer: (given: Answer) => withBody(given)
})

const nothing = (ending: Wire["ending"], seen: Wire["seen"]): Wire => ({ head: [], body: [], ending, seen })

const reset = nothing("reset", { _tag: "Broken", ...failures.reset })

const halfBody = (ending: Wire["ending"], bodyFailure: "never" | Failure): Behaviour =>
  broken((sent) => ({
    head: wholePiece(headOf(sent)),
    body: wholePiece(half(sent.body)),
    ending,
    seen: seenAnswer(sent, bodyFailure)
  }))

const piecesASecond = 10

/** The bytes in pieces of which each comes a tenth of a second or more after the one before. */
const slowly = (bytes: Uint8Array, bytesPerSecond: number): Wire["body"] => {
  const size = Math.ceil(bytesPerSecond / piecesASecond)
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => {
    const piece = bytes.slice(index * size, (index + 1) * size)
    return { bytes: piece, afterMillis: Math.ceil((piece.length * 1000) / bytesPerSecond) }
  })
}

const eachByte = (bytes: Uint8Array): Wire["body"] =>
  Array.from(bytes, (byte) => ({ bytes: Uint8Array.of(byte), afterMillis: 0 }))

const chunked = ({ headers, status }: Sent): Pick<Sent, "headers" | "status"> => ({
  status,
  headers: {
    ...Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "content-length")),
    "transfer-encoding": "chunked"
  }
})

/** The second header differs from the first in its case only, which keeps both. */
const withTwoLengths = ({ body, headers, status }: Sent): Pick<Sent, "headers" | "status"> => ({
  status,
  headers: { ...headers, "Content-Length": `${body.length + 1}` }
})

/** Answers that the connection spoils, or that never come. */
export const connectionFaults: Behaviours<
  | "resetBeforeHandling"
  | "resetAfterHandling"
  | "resetInHeaders"
  | "resetInBody"
  | "resetAfterBody"
  | "closedWithoutAnswer"
  | "noAnswer"
  | "truncatedBody"
  | "stalledBody"
  | "singleBytes"
  | "slowBody"
  | "notHttp"
  | "wrongChunks"
  | "duplicateContentLength"
  | "informationalAnswers"
> = {
  resetBeforeHandling: () => ({ deliveries: 0, wire: () => reset }),

  resetAfterHandling: () => carried(() => reset),

  resetInHeaders: () => carried((sent) => ({ ...reset, head: wholePiece(half(headOf(sent))) })),

  resetInBody: () => halfBody("reset", failures.reset),

  resetAfterBody: () =>
    carried((sent) => ({
      head: wholePiece(headOf(sent)),
      body: wholePiece(sent.body),
      ending: "reset",
      seen: seenAnswer(sent)
    })),

  closedWithoutAnswer: (fault) => ({
    deliveries: deliveriesOf(fault),
    wire: () => nothing("close", { _tag: "Broken", ...failures.closed })
  }),

  noAnswer: (fault) => ({ deliveries: deliveriesOf(fault), wire: () => nothing("stayOpen", { _tag: "Nothing" }) }),

  truncatedBody: () => halfBody("close", failures.closed),

  stalledBody: () => halfBody("stayOpen", "never"),

  singleBytes: () =>
    carried((sent) => ({
      head: eachByte(lastHeadOf(sent)),
      body: eachByte(sent.body),
      ending: "close",
      seen: seenAnswer(sent)
    })),

  slowBody: ({ bytesPerSecond }) =>
    broken((sent) => ({
      head: wholePiece(lastHeadOf(sent)),
      body: slowly(sent.body, bytesPerSecond),
      ending: "close",
      seen: seenAnswer(sent)
    })),

  notHttp: (fault) => ({
    deliveries: deliveriesOf(fault),
    wire: () => ({
      ...nothing("close", { _tag: "Broken", ...failures.notHttp }),
      head: wholePiece(bytesOf("220 this is not HTTP\r\n"))
    })
  }),

  wrongChunks: () =>
    broken((sent) => {
      const withChunks = chunked(sent)
      return {
        head: wholePiece(headOf(withChunks)),
        body: wholePiece(bytesOf("zz\r\n")),
        ending: "close",
        seen: seenAnswer(withChunks, failures.notHttp)
      }
    }),

  duplicateContentLength: () =>
    broken((sent) => ({
      head: wholePiece(headOf(withTwoLengths(sent))),
      body: wholePiece(sent.body),
      ending: "close",
      seen: { _tag: "Broken", ...failures.contentLength }
    })),

  informationalAnswers: ({ statuses = [103] }) =>
    carried((sent) => ({
      head: [
        ...statuses.flatMap((status) => wholePiece(bytesOf(`HTTP/1.1 ${status} Informational\r\n\r\n`))),
        ...wholePiece(lastHeadOf(sent))
      ],
      body: wholePiece(sent.body),
      ending: "close",
      seen: seenAnswer(sent)
    }))
}
