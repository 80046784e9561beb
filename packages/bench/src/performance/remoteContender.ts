/** A contender that runs in a process of its own. */
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import type { Rate } from "./rate.ts"

/** What such a process can be told. */
export type Order =
  | { readonly do: "once" }
  | { readonly do: "rate"; readonly concurrency: number; readonly milliseconds: number }
  | { readonly do: "latency"; readonly concurrency: number; readonly calls: number }

/** How long single calls took, in microseconds: the one in the middle, and one of the slowest. */
export interface Latency {
  readonly p50: number
  readonly p99: number
}

export interface RemoteContender {
  readonly name: string
  readonly once: () => Promise<unknown>
  readonly rate: (concurrency: number, milliseconds: number) => Promise<Rate>
  readonly latency: (concurrency: number, calls: number) => Promise<Latency>
  readonly stop: () => void
}

const tell = async (child: ChildProcess, order: Order): Promise<unknown> => {
  const answered = once(child, "message")
  child.send(order)
  const [answer] = await answered
  return answer
}

export const startContender = (name: string, baseUrl: string): RemoteContender => {
  const child = fork(join(import.meta.dirname, "contenderProgram.ts"), [name, baseUrl])
  // What the program answers is known here, for whom it is written.
  return {
    name,
    once: () => tell(child, { do: "once" }),
    rate: (concurrency, milliseconds) => tell(child, { do: "rate", concurrency, milliseconds }) as Promise<Rate>,
    latency: (concurrency, calls) => tell(child, { do: "latency", concurrency, calls }) as Promise<Latency>,
    stop: () => void child.kill()
  }
}
