import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Archive, publicPaths } from "./archive.ts"
import { root, workspaceProgram } from "./places.ts"
import { run } from "./run.ts"

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const installedVersion = (dependency: string): string => {
  const manifest = join(root, "packages/package-check/node_modules", dependency, "package.json")
  return (JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string }).version
}

const compilerOptions = {
  target: "ES2022",
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  module: "NodeNext",
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  noEmit: true,
  // The declarations themselves are checked too.
  skipLibCheck: false
}

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

/** Uses the packages as somebody would who has them from npm: installs, type-checks and runs a program. */
export const consume = (archives: ReadonlyArray<Archive>, folder: string): void => {
  mkdirSync(folder)
  cpSync(join(root, "packages/package-check/consumer"), folder, { recursive: true })
  writeFileSync(join(folder, "everyImport.ts"), everyImport(archives))
  writeFileSync(join(folder, "tsconfig.json"), json({ compilerOptions, include: ["*.ts"] }))
  writeFileSync(
    join(folder, "package.json"),
    json({
      private: true,
      type: "module",
      dependencies: {
        ...Object.fromEntries(archives.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`])),
        "@effect/platform-node": installedVersion("@effect/platform-node"),
        "@types/node": "^24.0.0",
        effect: installedVersion("effect")
      }
    })
  )
  run(folder, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
  run(folder, workspaceProgram("tsc"), "--project", "tsconfig.json")
  run(folder, process.execPath, "everyImport.ts")
  run(folder, process.execPath, "program.ts")
  for (const { manifest } of archives) {
    for (const program of Object.keys(manifest.bin ?? {})) {
      run(folder, join(folder, "node_modules/.bin", program), "--version")
    }
  }
}
