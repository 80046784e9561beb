import type { Sent } from "./answer.ts"

/** Bytes that are sent by themselves, after a pause. */
export interface Piece {
  readonly bytes: Uint8Array
  readonly afterMillis: number
}

/** How a connection fails a client. Not every such error has a code. */
export interface Failure {
  readonly code: string | undefined
}

/** What a client gets to see. The codes are those that Node's undici gives its errors. */
export type Seen =
  | { readonly _tag: "Nothing" }
  | ({ readonly _tag: "Broken" } & Failure)
  | {
      readonly _tag: "Answer"
      readonly status: number
      readonly headers: Sent["headers"]
      /** What the body ends with instead of its end. */
      readonly bodyFailure: "never" | Failure | undefined
    }

/**
 * What a connection carries in place of an ordinary answer. Over a socket the bytes count, without one what a client
 * sees of them.
 */
export interface Wire {
  /** All that comes before the body. */
  readonly head: ReadonlyArray<Piece>
  readonly body: ReadonlyArray<Piece>
  readonly ending: "close" | "reset" | "stayOpen"
  readonly seen: Seen
}

/** The failures that a client knows from others. */
export const failures = {
  reset: { code: "ECONNRESET" },
  closed: { code: "UND_ERR_SOCKET" },
  contentLength: { code: "UND_ERR_RES_CONTENT_LENGTH_MISMATCH" },
  /** What undici says of bytes that are not HTTP has no code. */
  notHttp: { code: undefined }
} as const

/** Text as bytes. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The status line and the headers. */
export const headOf = ({ headers, status }: Pick<Sent, "headers" | "status">): Uint8Array => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return bytesOf([`HTTP/1.1 ${status} Answer`, ...lines, "", ""].join("\r\n"))
}

/**
 * The same for an answer that is whole. Its connection is not used again, since Node's server does not know what was
 * written on it, and the client learns that. Where an answer breaks nothing is announced: a client that was told would
 * take the end of the connection for the end of the answer.
 */
export const lastHeadOf = ({ headers, status }: Pick<Sent, "headers" | "status">): Uint8Array =>
  headOf({ status, headers: { ...headers, connection: "close" } })

/** The bytes in one piece. */
export const wholePiece = (bytes: Uint8Array): ReadonlyArray<Piece> => [{ bytes, afterMillis: 0 }]

/** What a client sees when the answer comes, with a body that ends in the given way. */
export const seenAnswer = (
  { headers, status }: Pick<Sent, "headers" | "status">,
  bodyFailure?: Extract<Seen, { readonly _tag: "Answer" }>["bodyFailure"]
): Seen => ({ _tag: "Answer", status, headers, bodyFailure })
