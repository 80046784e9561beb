import type { PresenceError } from "@genesys-presence/client"
import type { Effect, Scope } from "effect"

/** What a client talks to: a server that breaks its connections, or none. */
export interface Broken {
  readonly url: string
  /** How many requests came in whole: what a service would have executed. */
  readonly received: () => number
  /** How many bytes of requests came in. */
  readonly bytes: () => number
  /** The proxy that has to be used to get there. */
  readonly proxy?: string
  /** Waits, after a first request was answered, until the connection is as it has to be. */
  readonly settled?: Effect.Effect<void>
}

/** Why it cannot be told that nothing of a request arrived. */
export interface Unclear {
  /** Whether even a transport that knows when a request begins cannot tell, or only an `HttpClient`. */
  readonly to: "all" | "an HttpClient"
  readonly since: string
}

/** One way in which a connection fails. */
export interface Way {
  readonly what: string
  readonly open: Effect.Effect<Broken, never, Scope.Scope>
  /** What has to be said of a write over any transport, where it is not a matter of chance. */
  readonly said?: Partial<Pick<PresenceError.PresenceTransportError, "reason" | "sent">>
  readonly unclear?: Unclear
  /** The first request is answered well: a client makes a call before. */
  readonly isKeptAlive?: true
  /** Only a time limit of the client ends it. */
  readonly isSilent?: true
  /** Needs a process of its own, in these surroundings. */
  readonly within?: Surroundings
}

/** What the kernel keeps from a process, so that nothing else on the machine is disturbed. */
export type Surroundings = "few file descriptors" | "a network of its own"

/** Ways that fail in the same phase of an exchange. */
export interface Group {
  readonly title: string
  readonly ways: ReadonlyArray<Way>
}

/** A write whose answer is lost may have been executed. */
export const lost = { sent: "unknown" } as const
