/** The public surface of each package as a file, so that a change of it is seen in review. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { type Archive, publicPaths } from "./archive.ts"
import { root } from "./places.ts"

const folderOfReports = join(root, "packages/package-check/api")

/** Declarations without what is said about them, and without what only tools read. */
const bare = (declarations: string): string =>
  declarations
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/^\/\/#.*$/gm, "")
    .replaceAll(/\n\s*\n/g, "\n")
    .trim()

/** The files of declarations that one imports, from `dist` on and without their ending. */
const importsOf = (file: string, declarations: string): ReadonlyArray<string> =>
  Array.from(declarations.matchAll(/(?:from |import\()"(\.[^"]+?)\.[jt]s"/g), ([, path = ""]) =>
    join(dirname(file), path)
  )

/** Sorts the index first, and what is internal last. */
const place = (file: string): string =>
  file === "index" ? "0" : file.startsWith("internal/") ? `2${file}` : `1${file}`

/** The public files first, then the internal ones whose types they show: a change of those is seen by programs too. */
const shown = (archive: Archive): ReadonlyArray<readonly [name: string, declarations: string]> => {
  const read = (file: string): string => bare(readFileSync(join(archive.folder, "dist", `${file}.d.ts`), "utf8"))
  const found = new Map<string, string>()
  const visit = (file: string): void => {
    if (found.has(file)) return
    const declarations = read(file)
    found.set(file, declarations)
    importsOf(file, declarations).forEach(visit)
  }
  for (const path of publicPaths(archive)) visit(path === "" ? "index" : path.slice(1))
  return Array.from(found)
    .toSorted(([one], [other]) => (place(one) < place(other) ? -1 : 1))
    .map(([file, declarations]) => [
      file === "index" ? archive.manifest.name : `${archive.manifest.name}/${file}`,
      declarations
    ])
}

/** All that programs can see of a package, module by module. */
export const reportOf = (archive: Archive): string =>
  shown(archive)
    .map(([name, declarations]) => `// ${name}\n${declarations}\n`)
    .join("\n")

const fileOf = ({ manifest }: Archive, folder: string): string => join(folder, `${basename(manifest.name)}.d.ts.txt`)

export const writeReport = (archive: Archive, folder = folderOfReports): void => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(archive, folder), reportOf(archive))
}

/** The lines of a report, with the module that each stands in. */
const linesByModule = (report: string): ReadonlyArray<readonly [module: string, line: string]> => {
  let module = ""
  return report.split("\n").flatMap((line): ReadonlyArray<readonly [string, string]> => {
    const [, name] = /^\/\/ (\S+)$/.exec(line) ?? []
    if (name !== undefined) module = name
    return line === "" ? [] : [[module, line]]
  })
}

/**
 * The lines that one report has and the other has not, with a sign in front and under their modules, as many times as they
 * are missing. A line that has moved to another module is missing in one, and too much in the other.
 */
export const difference = (before: string, after: string): ReadonlyArray<string> => {
  const modules = new Map<string, Map<string, number>>()
  const count = (report: string, by: number): void => {
    for (const [module, line] of linesByModule(report)) {
      const lines = modules.get(module) ?? new Map<string, number>()
      modules.set(module, lines.set(line, (lines.get(line) ?? 0) + by))
    }
  }
  count(before, -1)
  count(after, 1)
  return Array.from(modules).flatMap(([module, lines]) => {
    const changed = Array.from(lines).flatMap(([line, times]) =>
      Array.from({ length: Math.abs(times) }, () => `${times < 0 ? "-" : "+"} ${line}`)
    )
    return changed.length === 0 ? [] : [`${module}:`, ...changed]
  })
}

/** Throws what has changed since the report was written. */
export const checkReport = (archive: Archive, folder = folderOfReports): void => {
  const file = fileOf(archive, folder)
  const before = existsSync(file) ? readFileSync(file, "utf8") : ""
  const after = reportOf(archive)
  if (before === after) return
  throw new Error(
    [
      `The public surface of ${archive.manifest.name} is not what its report says:`,
      ...difference(before, after).slice(0, 200),
      "If it is meant: npx -y pnpm@12 api:update, and a changeset."
    ].join("\n")
  )
}
