import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Archive } from "./archive.ts"
import { root } from "./places.ts"
import { run } from "./run.ts"

const docker = join(root, "packages/sandbox/docker")

const instruction = (dockerfile: string, name: string): string => {
  const [, rest] = new RegExp(`^${name} (.+)$`, "m").exec(dockerfile) ?? []
  if (rest === undefined) throw new Error(`The Dockerfile has no ${name}`)
  return rest
}

/** Logs in with what the example gives its program, and looks for a control endpoint without a token. */
const client = (composed: Readonly<Record<string, string>>): string => `
  const { GENESYS_CLOUD_CLIENT_ID: id, GENESYS_CLOUD_CLIENT_SECRET: secret } = ${JSON.stringify(composed)}
  const { GENESYS_CLOUD_LOGIN_URL: url } = process.env
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id: id, client_secret: secret })
  const login = await fetch(url + "/oauth/token", { method: "POST", body })
  const control = await fetch(url + "/control/overview")
  console.log(JSON.stringify([login.status, control.status]))
`

/**
 * Does what the Dockerfile of the sandbox does, without Docker: installs the package and starts its program. The port is
 * a free one, and the package is the one that was packed.
 */
export const checkContainer = (archives: ReadonlyArray<Archive>, folder: string): void => {
  const dockerfile = readFileSync(join(docker, "Dockerfile"), "utf8")
  if (instruction(dockerfile, "USER") === "root") throw new Error("The container runs as root")

  const [npm = "", ...install] = instruction(dockerfile, "RUN")
    .split(" ")
    .flatMap((word) => {
      if (!word.startsWith("@genesys-presence/sandbox@")) return word
      // What the package depends on is not published yet.
      return archives.filter(({ manifest }) => /\/(models|sandbox)$/.test(manifest.name)).map(({ tarball }) => tarball)
    })
  run(folder, npm, ...install, "--prefix", folder, "--prefer-offline")

  const compose = readFileSync(join(docker, "compose.yaml"), "utf8")
  const composed = Object.fromEntries(
    Array.from(compose.matchAll(/^ +(GENESYS_\w+): (.+)$/gm), ([, name = "", value = ""]) => [name, value])
  )
  const [program = "", ...args] = JSON.parse(instruction(dockerfile, "ENTRYPOINT")) as ReadonlyArray<string>
  const answers = run(
    folder,
    join(folder, "bin", program),
    ...args.map((arg) => (arg === "8080" ? "0" : arg)),
    "--exec",
    "--",
    process.execPath,
    "--input-type=module",
    "--eval",
    client(composed)
  )
  if (answers.trim() !== "[200,401]") throw new Error(`The program of the Dockerfile answered ${answers}`)
}
