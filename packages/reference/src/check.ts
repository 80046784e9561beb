/** Fails when the files that follow from the contract are not what it says, or when something public is undocumented. */
import { execFileSync } from "node:child_process"
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, relative } from "node:path"
import { generate } from "./generate.ts"
import { publicModules, readSource, referenceFolder, root } from "./repository.ts"
import { undocumentedIn } from "./undocumented.ts"

/** The files as the formatter leaves them, by where they belong. */
const formatted = (): ReadonlyMap<string, string> => {
  const folder = mkdtempSync(join(tmpdir(), "reference-"))
  try {
    const files = Array.from(generate(), ([file, text]) => ({ file, copy: join(folder, relative(root, file)), text }))
    for (const { copy, text } of files) {
      mkdirSync(dirname(copy), { recursive: true })
      writeFileSync(copy, text)
    }
    execFileSync(join(root, "node_modules/.bin/oxfmt"), ["--config", join(root, ".oxfmtrc.json"), folder])
    return new Map(files.map(({ copy, file }) => [file, readFileSync(copy, "utf8")]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const wanted = formatted()
const present = globSync("**/*.md", { cwd: referenceFolder }).map((path) => join(referenceFolder, path))
const complaints = [
  ...publicModules().flatMap((path) => undocumentedIn(path, readSource(path))),
  ...Array.from(wanted)
    .filter(([file, text]) => !existsSync(file) || readFileSync(file, "utf8") !== text)
    .map(([file]) => `${relative(root, file)} is stale: npx -y pnpm@12 reference`),
  ...present.filter((file) => !wanted.has(file)).map((file) => `${relative(root, file)} belongs to nothing`)
]

for (const complaint of complaints) process.stderr.write(`${complaint}\n`)
if (complaints.length > 0) process.exitCode = 1
else
  process.stdout.write(
    `${publicModules().length} modules are documented; ${wanted.size} files follow from the contract.\n`
  )
