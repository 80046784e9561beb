/** What came of a scenario with one client, as the service and the callers saw it. Times are in milliseconds. */
export interface Observation {
  /** How many requests reached the service. */
  readonly requests: number
  /** How long after the first answers each later request came. */
  readonly gaps: ReadonlyArray<number>
  /** The distinct idempotency keys of the requests; `undefined` among them for one without. */
  readonly keys: ReadonlyArray<string | undefined>
  /** How long the calls took in all; `undefined` when they had not ended well after their limit. */
  readonly ended: number | undefined
}
