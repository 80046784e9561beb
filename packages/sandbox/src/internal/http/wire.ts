import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Stream from "effect/Stream"
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

/** What a client that uses no socket sees of a broken connection: an error with the code that Node gives. */
export class BrokenConnectionError extends Data.TaggedError("BrokenConnectionError")<Failure> {
  override get message(): string {
    return this.code === undefined ? "The sandbox sent no HTTP" : `The sandbox broke the connection: ${this.code}`
  }
}

type Response = HttpServerResponse.HttpServerResponse

const wires = new WeakMap<Response["body"], Wire>()

const bodyStream = ({ body, seen }: Wire): Stream.Stream<Uint8Array, BrokenConnectionError> => {
  if (seen._tag === "Nothing") return Stream.never
  if (seen._tag === "Broken") return Stream.fail(new BrokenConnectionError({ code: seen.code }))
  const pieces = Stream.mapEffect(Stream.fromIterable(body), ({ afterMillis, bytes }) =>
    afterMillis === 0 ? Effect.succeed(bytes) : Effect.as(Effect.sleep(afterMillis), bytes)
  )
  if (seen.bodyFailure === undefined) return pieces
  return Stream.concat(
    pieces,
    seen.bodyFailure === "never" ? Stream.never : Stream.fail(new BrokenConnectionError(seen.bodyFailure))
  )
}

const withoutAnswer = 502

/**
 * A response that stands for what the connection carries. Who does not know {@link wireOf} sees an ordinary response
 * that comes as near to it as one can.
 */
export const wireResponse = (wire: Wire): Response => {
  const { seen } = wire
  const contentType = seen._tag === "Answer" ? seen.headers["content-type"] : undefined
  const response = HttpServerResponse.stream(bodyStream(wire), {
    ...(seen._tag === "Answer" ? { status: seen.status, headers: seen.headers } : { status: withoutAnswer }),
    ...(contentType !== undefined && { contentType })
  })
  wires.set(response.body, wire)
  return response
}

/** What the connection carries in place of a response; `undefined` for an ordinary one. */
export const wireOf = (response: Response): Wire | undefined => wires.get(response.body)
