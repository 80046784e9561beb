import type * as Undici from "@effect/platform-node/Undici"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Headers from "effect/http/Headers"
import type { HttpExchange, HttpExchangeExit } from "../../HttpExchange.ts"
import { CollectedBody } from "./collectedBody.ts"
import { fromCause, type Phase } from "./transportFailure.ts"
import type { Dispatchers } from "./undiciAgents.ts"

/** A callback on it runs as soon as undici is done; `queueMicrotask` would create an async resource for each. */
const resolved = Promise.resolve()

/** REFUSED_STREAM of HTTP/2: the server has not begun to process the request. */
const refusedStream = 7

const isRefused = (error: unknown): boolean =>
  typeof error === "object" && error !== null && Reflect.get(error, "http2ErrorCode") === refusedStream

/** Collects one response, and reports it once. */
class Collector implements Undici.Dispatcher.DispatchHandler {
  readonly #done: (exit: HttpExchangeExit) => void
  #controller: Undici.Dispatcher.DispatchController | undefined
  #isAborted = false
  #isSettled = false
  #status = 0
  #headers: Headers.Headers = Headers.empty
  readonly #body: CollectedBody

  constructor(maxBytes: number, done: (exit: HttpExchangeExit) => void) {
    this.#body = new CollectedBody(maxBytes)
    this.#done = done
  }

  /** Nothing is reported any more. Whether a request was cut off that had been started. */
  abort(): boolean {
    const isCutOff = this.#controller !== undefined && !this.#isSettled
    this.#isAborted = true
    this.#close()
    return isCutOff
  }

  fail(error: unknown) {
    this.#settle(Exit.fail(fromCause(error, this.#phase(error))))
  }

  #phase(error: unknown): Phase {
    // undici starts a request right before it writes the first byte, on a connection that is agreed on.
    if (this.#controller === undefined) return "connecting"
    // Once a response has begun, a server that says so is wrong.
    return this.#status === 0 && isRefused(error) ? "refused" : "started"
  }

  onRequestStart(controller: Undici.Dispatcher.DispatchController) {
    this.#controller = controller
    if (this.#isAborted) this.#close()
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
      this.#respond()
      this.#close()
    }
  }

  onResponseEnd() {
    this.#respond()
  }

  onResponseError(_controller: Undici.Dispatcher.DispatchController | undefined, error: Error) {
    this.fail(error)
  }

  /** Closes the connection, or keeps a request that waits for one from being written. */
  #close() {
    this.#controller?.abort(new Error("aborted"))
  }

  #respond() {
    const text = this.#body.text()
    this.#settle(Exit.succeed({ status: this.#status, headers: this.#headers, text, truncated: this.#body.truncated }))
  }

  #settle(exit: HttpExchangeExit) {
    if (this.#isSettled) return
    this.#isSettled = true
    // Not at once: the caller would continue in the middle of undici's parser, and might close this very connection.
    void resolved.then(() => {
      if (!this.#isAborted) this.#done(exit)
    })
  }
}

/** Exchanges straight over undici: no stream, no abort signal and no fiber for a body that is read whole. */
export const make =
  (
    dispatchers: Dispatchers,
    optionsOf: (context: Context.Context<never>) => Partial<Undici.Dispatcher.RequestOptions>
  ): HttpExchange["Service"]["start"] =>
  ({ body, headers, maxBodyBytes, method, origin, path }, context, done) => {
    const collector = new Collector(maxBodyBytes, done)
    const options = {
      ...optionsOf(context),
      origin,
      path,
      method,
      headers,
      body: body ?? null,
      // The caller limits the time of the whole exchange, and the timers of undici are coarse.
      headersTimeout: 0,
      bodyTimeout: 0
    }
    const dispatcher = dispatchers.current()
    try {
      dispatcher.dispatch(options, collector)
    } catch (error) {
      collector.fail(error)
    }
    return Effect.sync(() => {
      if (collector.abort()) dispatchers.onAbort(dispatcher)
    })
  }
