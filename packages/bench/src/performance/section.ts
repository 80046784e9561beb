/** A part of the page of performance. */
import type { Claim } from "../support/claim.ts"

export interface Section {
  /** Its heading and what stands below it. */
  readonly lines: ReadonlyArray<string>
  /** What it shows to be kept or not. */
  readonly claims: ReadonlyArray<Claim>
}
