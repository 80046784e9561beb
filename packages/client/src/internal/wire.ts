import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Headers from "effect/http/Headers"
import type * as HttpClient from "effect/http/HttpClient"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as UrlParams from "effect/http/UrlParams"
import * as Option from "effect/Option"
import { type Answer, exchange } from "./exchange.ts"
import { within } from "./timeLimit.ts"
import type { TransportFailure } from "./transportFailure.ts"

/** A request as it goes out. */
export interface Outgoing {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** The path and the query, to be put behind the API's URL. */
  readonly target: string
  readonly headers: Headers.Headers
  /** The body as JSON; `undefined` for none. */
  readonly body: string | undefined
}

/** What a wire fails with when the time is over; the request has been aborted then. */
export const expired: unique symbol = Symbol("expired")

/** Sends one request and reads its answer to the end, whatever the status, in the time that it is given. */
export type Wire = (
  outgoing: Outgoing,
  limit: Duration.Duration
) => Effect.Effect<Answer, TransportFailure | typeof expired>

/** Where a wire leads to, and how much it may bring. */
export interface WireOptions {
  readonly apiUrl: string
  readonly maxBodyBytes: number
}

const overHttpClient = (client: HttpClient.HttpClient, { apiUrl, maxBodyBytes }: WireOptions): Wire => {
  const send = ({ body, headers, method, target }: Outgoing) => {
    const bare = HttpClientRequest.makeWith(
      method,
      apiUrl + target,
      UrlParams.empty,
      Option.none(),
      headers,
      HttpBody.empty
    )
    return exchange(
      client,
      body === undefined ? bare : HttpClientRequest.bodyText(bare, body, "application/json"),
      maxBodyBytes
    )
  }
  return (outgoing, limit) =>
    Duration.isFinite(limit) ? within(send(outgoing), limit, () => Effect.fail(expired)) : send(outgoing)
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
