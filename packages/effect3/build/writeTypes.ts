/** Writes the declarations of this package, or with `--check` says what in them is out of date. */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { type Declarations, forEffect3 } from "./declarations.ts"

const packages = join(import.meta.dirname, "../..")
const folder = join(packages, "effect3/types")

const declarationsOf = (name: string): ReadonlyArray<Declarations> =>
  globSync("**/*.d.ts", { cwd: join(packages, name, "dist") }).map((file) => ({
    path: `${name}/${file.replace(/\.d\.ts$/, "")}`,
    text: readFileSync(join(packages, name, "dist", file), "utf8")
  }))

const imported = ({ path, text }: Declarations): ReadonlyArray<string> =>
  Array.from(text.matchAll(/from "(\.[^"]+)\.js"/g), ([, module = ""]) => join(dirname(path), module))

/** Those that the public ones need. */
const reachable = (all: ReadonlyArray<Declarations>, entries: ReadonlyArray<string>): ReadonlyArray<Declarations> => {
  const byPath = new Map(all.map((one) => [one.path, one]))
  const seen = new Set<string>()
  const visit = (path: string): void => {
    const found = byPath.get(path)
    if (seen.has(path) || found === undefined) return
    seen.add(path)
    imported(found).forEach(visit)
  }
  entries.forEach(visit)
  return all.filter(({ path }) => seen.has(path)).toSorted((one, other) => (one.path < other.path ? -1 : 1))
}

const wanted = reachable([...declarationsOf("client"), ...declarationsOf("models")].map(forEffect3), [
  "client/index",
  "models/index"
])
const files = new Map(wanted.map(({ path, text }) => [`${path}.d.ts`, text]))

if (process.argv.includes("--check")) {
  const present = new Map(
    globSync("**/*.d.ts", { cwd: folder }).map((file) => [file, readFileSync(join(folder, file), "utf8")])
  )
  const stale = [
    ...Array.from(files).flatMap(([file, text]) => (present.get(file) === text ? [] : [file])),
    ...Array.from(present.keys()).filter((file) => !files.has(file))
  ]
  if (stale.length > 0) {
    process.stderr.write(`types/ is out of date: ${stale.join(", ")}. Run: npx -y pnpm@12 effect3:types\n`)
    process.exitCode = 1
  }
} else {
  rmSync(folder, { recursive: true, force: true })
  for (const [file, text] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
}
