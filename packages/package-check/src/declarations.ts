/** What the compiler makes of the types of the packages in somebody else's declarations, and what they cost. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./places.ts"
import { run } from "./run.ts"

/** How many instantiations of types the first program of the README may cost. */
const maxInstantiations = 20_000

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** The lines of declarations that name what cannot be imported, or whose types are lost. */
export const lostTypes = (declarations: string): ReadonlyArray<string> =>
  declarations.split("\n").filter((line) => /\bany\b|\binternal\/|\/(src|dist)\//.test(line))

/** The names, those of types included, that a module of declarations exports. */
export const exportedNames = (declarations: string): ReadonlyArray<string> =>
  Array.from(declarations.matchAll(/^export (?:\* as (\w+)|\{([^}]*)\}) from/gm), ([, namespace, members = ""]) =>
    namespace === undefined
      ? members.split(",").flatMap((member) => /\w+(?=\s*$)/.exec(member)?.[0] ?? [])
      : [namespace]
  ).flat()

/** A module that compiles when no name is a type or a value of the platform, as `Location` would be. */
const withoutGlobals = (names: ReadonlyArray<string>): string =>
  names
    .map((name) => {
      const absent = `// @ts-expect-error ${name} is nothing of the platform`
      return `${absent}\nexport type ${name}OfPlatform = ${name}\n${absent}\nvoid ${name}\n`
    })
    .join("")

/** The first program of the README. */
const readmeProgram = (): string =>
  /```ts\n(.*?)```/s.exec(readFileSync(join(root, "README.md"), "utf8"))?.[1] ?? "The README has no program"

/**
 * Compiles a library whose types are inferred from the client, an application on the declarations of that library, a module
 * that looks for the names of the client among those of the platform, and the README's program, in a project that has the
 * packages: how many instantiations the last one cost.
 */
export const compileOthers = (
  folder: string,
  compiler: string,
  compilerOptions: Readonly<Record<string, unknown>>
): number => {
  const compile = (
    name: string,
    options: Readonly<Record<string, unknown>>,
    ...flags: ReadonlyArray<string>
  ): string => {
    const project = join(folder, `tsconfig.${name}.json`)
    writeFileSync(project, json({ compilerOptions: { ...compilerOptions, ...options }, include: [name] }))
    return run(folder, process.execPath, compiler, "--project", project, ...flags)
  }
  const library = join(folder, "node_modules/@some/library")
  mkdirSync(library, { recursive: true })
  writeFileSync(join(library, "package.json"), json({ name: "@some/library", type: "module", exports: "./index.js" }))
  compile("library", { noEmit: false, declaration: true, rootDir: "library", outDir: library })
  const lost = lostTypes(readFileSync(join(library, "index.d.ts"), "utf8"))
  if (lost.length > 0) throw new Error(`The declarations of a library on the client lose types:\n${lost.join("\n")}`)
  compile("application", {})

  const names = exportedNames(
    readFileSync(join(folder, "node_modules/@genesys-presence/client/dist/index.d.ts"), "utf8")
  )
  mkdirSync(join(folder, "globals"), { recursive: true })
  writeFileSync(join(folder, "globals/index.ts"), withoutGlobals(names))
  compile("globals", {})

  mkdirSync(join(folder, "readme"), { recursive: true })
  writeFileSync(join(folder, "readme/index.ts"), readmeProgram())
  const diagnostics = compile("readme", { skipLibCheck: true }, "--extendedDiagnostics")
  const instantiations = Number(/Instantiations:\s+(\d+)/.exec(diagnostics)?.[1])
  if (!(instantiations <= maxInstantiations)) {
    throw new Error(`The README's program costs ${instantiations} instantiations, more than ${maxInstantiations}`)
  }
  return instantiations
}
