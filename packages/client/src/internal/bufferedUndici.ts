import type * as Undici from "@effect/platform-node/Undici"
import type * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Headers from "effect/http/Headers"
import type { Answer } from "./exchange.ts"
import { afterwards } from "./timeLimit.ts"
import { fromCause, type TransportFailure } from "./transportFailure.ts"
import { expired, type Outgoing, type Wire, type WireOptions } from "./wire.ts"

type Result = Effect.Effect<Answer, TransportFailure | typeof expired>

const textOf = (chunks: ReadonlyArray<Buffer>): string => {
  const [first] = chunks
  const text = (chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)).toString()
  return text.startsWith("\u{feff}") ? text.slice(1) : text
}

/** Collects one answer. */
class Collector implements Undici.Dispatcher.DispatchHandler {
  readonly #maxBytes: number
  readonly #settle: (result: Result) => void
  #controller: Undici.Dispatcher.DispatchController | undefined
  #aborted = false
  #status = 0
  #headers: Headers.Headers = Headers.empty
  readonly #chunks: Array<Buffer> = []
  #bytes = 0

  constructor(maxBytes: number, settle: (result: Result) => void) {
    this.#maxBytes = maxBytes
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
    const room = this.#maxBytes - this.#bytes
    this.#bytes += chunk.byteLength
    this.#chunks.push(chunk.byteLength > room ? chunk.subarray(0, room) : chunk)
    if (chunk.byteLength > room) this.#answer(true)
  }

  onResponseEnd() {
    this.#answer(false)
  }

  onResponseError(_controller: Undici.Dispatcher.DispatchController | undefined, error: Error) {
    this.#settle(Effect.fail(fromCause(error)))
  }

  #answer(truncated: boolean) {
    this.#settle(
      Effect.succeed({ status: this.#status, headers: this.#headers, text: textOf(this.#chunks), truncated })
    )
    if (truncated) this.abort()
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
