/** Runs programs, mostly of Node, and listens to what they print. */
import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"

/** How long, in milliseconds, until a program has done its work and ended. */
export const runTime = async (args: ReadonlyArray<string>): Promise<number> => {
  const start = performance.now()
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] })
  await once(child, "exit")
  return performance.now() - start
}

/** A program that runs, the line that said that it does, and how long that took in milliseconds. */
export interface Running {
  readonly firstLine: string
  readonly readyAfter: number
  readonly startedAt: number
  readonly stop: () => Promise<void>
}

const stop = async (child: ChildProcess): Promise<void> => {
  const ended = once(child, "exit")
  child.kill("SIGTERM")
  await ended
}

interface RunOptions {
  /** Node by default. */
  readonly command?: string
  /** Which line says that it runs; the first by default. */
  readonly ready?: RegExp
}

/** Starts a program and waits for its first line, or for the one that says that it is ready. */
export const run = async (
  args: ReadonlyArray<string>,
  { command = process.execPath, ready = /^/ }: RunOptions = {}
): Promise<Running> => {
  const startedAt = performance.now()
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] })
  for await (const firstLine of createInterface(child.stdout)) {
    if (!ready.test(firstLine)) continue
    const readyAfter = performance.now() - startedAt
    child.stdout.resume()
    return { firstLine, readyAfter, startedAt, stop: () => stop(child) }
  }
  throw new Error(`${args.join(" ")} ended without a line`)
}
