/**
 * Makes 1,000,000 calls, or as many as its argument says, and compares the heap after them with the heap after the first
 * 50,000. Exits with 1 when it has grown by more than a tenth.
 */
import { join } from "node:path"
import { fixedAnswer } from "../support/fixedAnswer.ts"
import { startPlainServer } from "../support/plainServer.ts"
import { measuredBy } from "../support/programs.ts"

const allowed = 0.1

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`

const calls = Number(process.argv[2] ?? 1_000_000)

const server = await startPlainServer(fixedAnswer)
try {
  const program = join(import.meta.dirname, "callsProgram.ts")
  const measured = measuredBy(program, [server.url, `${calls}`], ["--expose-gc"])
  // The program prints these two.
  const { after, before } = measured as { readonly before: number; readonly after: number }
  const growth = after / before - 1
  process.stdout.write(
    `${calls} calls: heap of ${megabytes(before)} after 50000, ${megabytes(after)} at the end (${(growth * 100).toFixed(1)} %)\n`
  )
  if (growth > allowed) process.exitCode = 1
} finally {
  await server.stop()
}
