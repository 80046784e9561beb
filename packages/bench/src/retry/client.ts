/** What the matrix needs of a client that it measures. */
import type { Effect, Scope } from "effect"

export interface Target {
  /** Where the service of one scenario is. */
  readonly baseUrl: string
  /** How long a call may take in all, in milliseconds. */
  readonly limit: number
}

/** A read and a write, with the retries of the client. */
export interface Calls {
  readonly get: Effect.Effect<unknown, unknown>
  readonly post: Effect.Effect<unknown, unknown>
}

/** How a repeated write is kept from being executed twice. */
export type Repeatable =
  /** The service takes the key in this header, in lower case. */
  | { readonly by: "key"; readonly header: string }
  /** What is posted only reads. */
  | { readonly by: "reading"; readonly operation: string }

export interface Client {
  readonly name: string
  /** The package whose version is shown. */
  readonly package: string
  /** What was set beyond its defaults, and how it was told the limit of a call. */
  readonly setUp: string
  readonly repeatable?: Repeatable
  /** What its service answers, for one that does not speak JSON. */
  readonly xml?: (status: number) => string
  /** One instance of it for one service. */
  readonly connect: (target: Target) => Effect.Effect<Calls, unknown, Scope.Scope>
}
