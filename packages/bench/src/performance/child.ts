/** Programs of their own that measure something in a fresh process and print it as JSON. */
import { execFileSync } from "node:child_process"
import { ownFile } from "../places.ts"

/** Runs a program of this folder; what it prints is known to the caller, for whom it is written. */
export const measuredBy = (program: string, args: ReadonlyArray<string>, flags: ReadonlyArray<string> = []): unknown =>
  JSON.parse(
    execFileSync(process.execPath, [...flags, ownFile(`performance/${program}`), ...args], { encoding: "utf8" })
  )
