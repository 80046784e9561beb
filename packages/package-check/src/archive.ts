import { globSync, mkdirSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { run } from "./run.ts"

/** The part of a published `package.json` that is looked at. */
export interface Manifest {
  readonly name: string
  readonly bin?: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, unknown>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly bundledDependencies?: unknown
  readonly bundleDependencies?: unknown
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** A package as npm would get it, and the same unpacked. */
export interface Archive {
  readonly tarball: string
  readonly folder: string
  readonly manifest: Manifest
  /** Every file, from the folder on. */
  readonly files: ReadonlyArray<string>
}

/** Packs a package into the given folder. */
export const pack = (packageFolder: string, into: string): Archive => {
  const { filename } = JSON.parse(run(packageFolder, "pnpm", "pack", "--json", "--pack-destination", into)) as {
    readonly filename: string
  }
  const unpacked = join(into, basename(packageFolder))
  mkdirSync(unpacked)
  run(into, "tar", "--extract", "--file", filename, "--directory", unpacked)
  const folder = join(unpacked, "package")
  return {
    tarball: filename,
    folder,
    manifest: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest,
    files: globSync("**", { cwd: folder, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .toSorted()
  }
}

/** What a program may import from a package, after its name: `""` for the index. */
export const publicPaths = ({ files, manifest }: Archive): ReadonlyArray<string> =>
  files
    .flatMap((file) => /^dist\/([^/]+)\.js$/.exec(file)?.[1] ?? [])
    .filter((name) => manifest.exports[`./${name}`] !== null)
    .map((name) => (name === "index" ? "" : `/${name}`))
