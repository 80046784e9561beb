import type * as Undici from "@effect/platform-node/Undici"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Headers from "effect/http/Headers"
import { CollectedBody } from "./collectedBody.ts"
import { afterwards } from "./timeLimit.ts"
import { fromCause } from "./transportFailure.ts"
import type { Outcome, Wire, WireOptions } from "./wire.ts"

/** What comes behind it runs as soon as undici is done; `queueMicrotask` would make a resource for each. */
const resolved = Promise.resolve()

/** Collects one answer. */
class Collector implements Undici.Dispatcher.DispatchHandler {
  readonly #settle: (outcome: Outcome) => void
  #controller: Undici.Dispatcher.DispatchController | undefined
  #aborted = false
  #status = 0
  #headers: Headers.Headers = Headers.empty
  readonly #body: CollectedBody

  constructor(maxBytes: number, settle: (outcome: Outcome) => void) {
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
    this.#settle(Exit.fail(fromCause(error)))
  }

  #answer() {
    const text = this.#body.text()
    this.#settle(Exit.succeed({ status: this.#status, headers: this.#headers, text, truncated: this.#body.truncated }))
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
  ({ maxBodyBytes, origin: base }: WireOptions): Wire => {
    const { origin } = new URL(base)
    const prefix = base.slice(origin.length)

    return ({ body, headers, method, target }, limit, context, ended) => {
      let cancel: (() => void) | undefined
      let settled = false
      let aborted = false
      // Not at once: the caller would go on in the middle of undici's parser, and might close the very connection.
      const settle = (outcome: Outcome) => {
        if (settled) return
        settled = true
        cancel?.()
        void resolved.then(() => {
          if (!aborted) ended(outcome)
        })
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
        settle(Exit.fail(fromCause(error)))
      }
      if (!settled) {
        cancel = afterwards(context, limit, () => {
          settle(undefined)
          collector.abort()
        })
      }
      return Effect.sync(() => {
        aborted = true
        settled = true
        cancel?.()
        collector.abort()
      })
    }
  }
