/** Runs programs of Node, and reads what they print. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"

/** How long, in milliseconds, until a program has done its work and ended. */
export const runTime = async (args: ReadonlyArray<string>): Promise<number> => {
  const start = performance.now()
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] })
  await once(child, "exit")
  return performance.now() - start
}

/** A server that runs as a program of Node. */
export interface Running {
  /** Its URL, which is in the first line that it prints. */
  readonly url: string
  readonly pid: number | undefined
  /** When it was started, by `performance.now()`. */
  readonly startedAt: number
  /** How long it took until the first line, in milliseconds. */
  readonly readyAfter: number
  readonly stop: () => Promise<void>
}

const stop = async (child: ChildProcess): Promise<void> => {
  const ended = once(child, "exit")
  child.kill("SIGTERM")
  await ended
}

/** Starts a server and waits for its first line. */
export const run = async (args: ReadonlyArray<string>): Promise<Running> => {
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] })
  for await (const line of createInterface(child.stdout)) {
    const readyAfter = performance.now() - startedAt
    const [url] = /http:\/\/[\d.:]+\d/.exec(line) ?? []
    if (url === undefined) throw new Error(`${args.join(" ")} printed no URL but ${line}`)
    child.stdout.resume()
    return { url, pid: child.pid, readyAfter, startedAt, stop: () => stop(child) }
  }
  throw new Error(`${args.join(" ")} ended without a line`)
}

/**
 * Runs a program of Node that measures something in a fresh process, with flags for Node itself. It prints JSON, whose type
 * the caller knows, for whom the program is written.
 */
export const measuredBy = (program: string, args: ReadonlyArray<string>, flags: ReadonlyArray<string> = []): unknown =>
  JSON.parse(
    execFileSync(process.execPath, [...flags, program, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"]
    })
  )
