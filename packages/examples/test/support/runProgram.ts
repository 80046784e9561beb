import { Effect } from "effect"
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"

/** How a program ended, and all that it printed. */
export interface Ended {
  readonly code: number
  readonly output: string
}

/** The environment of the tests without an organisation that a developer may have in theirs. */
const ownEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("GENESYS_CLOUD_"))
)

/** Runs an example to its end, with the given additions to the environment. */
export const runProgram = (
  file: string,
  env: Readonly<Record<string, string>>,
  ...flags: ReadonlyArray<string>
): Effect.Effect<Ended> =>
  Effect.callback<Ended>((resume) => {
    const child = execFile(
      process.execPath,
      [fileURLToPath(new URL(`../../src/${file}`, import.meta.url)), ...flags],
      { env: { ...ownEnvironment, ...env } },
      (error, stdout, stderr) =>
        resume(Effect.succeed({ code: error === null ? 0 : Number(error.code), output: `${stdout}${stderr}` }))
    )
    return Effect.sync(() => child.kill())
  })
