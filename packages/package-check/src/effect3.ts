/** What a project gets that has Effect 3 and installs the client for it. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { type Archive, pack } from "./archive.ts"
import { compilers, compilerOptions, resolutions } from "./consumer.ts"
import { ownProgram, root } from "./places.ts"
import { run } from "./run.ts"

const packageFolder = join(root, "packages/effect3")

const maxGzipBytes = 120_000

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** What of the tarball is not as it must be. */
const complaintsAbout = ({ files, folder, manifest }: Archive): ReadonlyArray<string> => {
  const read = (file: string): string => readFileSync(join(folder, file), "utf8")
  const scripts = files.filter((file) => file.endsWith(".js"))
  const bytes = gzipSync(scripts.map(read).join("\n")).byteLength
  return [
    ...files
      .filter((file) => !/^(dist|types)\/|^(CHANGELOG|README)\.md$|^LICENSE$|^package\.json$/.test(file))
      .map((file) => `carries ${file}`),
    ...(manifest.dependencies === undefined ? [] : ["depends on something"]),
    ...(Object.keys(manifest.peerDependencies ?? {})
      .toSorted()
      .join() === "@effect/platform,effect"
      ? []
      : ["wants other packages beside it"]),
    // Declarations of Effect 4 would be read as those of Effect 3, which is what the project has.
    ...files
      .filter((file) => file.endsWith(".d.ts") && /effect4|"effect\/(http|persistence)\//.test(read(file)))
      .map((file) => `names Effect 4 in ${file}`),
    ...(bytes > maxGzipBytes ? [`has ${bytes} bytes of code with gzip`] : [])
  ]
}

const installedVersion = (dependency: string): string =>
  (
    JSON.parse(readFileSync(join(packageFolder, "node_modules", dependency, "package.json"), "utf8")) as {
      readonly version: string
    }
  ).version

/** Every version of Effect in a project, each once. */
const versionsOfEffect = (folder: string): ReadonlyArray<string> => {
  const found = run(folder, "npm", "ls", "effect", "--all", "--parseable", "--long")
  return Array.from(new Set(Array.from(found.matchAll(/[:/]effect@(\d[\w.-]*)/g), ([, version = ""]) => version)))
}

/** Packs the client for Effect 3 and uses it in a project of its own: what was used. */
export const checkEffect3 = (folder: string): string => {
  const archive = pack(packageFolder, folder)
  const complaints = complaintsAbout(archive)
  if (complaints.length > 0) throw new Error(complaints.map((one) => `${archive.manifest.name} ${one}`).join("\n"))
  run(root, ownProgram("publint"), "run", archive.tarball, "--strict")
  run(root, ownProgram("attw"), archive.tarball, "--profile", "esm-only", "--entrypoints", ".", "./models")

  const project = join(folder, "on-effect-3")
  mkdirSync(project)
  const dependencies = {
    [archive.manifest.name]: `file:${archive.tarball}`,
    "@effect/platform": installedVersion("@effect/platform"),
    "@effect/platform-node": installedVersion("@effect/platform-node"),
    "@types/node": "^24.0.0",
    // The declarations of `@effect/platform-node` need it, and all declarations are checked.
    "@types/ws": "^8.0.0",
    effect: installedVersion("effect"),
    ...compilers
  }
  writeFileSync(join(project, "package.json"), json({ private: true, type: "module", dependencies }))
  run(project, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")

  const versions = versionsOfEffect(project)
  if (versions.length !== 1 || versions[0]?.startsWith("3.") !== true)
    throw new Error(`The project has Effect ${versions.join(" and ")}`)

  cpSync(join(packageFolder, "example"), project, { recursive: true })
  for (const [resolution, options] of Object.entries(resolutions)) {
    const file = `tsconfig.${resolution}.json`
    writeFileSync(join(project, file), json({ compilerOptions: { ...compilerOptions, ...options }, include: ["*.ts"] }))
    for (const compiler of Object.keys(compilers)) {
      run(project, process.execPath, join(project, "node_modules", compiler, "bin/tsc"), "--project", file)
    }
  }
  const sandbox = join(root, "packages/sandbox/src/bin.ts")
  const printed = run(
    project,
    process.execPath,
    sandbox,
    "--exec",
    "--",
    process.execPath,
    join(project, "quickstart.ts")
  )
  if (!printed.includes("Busy\n")) throw new Error(`The program printed ${printed}`)
  return `effect ${versions.join()}, ${Object.keys(compilers).join(" and ")}, ${Object.keys(resolutions).join(" and ")}`
}
