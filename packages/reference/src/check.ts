/** Fails when the files that follow from the contract are not what it says, or when something public is undocumented. */
import { existsSync, globSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import { formatted } from "./formatted.ts"
import { publicModules, readSource, referenceFolder, root } from "./repository.ts"
import { undocumentedIn } from "./undocumented.ts"

const wanted = formatted()
const modules = publicModules()
const present = globSync("**/*.md", { cwd: referenceFolder }).map((path) => join(referenceFolder, path))
const complaints = [
  ...modules.flatMap((path) => undocumentedIn(path, readSource(path))),
  ...Array.from(wanted)
    .filter(([file, text]) => !existsSync(file) || readFileSync(file, "utf8") !== text)
    .map(([file]) => `${relative(root, file)} is stale: npx -y pnpm@12 reference`),
  ...present.filter((file) => !wanted.has(file)).map((file) => `${relative(root, file)} belongs to nothing`)
]

for (const complaint of complaints) process.stderr.write(`${complaint}\n`)
if (complaints.length > 0) process.exitCode = 1
else process.stdout.write(`${modules.length} modules are documented; ${wanted.size} files follow from the contract.\n`)
