import { readFileSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import type { Archive } from "./archive.ts"
import { root } from "./places.ts"

const required = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "package.json",
  "dist/index.js",
  "dist/index.d.ts",
  "src/index.ts"
]

/** Tests, and what only builds and editors need. */
const unwanted = /(^|\/)(test|node_modules)\/|\.test\.|tsbuildinfo|tsconfig|vitest\.config|(^|\/)\.(env|npmrc)/

const workspaceRanges = /"(workspace|catalog|link|file):/

const exportTargets = (value: unknown): ReadonlyArray<string> =>
  typeof value === "string" ? [value] : value === null ? [] : Object.values(value as object).flatMap(exportTargets)

/** Where a map, or a file that names one, points at nothing in the package: editors would open an empty file. */
const lostSources = (files: ReadonlySet<string>, file: string, text: string): ReadonlyArray<string> => {
  const named = file.endsWith(".map")
    ? (JSON.parse(text) as { readonly sources?: ReadonlyArray<string> }).sources
    : Array.from(text.matchAll(/^\/\/# sourceMappingURL=(?!data:)(\S+)$/gm), ([, map = ""]) => map)
  return (named ?? [])
    .map((source) => join(dirname(file), source))
    .filter((source) => !files.has(source))
    .map((source) => `points from ${file} at ${source}, which it lacks`)
}

const deprecations = (text: string): number => text.match(/@deprecated/g)?.length ?? 0

/** The lines of public declarations with types that cannot be imported: those of internal modules, and those not exported. */
const unreachableTypes = (declarations: string): ReadonlyArray<string> =>
  declarations.split("\n").filter((line) => /["/]internal\//.test(line) || /^(declare )?(type|interface) /.test(line))

/** What is wrong with the files of a package. */
export const contentComplaints = ({ files, folder, manifest }: Archive): ReadonlyArray<string> => {
  const present = new Set(files)
  const read = (file: string): string => readFileSync(join(folder, file), "utf8")
  const isExecutable = (file: string): boolean => (statSync(join(folder, file)).mode & 0o111) === 0o111
  const complaints = [
    ...required.filter((file) => !present.has(file)).map((file) => `has no ${file}`),
    ...files.filter((file) => unwanted.test(file)).map((file) => `carries ${file}`),
    // Data is published as it is; everything else must have been built.
    ...exportTargets(manifest.exports)
      .filter((target) => !target.startsWith("./dist/") && !target.endsWith(".json"))
      .map((target) => `exports ${target}, which is not built`),
    ...exportTargets(manifest.exports)
      .filter((target) => !target.includes("*") && !present.has(target.slice("./".length)))
      .map((target) => `exports ${target}, which it lacks`),
    // What npm would run on the machines of those who install it.
    ...Object.keys(manifest.scripts ?? {})
      .filter((script) => /^(pre|post)?(install|prepare|publish)/.test(script))
      .map((script) => `runs a script at ${script}`),
    ...Object.keys(manifest.dependencies ?? {})
      .filter((name) => !name.startsWith("@genesys-presence/"))
      .map((name) => `depends on ${name}, which is no peer`),
    // Each would be installed with it, or comes along unseen.
    ...Object.keys(manifest.optionalDependencies ?? {}).map((name) => `installs ${name} where it can`),
    ...(manifest.bundledDependencies === undefined && manifest.bundleDependencies === undefined
      ? []
      : ["bundles other packages"]),
    // npm builds what it describes, without any script.
    ...(present.has("binding.gyp") ? ["has something to compile"] : []),
    ...files
      .filter((file) => /^dist\/.*(\.map|\.js|\.d\.ts)$/.test(file))
      .flatMap((file) => lostSources(present, file, read(file))),
    ...Object.keys(manifest.peerDependencies ?? {})
      .filter((name) => name !== "effect" && !name.startsWith("@effect/"))
      .map((name) => `wants ${name} beside it, which is not Effect's`),
    ...(manifest.exports["./internal/*"] === null ? [] : ["exports its internals"]),
    ...(workspaceRanges.test(read("package.json")) ? ["depends on what only the workspace has"] : []),
    ...(present.has("LICENSE") && read("LICENSE") !== readFileSync(join(root, "LICENSE"), "utf8")
      ? ["has another licence than the repository"]
      : []),
    ...Object.values(manifest.bin ?? {})
      .map((file) => file.replace(/^\.\//, ""))
      .filter((file) => !(present.has(file) && isExecutable(file) && read(file).startsWith("#!/usr/bin/env node\n")))
      .map((file) => `has no program at ${file}`),
    // Programs that write declarations of their own would have to name what they cannot import.
    ...files
      .filter((file) => /^dist\/[^/]+\.d\.ts$/.test(file))
      .flatMap((file) =>
        unreachableTypes(read(file)).map((line) => `shows a type that is not public in ${file}: ${line}`)
      ),
    // Editors strike out what is deprecated only where the declarations still say so.
    ...files
      .filter((file) => /^dist\/[^/]+\.d\.ts$/.test(file))
      .filter((file) => {
        const source = file.replace(/^dist\/(.*)\.d\.ts$/, "src/$1.ts")
        return present.has(source) && deprecations(read(source)) !== deprecations(read(file))
      })
      .map((file) => `has lost deprecations in ${file}`)
  ]
  return complaints.map((complaint) => `${manifest.name} ${complaint}`)
}
