import { Clock, Effect, Layer } from "effect"
import { HttpClient, HttpClientError, type HttpClientRequest, HttpClientResponse } from "effect/http"

/** What comes of one request. */
interface Outcome {
  /** Milliseconds until the answer; `Infinity` when none comes. */
  readonly latency: number
  /** `undefined` for a lost connection. */
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string>>
}

/** Draws what happens to a request; `health` is the share that is answered well. */
const drawOutcome = (random: () => number, health: number): Outcome => {
  const latency = Math.floor(random() * 2000)
  const headers = random() < 0.05 ? { "inin-ratelimit-allowed": String(1 + Math.floor(random() * 60)) } : {}
  if (random() < health) return { latency, status: 200, headers }
  const asks = random() < 0.5 ? { ...headers, "retry-after": String(Math.floor(random() * 60)) } : headers
  const statuses = [401, 404, 429, 429, 429, 500, 503, 503, undefined]
  return random() < 0.1
    ? { latency: Infinity, status: 200, headers }
    : { latency, status: statuses[Math.floor(random() * statuses.length)], headers: asks }
}

const answerOf = (
  request: HttpClientRequest.HttpClientRequest,
  status: number,
  headers: Readonly<Record<string, string>>
): HttpClientResponse.HttpClientResponse => {
  const body = "[]"
  const response = new Response(body, { status, headers: { ...headers, "content-length": String(body.length) } })
  // The text of a `Response` comes in the time of the machine, which stands still here.
  return Object.defineProperty(HttpClientResponse.fromWeb(request, response), "text", { value: Effect.succeed(body) })
}

/** A service in memory that answers on the clock of the fiber that asks, as is drawn, and notes when. */
export const drawnService = (random: () => number, health: () => number) => {
  const sentAt: Array<number> = []
  const layer = Layer.succeed(
    HttpClient.HttpClient,
    HttpClient.make((request) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        sentAt.push(now)
        const { headers, latency, status } = drawOutcome(random, health())
        if (latency === Infinity) return Effect.never
        const answer =
          status === undefined
            ? Effect.fail(
                new HttpClientError.HttpClientError({
                  reason: new HttpClientError.TransportError({ request, cause: { code: "ECONNRESET" } })
                })
              )
            : Effect.succeed(answerOf(request, status, headers))
        return Effect.delay(answer, latency)
      })
    )
  )
  return { sentAt, layer }
}
