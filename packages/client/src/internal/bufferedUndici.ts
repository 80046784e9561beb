import type * as Undici from "@effect/platform-node/Undici"
import type * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Headers from "effect/http/Headers"
import { CollectedBody } from "./collectedBody.ts"
import type { Answer } from "./exchange.ts"
import { afterwards } from "./timeLimit.ts"
import { fromCause, type TransportFailure } from "./transportFailure.ts"
import { expired, type Outgoing, type Wire, type WireOptions } from "./wire.ts"

type Result = Effect.Effect<Answer, TransportFailure | typeof expired>

/** Collects one answer. */
class Collector implements Undici.Dispatcher.DispatchHandler {
  readonly #settle: (result: Result) => void
  #controller: Undici.Dispatcher.DispatchController | undefined
  #aborted = false
  #status = 0
  #headers: Headers.Headers = Headers.empty
  readonly #body: CollectedBody

  constructor(maxBytes: number, settle: (result: Result) => void) {
    this.#body = new CollectedBody(maxBytes)
    this.#settle = settle
  }

  /** Closes the connection, or keeps a request that waits for one from being written. */
  abort() {
    this.#aborted = true
    this.#controller?.abort(new Error("aborted"))
  }

  onRequestStart(controller: Undici.Dispatcher.DispatchController) {
    this.#controller = controller
    if (this.#aborted) this.abort()
  }

  onResponseStart(
    _controller: Undici.Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | Array<string> | undefined>>
  ) {
    this.#status = status
    this.#headers = Headers.fromInput(headers)
  }

  onResponseData(_controller: Undici.Dispatcher.DispatchController, chunk: Buffer) {
    this.#body.add(chunk)
    if (this.#body.truncated) {
      this.#answer()
      this.abort()
    }
  }

  onResponseEnd() {
    this.#answer()
  }

  onResponseError(_controller: Undici.Dispatcher.DispatchController | undefined, error: Error) {
    this.#settle(Effect.fail(fromCause(error)))
  }

  #answer() {
    const text = this.#body.text()
    this.#settle(
      Effect.succeed({ status: this.#status, headers: this.#headers, text, truncated: this.#body.truncated })
    )
  }
}

/**
 * A wire straight to an undici dispatcher: no stream, no signal and no second fiber for an answer that is wanted as a
 * whole.
 */
export const make =
  (
    dispatcher: Undici.Dispatcher,
    optionsOf: (context: Context.Context<never>) => Partial<Undici.Dispatcher.RequestOptions>
  ) =>
  ({ apiUrl, maxBodyBytes }: WireOptions): Wire => {
    const { origin } = new URL(apiUrl)
    const prefix = apiUrl.slice(origin.length)

    const dispatch = (
      { body, headers, method, target }: Outgoing,
      limit: Duration.Duration,
      context: Context.Context<never>
    ): Result =>
      Effect.callback((resume) => {
        let cancel: (() => void) | undefined
        let settled = false
        // Not at once: the caller would go on in the middle of undici's parser, and might close the very connection.
        const settle = (result: Result) => {
          if (settled) return
          settled = true
          cancel?.()
          queueMicrotask(() => resume(result))
        }
        const collector = new Collector(maxBodyBytes, settle)
        const options = {
          ...optionsOf(context),
          origin,
          path: prefix + target,
          method,
          headers,
          body: body ?? null,
          // The limit is for all of it, and undici's are coarse.
          headersTimeout: 0,
          bodyTimeout: 0
        }
        try {
          dispatcher.dispatch(options, collector)
        } catch (error) {
          settle(Effect.fail(fromCause(error)))
        }
        if (Duration.isFinite(limit)) {
          cancel = afterwards(context, limit, () => {
            settle(Effect.fail(expired))
            collector.abort()
          })
        }
        return Effect.sync(() => {
          settled = true
          cancel?.()
          collector.abort()
        })
      })

    return (outgoing, limit) =>
      Effect.contextWith((context: Context.Context<never>) => dispatch(outgoing, limit, context))
  }
