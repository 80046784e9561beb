/** How many retries may be made beyond those that successes pay for. */
export interface RetryBudget {
  /** Takes what one retry costs; `false` when there is not enough. */
  readonly take: () => boolean
  /** Gives back what a retry took that was not made. */
  readonly giveBack: () => void
  /** Adds what one success is worth. */
  readonly deposit: () => void
}

/** A bucket that starts full. */
export const make = (capacity: number, perSuccess: number): RetryBudget => {
  let tokens = capacity
  const add = (amount: number) => {
    tokens = Math.min(capacity, tokens + amount)
  }
  return {
    take: () => {
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
    giveBack: () => add(1),
    deposit: () => add(perSuccess)
  }
}
