/**
 * Packs the published packages and checks what npm would get: their files, their exports and types, and that a project
 * of its own can install and use them.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pack, publicPaths } from "./archive.ts"
import { checkReport } from "./apiReport.ts"
import { checkContainer } from "./container.ts"
import { consume, consumeWithoutOptional } from "./consumer.ts"
import { contentComplaints } from "./contents.ts"
import { checkEffect3 } from "./effect3.ts"
import { ownProgram, publishedFolders, root } from "./places.ts"
import { run } from "./run.ts"

const folder = mkdtempSync(join(tmpdir(), "package-check-"))
try {
  const archives = publishedFolders.map((packageFolder) => pack(packageFolder, folder))
  const complaints = archives.flatMap(contentComplaints)
  if (complaints.length > 0) throw new Error(complaints.join("\n"))

  for (const archive of archives) {
    const paths = publicPaths(archive).map((path) => `.${path}`)
    run(root, ownProgram("publint"), "run", archive.tarball, "--strict")
    run(root, ownProgram("attw"), archive.tarball, "--profile", "esm-only", "--entrypoints", ...paths)
    process.stdout.write(`${archive.manifest.name}: ${archive.files.length} files, ${paths.length} entry points\n`)
  }

  for (const archive of archives) checkReport(archive)

  const used = consume(archives, join(folder, "consumer"))
  consumeWithoutOptional(archives, join(folder, "without-optional"))
  checkContainer(archives, mkdtempSync(join(folder, "container-")))
  process.stdout.write("The Dockerfile's commands install and start the sandbox.\n")
  process.stdout.write(`A project on Effect 3 installs, type-checks and runs its client: ${checkEffect3(folder)}.\n`)
  process.stdout.write(`A project of its own installs, type-checks and runs them: ${used.join(", ")}.\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
