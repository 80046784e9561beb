/** The public surface of each package as a file, so that a change of it is seen in review. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
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

/** All that programs can see of a package, module by module. */
export const reportOf = (archive: Archive): string =>
  publicPaths(archive)
    .toSorted()
    .map((path) => {
      const file = join(archive.folder, "dist", `${path === "" ? "index" : path.slice(1)}.d.ts`)
      return `// ${archive.manifest.name}${path}\n${bare(readFileSync(file, "utf8"))}\n`
    })
    .join("\n")

const fileOf = ({ manifest }: Archive): string => join(folderOfReports, `${basename(manifest.name)}.d.ts.txt`)

export const writeReport = (archive: Archive): void => {
  mkdirSync(folderOfReports, { recursive: true })
  writeFileSync(fileOf(archive), reportOf(archive))
}

/** The lines that one text has and the other has not, with a sign in front, as many times as they are missing. */
export const difference = (before: string, after: string): ReadonlyArray<string> => {
  const counts = new Map<string, number>()
  for (const line of before.split("\n")) counts.set(line, (counts.get(line) ?? 0) - 1)
  for (const line of after.split("\n")) counts.set(line, (counts.get(line) ?? 0) + 1)
  return Array.from(counts).flatMap(([line, count]) =>
    Array.from({ length: Math.abs(count) }, () => `${count < 0 ? "-" : "+"} ${line}`)
  )
}

/** Throws what has changed since the report was written. */
export const checkReport = (archive: Archive): void => {
  const file = fileOf(archive)
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
