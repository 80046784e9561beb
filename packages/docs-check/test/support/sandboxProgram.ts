import { Effect } from "effect"
import { execFile, spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { promisify } from "node:util"
import { root } from "../../src/repository.ts"

const program = join(root, "packages/sandbox/src/bin.ts")

/** A port that may be taken here: the program takes a free one, and what it prints is read as if it had the other. */
const pagePort = "8080"

const flagsOf = (line: string): ReadonlyArray<string> =>
  line
    .replace(/^npx \S+ ?/, "")
    .replace(`--port ${pagePort}`, "--port 0")
    .split(" ")

const asOnPage = (output: string): string => output.replaceAll(/(?<=127\.0\.0\.1:)\d+/g, pagePort)

/** A project whose tests tell what they find: where the service is, how many users it has, and its limit. */
const projectTest = `
const { env } = process
console.log(Object.keys(env).filter((name) => name.startsWith("GENESYS_CLOUD_")).toSorted().join(" "))
const { users } = await (await fetch(env.GENESYS_CLOUD_API_URL + "/control/state")).json()
const { rateLimit } = await (await fetch(env.GENESYS_CLOUD_API_URL + "/control/limits")).json()
console.log(users.length + " users, at most " + rateLimit + " requests a minute")
`

const Project = Effect.acquireRelease(
  Effect.sync(() => {
    const folder = mkdtempSync(join(tmpdir(), "project-"))
    writeFileSync(join(folder, "package.json"), JSON.stringify({ scripts: { test: "node test.mjs" } }))
    writeFileSync(join(folder, "test.mjs"), projectTest)
    return folder
  }),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true }))
)

/** Runs a line that ends by itself, in a project with tests. Rejects unless it ends with 0. */
const toItsEnd = Effect.fnUntraced(function* (flags: ReadonlyArray<string>) {
  const cwd = yield* Project
  // What npm itself says depends on its version.
  const env = { ...process.env, npm_config_loglevel: "silent" }
  const { stderr, stdout } = yield* Effect.promise((signal) =>
    promisify(execFile)(process.execPath, [program, ...flags], { cwd, env, signal })
  )
  return `${stdout}${stderr}`
}, Effect.scoped)

const usersAt = async (baseUrl: string): Promise<number> => {
  const response = await fetch(`${baseUrl}/control/state`)
  // What a sandbox exports has its users.
  const { users } = (await response.json()) as { readonly users: ReadonlyArray<unknown> }
  return users.length
}

/** Starts a line that goes on until it is stopped: what it prints, and how many users there are then. */
const untilStopped = Effect.fnUntraced(function* (flags: ReadonlyArray<string>) {
  const child = yield* Effect.acquireRelease(
    Effect.sync(() => spawn(process.execPath, [program, ...flags], { stdio: ["ignore", "pipe", "inherit"] })),
    (started) => Effect.sync(() => started.kill())
  )
  const lines: Array<string> = []
  yield* Effect.promise(async () => {
    for await (const line of createInterface(child.stdout)) {
      lines.push(line)
      // The last thing that one needs, and the last that comes.
      if (line.includes("GENESYS_CLOUD_CLIENT_SECRET")) break
    }
  })
  const printed = lines.join("\n")
  const count = yield* Effect.promise(() => usersAt(/http:\S+:\d+/.exec(printed)?.[0] ?? ""))
  return `${printed}\n(${count} users)\n`
}, Effect.scoped)

/** Carries out a line that runs the sandbox: what it printed, with the port of the page. */
export const outputOf = (line: string): Effect.Effect<string> => {
  const flags = flagsOf(line)
  return Effect.map(flags.includes("--exec") ? toItsEnd(flags) : untilStopped(flags), asOnPage)
}
