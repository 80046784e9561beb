import { table } from "./table.ts"

/** What was measured: a figure, what it is held against, and what it was made of, for scale only. */
export interface Claim {
  readonly what: string
  readonly result: string
  readonly target: string
  readonly isKept: boolean
  readonly scale: string
}

/** The claims as a table. */
export const tableOf = (claims: ReadonlyArray<Claim>): string =>
  table([
    ["What", "Result", "Target", "Kept", "For scale only"],
    ["---", "---", "---", "---", "---"],
    ...claims.map(({ isKept, result, scale, target, what }) => [what, result, target, isKept ? "yes" : "no", scale])
  ])
