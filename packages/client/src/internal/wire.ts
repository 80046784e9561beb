import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Headers from "effect/http/Headers"
import type * as HttpClient from "effect/http/HttpClient"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as UrlParams from "effect/http/UrlParams"
import * as Option from "effect/Option"
import { type Answer, exchange } from "./exchange.ts"
import { startWithin } from "./timeLimit.ts"
import type { TransportFailure } from "./transportFailure.ts"

/** A request as it goes out. */
export interface Outgoing {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** The path and the query, to be put behind the origin. */
  readonly target: string
  /** With the type of the body. */
  readonly headers: Headers.Headers
  /** `undefined` for none. */
  readonly body: string | undefined
}

/** What came of a request; `undefined` when the time was over, and it has been aborted. */
export type Outcome = Exit.Exit<Answer, TransportFailure> | undefined

/**
 * Sends one request and reads its answer to the end, whatever the status, within so many milliseconds. Gives what aborts
 * it; what is told after that is of no account.
 */
export type Wire = (
  outgoing: Outgoing,
  limit: number,
  context: Context.Context<never>,
  ended: (outcome: Outcome) => void
) => Effect.Effect<void>

export const isAnswer = (outcome: Outcome): outcome is Exit.Success<Answer, TransportFailure> =>
  outcome !== undefined && Exit.isSuccess(outcome)

/** Where a wire leads to, and how much it may bring. */
export interface WireOptions {
  /** Scheme, host and port, and what all paths begin with. */
  readonly origin: string
  readonly maxBodyBytes: number
}

const overHttpClient = (client: HttpClient.HttpClient, { maxBodyBytes, origin }: WireOptions): Wire => {
  const send = ({ body, headers, method, target }: Outgoing) => {
    const bare = HttpClientRequest.makeWith(
      method,
      origin + target,
      UrlParams.empty,
      Option.none(),
      headers,
      HttpBody.empty
    )
    return exchange(
      client,
      body === undefined ? bare : HttpClientRequest.bodyText(bare, body, headers["content-type"]),
      maxBodyBytes
    )
  }
  return (outgoing, limit, context, ended) => startWithin(send(outgoing), limit, context, ended)
}

/**
 * The clients that have a shorter way for whole answers than their own.
 *
 * It belongs to the client itself, so that one which somebody has put something around, such as a header of a proxy, is
 * gone through as it is.
 */
const shortcuts = new WeakMap<HttpClient.HttpClient, (options: WireOptions) => Wire>()

/** Gives a client a shorter way. */
export const addShortcut = (client: HttpClient.HttpClient, make: (options: WireOptions) => Wire): void => {
  shortcuts.set(client, make)
}

/** The best way through a client. */
export const make = (client: HttpClient.HttpClient, options: WireOptions): Wire =>
  shortcuts.get(client)?.(options) ?? overHttpClient(client, options)

/** Sends a request, and goes on with what is to be made of an outcome that is no answer. */
export const send = <E>(
  wire: Wire,
  outgoing: Outgoing,
  limit: number,
  unanswered: (outcome: Exit.Failure<Answer, TransportFailure> | undefined) => Effect.Effect<never, E>
): Effect.Effect<Answer, E> =>
  Effect.withFiber((fiber) =>
    Effect.callback<Answer, E>((resume) =>
      wire(outgoing, limit, fiber.context, (outcome) =>
        resume(isAnswer(outcome) ? Effect.succeed(outcome.value) : unanswered(outcome))
      )
    )
  )
