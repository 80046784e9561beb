import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Stream from "effect/Stream"
import type { Failure, Wire } from "./wire.ts"

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
