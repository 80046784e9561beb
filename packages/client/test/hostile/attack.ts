import type { Effect } from "effect"

/** What is told about an attack, for the page of all. */
export interface Attack {
  readonly name: string
  /** The public reports or rules that it comes from, separated by commas: `CVE-2025-27152`, `RFC 9112 7.1`, `CWE-209`, `owner/name#1`. */
  readonly source: string
  /** What the client does about it. */
  readonly shown: string
}

/** An attack with what carries it out, and fails when it succeeds. */
export interface Attempt<E = never, R = never> extends Attack {
  readonly run: Effect.Effect<void, E, R>
}
