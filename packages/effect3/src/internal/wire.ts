import type * as HttpClient3 from "@effect/platform/HttpClient"
import type * as HttpClientError3 from "@effect/platform/HttpClientError"
import * as HttpClientRequest3 from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse3 from "@effect/platform/HttpClientResponse"
import * as Effect3 from "effect/Effect"
import * as Exit3 from "effect/Exit"
import * as FiberId3 from "effect/FiberId"
import * as Stream3 from "effect/Stream"
import * as Context4 from "effect4/Context"
import * as Exit4 from "effect4/Exit"
import type * as Headers4 from "effect4/http/Headers"
import * as Tracer4 from "effect4/Tracer"
import { CollectedBody } from "@genesys-presence/client/internal/collectedBody"
import { type Answer, type Body, isKnownToFit, whole } from "@genesys-presence/client/internal/exchange"
import { afterwards } from "@genesys-presence/client/internal/timeLimit"
import { fromCause } from "@genesys-presence/client/internal/transportFailure"
import type { Outcome, Wire, WireOptions } from "@genesys-presence/client/internal/wire"
import { Caller, interrupting } from "./bridge.ts"
import { toExit4 } from "./cause.ts"
import { requestOf, withoutBody } from "./httpRequest.ts"
import { fork } from "./requestFiber.ts"

const readChunks = (
  { stream }: HttpClientResponse3.HttpClientResponse,
  maxBytes: number
): Effect3.Effect<Body, HttpClientError3.HttpClientError> =>
  Effect3.suspend(() => {
    const body = new CollectedBody(maxBytes)
    return stream.pipe(
      Stream3.runForEachWhile((chunk) =>
        Effect3.sync(() => {
          body.add(chunk)
          return !body.truncated
        })
      ),
      Effect3.map(() => ({ text: body.text(), truncated: body.truncated })),
      // An empty body has no stream.
      Effect3.catchIf(
        (error) => error._tag === "ResponseError" && error.reason === "EmptyBody",
        () => Effect3.succeed(whole(""))
      )
    )
  })

// They are read by their names alone, and go back to the program as they came.
const asHeaders4 = (headers: object) => headers as Headers4.Headers

const read = (
  response: HttpClientResponse3.HttpClientResponse,
  maxBytes: number
): Effect3.Effect<Answer, HttpClientError3.HttpClientError> => {
  // Some clients make them anew each time.
  const { headers, status } = response
  const answer = ({ text, truncated }: Body): Answer => ({ status, headers: asHeaders4(headers), text, truncated })
  if (withoutBody.has(status)) return Effect3.succeed(answer(whole("")))
  if (!isKnownToFit(headers, maxBytes)) return Effect3.map(readChunks(response, maxBytes), answer)
  return Effect3.map(response.text, (text) => answer(whole(text)))
}

const outcomeOf = (exit: Exit3.Exit<Answer, HttpClientError3.HttpClientError>): Outcome =>
  Exit4.mapError(toExit4(exit), fromCause)

/**
 * A way through a client of Effect 3 that reads answers to their end there, in one fiber: going from one version to the
 * other costs as much as a part of the request.
 */
export const make =
  (client: HttpClient3.HttpClient) =>
  ({ maxBodyBytes, origin }: WireOptions): Wire => {
    const reading = {
      // A client that turns statuses into failures still has the answer.
      onFailure: (error: HttpClientError3.HttpClientError) =>
        error._tag === "ResponseError" && error.reason === "StatusCode"
          ? read(error.response, maxBodyBytes)
          : Effect3.fail(error),
      onSuccess: (response: HttpClientResponse3.HttpClientResponse) => read(response, maxBodyBytes)
    }
    return ({ body, headers, method, target }, limit, context, ended) => {
      const runtime = Context4.get(context, Caller)
      const span = Context4.getOrUndefined(context, Tracer4.ParentSpan)
      const bare = requestOf(method, origin + target, headers, span, runtime.fiberRefs)
      const request =
        body === undefined ? bare : HttpClientRequest3.bodyText(bare, body, headers["content-type"] ?? "text/plain")
      const answer = Effect3.matchEffect(client.execute(request), reading)
      let expired = false
      const fiber = fork(runtime, answer)
      const cancel = afterwards(context, limit, () => {
        expired = true
        fiber.unsafeInterruptAsFork(FiberId3.none)
      })
      fiber.addObserver((exit) => {
        cancel()
        // What came in the last moment is not thrown away.
        ended(expired && Exit3.isInterrupted(exit) ? undefined : outcomeOf(exit))
      })
      return interrupting(fiber)
    }
  }
