import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Archive, publicPaths } from "./archive.ts"
import { compileOthers } from "./declarations.ts"
import { root } from "./places.ts"
import { run } from "./run.ts"

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const installedVersion = (dependency: string): string => {
  const manifest = join(root, "packages/package-check/node_modules", dependency, "package.json")
  return (JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string }).version
}

/** Those of the projects that use the packages. */
export const compilerOptions = {
  target: "ES2022",
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  noEmit: true,
  // The declarations themselves are checked too.
  skipLibCheck: false
}

/** How a project may find modules. */
export const resolutions = {
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" }
}

/** The compilers that projects use, as aliases of what npm calls `typescript`. */
export const compilers = { typescript5: "npm:typescript@~5.9.0", typescript7: "npm:typescript@^7.0.0" }

/** The runtimes that projects use. They are programs for this machine; the package `node` fetches them by a script. */
const binary = `npm:node-${process.platform}-${process.arch}`
const runtimes = { node22: `${binary}@^22.19.0`, node24: `${binary}@^24.0.0`, node26: `${binary}@^26.0.0` }

/** A module that imports all that may be imported, and makes sure that nothing else may. */
const everyImport = (archives: ReadonlyArray<Archive>): string => {
  const modules = archives.flatMap((archive) => publicPaths(archive).map((path) => archive.manifest.name + path))
  const internals = archives.flatMap(({ files, manifest }) =>
    files.flatMap((file) => {
      const module = /^dist\/(internal\/.+)\.js$/.exec(file)?.[1]
      return module === undefined ? [] : [`${manifest.name}/${module}`]
    })
  )
  return [
    ...modules.map((module, index) => `import * as module${index} from ${JSON.stringify(module)}`),
    `const modules = [${modules.map((_, index) => `module${index}`).join(", ")}]`,
    `for (const internal of ${JSON.stringify(internals)}) {`,
    "  const problem = await import(internal).then(() => ({ code: undefined }), (error) => error)",
    '  if (problem.code !== "ERR_PACKAGE_PATH_NOT_EXPORTED") throw new Error(`${internal} can be imported`)',
    "}",
    `if (modules.length !== ${modules.length}) throw new Error("an import is missing")`,
    ""
  ].join("\n")
}

const install = (folder: string, dependencies: Readonly<Record<string, string>>): void => {
  mkdirSync(folder)
  writeFileSync(join(folder, "package.json"), json({ private: true, type: "module", dependencies }))
  run(folder, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
}

const tarballs = (archives: ReadonlyArray<Archive>): Readonly<Record<string, string>> =>
  Object.fromEntries(archives.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]))

/**
 * Uses the packages as somebody would who has them from npm: installs, type-checks and runs a program, with every compiler,
 * way of finding modules and runtime that is promised. What was used.
 */
export const consume = (archives: ReadonlyArray<Archive>, folder: string): ReadonlyArray<string> => {
  install(folder, {
    ...tarballs(archives),
    ...compilers,
    ...runtimes,
    "@effect/platform-node": installedVersion("@effect/platform-node"),
    "@types/node": "^24.0.0",
    effect: installedVersion("effect")
  })
  cpSync(join(root, "packages/package-check/consumer"), folder, { recursive: true })
  writeFileSync(join(folder, "everyImport.ts"), everyImport(archives))
  const program = (name: string, file: string): string => join(folder, "node_modules", name, "bin", file)

  const used: Array<string> = []
  for (const [resolution, options] of Object.entries(resolutions)) {
    const project = `tsconfig.${resolution}.json`
    writeFileSync(
      join(folder, project),
      json({ compilerOptions: { ...compilerOptions, ...options }, include: ["everyImport.ts", "program.ts"] })
    )
    for (const compiler of Object.keys(compilers)) {
      run(folder, process.execPath, program(compiler, "tsc"), "--project", project)
      used.push(`${compiler} with ${resolution}`)
    }
  }
  for (const compiler of Object.keys(compilers)) {
    const options = { ...compilerOptions, ...resolutions.nodenext }
    const instantiations = compileOthers(folder, program(compiler, "tsc"), options)
    used.push(`${compiler} for a library and its application (the README's program: ${instantiations} instantiations)`)
  }
  for (const runtime of Object.keys(runtimes)) {
    const node = program(runtime, "node")
    run(folder, node, "everyImport.ts")
    run(folder, node, "program.ts")
    for (const { manifest } of archives) {
      for (const file of Object.values(manifest.bin ?? {})) {
        run(folder, node, join(folder, "node_modules", manifest.name, file), "--version")
      }
    }
    used.push(run(folder, node, "--version").trim())
  }
  return used
}

/** Uses the client without what is optional: all of it but the module that needs it. */
export const consumeWithoutOptional = (archives: ReadonlyArray<Archive>, folder: string): void => {
  const needed = archives.filter(
    ({ manifest }) =>
      manifest.peerDependencies?.["@effect/platform-node"] === undefined ||
      manifest.peerDependenciesMeta?.["@effect/platform-node"]?.optional === true
  )
  install(folder, { ...tarballs(needed), effect: installedVersion("effect") })
  writeFileSync(
    join(folder, "program.mjs"),
    [
      'await import("@genesys-presence/client")',
      'const problem = await import("@genesys-presence/client/UndiciHttpExchange").catch((error) => error)',
      'if (problem.code !== "ERR_MODULE_NOT_FOUND" || !problem.message.includes("@effect/platform-node")) throw problem',
      ""
    ].join("\n")
  )
  run(folder, process.execPath, "program.mjs")
}
