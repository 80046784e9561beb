/** The packages as npm would install them: built JavaScript, found through the exports that are published. */
import { execFileSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { root } from "./folders.ts"

interface Manifest {
  readonly exports: unknown
  readonly files: ReadonlyArray<string>
  readonly publishConfig: { readonly exports: unknown }
}

const scope = "@genesys-presence"

const install = (name: string, modules: string): void => {
  const from = join(root, "packages", name)
  const to = join(modules, scope, name)
  // The manifests of this repository have these fields.
  const manifest = JSON.parse(readFileSync(join(from, "package.json"), "utf8")) as Manifest
  mkdirSync(to, { recursive: true })
  writeFileSync(
    join(to, "package.json"),
    JSON.stringify({ ...manifest, exports: manifest.publishConfig.exports }, undefined, 2)
  )
  for (const entry of manifest.files) {
    // The sources are published for readers: nothing runs them.
    if (entry !== "src" && !entry.startsWith("!")) cpSync(join(from, entry), join(to, entry), { recursive: true })
  }
}

const link = (name: string, modules: string): void => {
  mkdirSync(join(modules, name, ".."), { recursive: true })
  symlinkSync(realpathSync(join(root, "packages/sandbox/node_modules", name)), join(modules, name))
}

/** Builds the packages and installs them into a new folder, whose path it returns. */
export const makeInstallation = (): string => {
  const compiler = join(root, "node_modules/.bin/tsc")
  const projects = ["client", "sandbox"].map((name) => join(root, "packages", name, "tsconfig.src.json"))
  execFileSync(compiler, ["--build", ...projects], { stdio: "inherit" })
  const folder = mkdtempSync(join(tmpdir(), "bench-"))
  const modules = join(folder, "node_modules")
  for (const name of ["models", "client", "sandbox"]) install(name, modules)
  for (const name of ["effect", "@effect/platform-node"]) link(name, modules)
  return folder
}

/** The program of an installed sandbox. */
export const programIn = (folder: string): string => join(folder, "node_modules", scope, "sandbox/dist/bin.js")
