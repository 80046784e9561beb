/** How fast a contender is for a while. */
import type { Contender } from "./contender.ts"

export interface Rate {
  /** Calls in a second. */
  readonly perSecond: number
  /** Processor time that a call took in the process of the client, in microseconds. */
  readonly microsPerCall: number
}

export const rateOf = async ({ drive }: Contender, concurrency: number, milliseconds: number): Promise<Rate> => {
  const start = performance.now()
  const used = process.cpuUsage()
  const calls = await drive(concurrency, () => performance.now() - start >= milliseconds)
  const { system, user } = process.cpuUsage(used)
  return { perSecond: (calls * 1000) / (performance.now() - start), microsPerCall: (user + system) / calls }
}
