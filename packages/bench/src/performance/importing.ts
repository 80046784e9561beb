/** How long the first import of the client takes in a fresh process, beside Effect's modules alone and the official SDK. */
import { execFileSync } from "node:child_process"
import { readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Claim } from "../support/claim.ts"
import { benchFolder } from "../support/folders.ts"
import { median, milliseconds, times } from "../support/statistics.ts"
import type { Section } from "./section.ts"

const rounds = 9
const allowedAbove = 30

/** The modules of Effect that the installed packages import. */
const modulesOfEffect = (folder: string): ReadonlyArray<string> => {
  const found = new Set<string>()
  for (const name of ["models", "client"]) {
    const dist = join(folder, "node_modules/@genesys-presence", name, "dist")
    for (const file of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".js") || file === "UndiciHttpExchange.js" || file.endsWith("bufferedUndici.js")) continue
      for (const [, module] of readFileSync(join(dist, file), "utf8").matchAll(/from "(effect\/[^"]+)"/g)) {
        if (module !== undefined) found.add(module)
      }
    }
  }
  return Array.from(found).toSorted()
}

/** Milliseconds of one import, in a process of its own. */
const importTime = (file: string): number =>
  Number(
    execFileSync(process.execPath, [
      "--input-type=module",
      "--eval",
      `const start = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - start)`
    ])
  )

const below = (what: string, result: number, base: number, allowed: number): Claim => ({
  what,
  result: times(result / base),
  target: `at most ${milliseconds(allowed)}`,
  isKept: result <= allowed,
  scale: `${milliseconds(result)} against ${milliseconds(base)}`
})

/** Measures the installation in a folder. */
export const importing = (folder: string): Section => {
  const effect = join(folder, "effect.mjs")
  const client = join(folder, "client.mjs")
  const sdk = join(folder, "sdk.mjs")
  writeFileSync(
    effect,
    modulesOfEffect(folder)
      .map((module) => `import ${JSON.stringify(module)}`)
      .join("\n")
  )
  writeFileSync(client, `import "@genesys-presence/client"`)
  const theirs = realpathSync(join(benchFolder, "node_modules/purecloud-platform-client-v2"))
  writeFileSync(
    sdk,
    `import { createRequire } from "node:module"\ncreateRequire(import.meta.url)(${JSON.stringify(theirs)})`
  )

  const taken = [effect, client, sdk].map((): Array<number> => [])
  // The first round brings the files into memory.
  for (let round = 0; round <= rounds; round++) {
    for (const [index, file] of [effect, client, sdk].entries()) {
      const time = importTime(file)
      if (round > 0) taken[index]?.push(time)
    }
  }
  const [ofEffect = Number.NaN, ofClient = Number.NaN, ofSdk = Number.NaN] = taken.map(median)
  return {
    lines: [],
    claims: [
      below(
        "Import in a fresh process, to the modules of Effect that it uses",
        ofClient,
        ofEffect,
        ofEffect + allowedAbove
      ),
      below("the same, to the official SDK", ofClient, ofSdk, ofSdk)
    ]
  }
}
