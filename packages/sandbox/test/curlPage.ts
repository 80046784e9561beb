import { Contract, type PresenceContract } from "@genesys-presence/models"
import { readFileSync } from "node:fs"
import { type Sample, samples, sections } from "./curlSamples.ts"

/** Ids come from variables, which are named as the parameters: `definitionId` is in `$DEFINITION_ID`. */
const variableOf = (parameter: string): string => `$${parameter.replace(/[A-Z]/g, "_$&").toUpperCase()}`

const urlOf = (name: PresenceContract.OperationName): string => {
  const sample: Sample<PresenceContract.OperationName> = samples[name]
  const path = Contract.contract[name].path.replace(
    /\{(\w+)\}/g,
    (_, parameter: string) => sample.path?.[parameter] ?? variableOf(parameter)
  )
  const query = Object.entries(sample.query ?? {}).map(([parameter, value]) => `${parameter}=${value}`)
  return `"$GENESYS_CLOUD_API_URL${[path, ...(query.length === 0 ? [] : [query.join("&")])].join("?")}"`
}

/** What curl does by itself: GET without a body, POST with one. */
const methodFlag = (name: PresenceContract.OperationName): string => {
  const { body, method } = Contract.contract[name]
  return method === (body === undefined ? "GET" : "POST") ? "" : `-X ${method} `
}

const curlOf = (name: PresenceContract.OperationName): string => {
  const sample: Sample<PresenceContract.OperationName> = samples[name]
  const head = `curl -sS --oauth2-bearer "$TOKEN" ${methodFlag(name)}${urlOf(name)}`
  const body = "body" in sample ? JSON.stringify(sample.body) : undefined
  if (body === undefined) return head
  // Between single quotes the shell would leave variables as they are.
  return body.includes('"$') ? `${head} \\\n  --json @- <<JSON\n${body}\nJSON` : `${head} \\\n  --json '${body}'`
}

const commandOf = (name: PresenceContract.OperationName): string => {
  const { keepsIdIn }: Sample<PresenceContract.OperationName> = samples[name]
  const curl = curlOf(name)
  return keepsIdIn === undefined ? curl : `${keepsIdIn}=$(${curl} | pick id)`
}

const fence = (code: string): string => `\`\`\`sh\n${code}\n\`\`\``

/** The statuses that may come, as the contract has them: none means any that says success. */
const statusesOf = (name: Contract.OperationName): ReadonlyArray<number> => Contract.contract[name].success.statuses

const contractSource = readFileSync(new URL("../../models/src/PresenceContract.ts", import.meta.url), "utf8")

/** The first paragraph of an operation's documentation: it stands on the interface, which is gone at run time. */
const wordsOf = (name: PresenceContract.OperationName): string => {
  const [before = ""] = contractSource.split(`readonly ${name}: Operation.Apply<`)
  const comment = before.slice(before.lastIndexOf("/**"))
  const [paragraph = ""] = comment.replaceAll(/^\s*(\/\*\*|\*\/|\* ?)/gm, "").split(/\n\s*\n/)
  return paragraph.trim().replaceAll(/\s+/g, " ")
}

const columns = 120

/** Breaks a paragraph into lines of the width that all pages have. */
const wrapped = (paragraph: string): string =>
  paragraph.replaceAll(new RegExp(`(.{1,${columns}})(?: |$)`, "g"), "$1\n").trimEnd()

const entryOf = (name: PresenceContract.OperationName): string => {
  const { replacement } = Contract.contract[name]
  const statuses = statusesOf(name)
  const answer = `Answers ${statuses.length === 0 ? "any 2xx" : statuses.join(" or ")}.`
  // Headings that differ only by the case of a letter share an anchor: it leads to the first, which is the newer one.
  const instead = replacement === undefined ? [] : [`Use [\`${replacement}\`](#${replacement.toLowerCase()}) instead.`]
  const words = wrapped([wordsOf(name), ...instead, answer].join(" "))
  return `### ${name}\n\n${words}\n\n${fence(commandOf(name))}`
}

const variables = [
  ["USER_ID", "00000001-0000-4000-8000-000000000001", "the sandbox's first user"],
  ["OTHER_USER_ID", "00000001-0000-4000-8000-000000000002", "its second user"],
  ["BUSY_ID", "31fe3bac-dea6-44b7-bed7-47f91660a1a0", "Busy, the same in every organisation"]
]

const preparation = [
  'pick() { node -p "JSON.parse(fs.readFileSync(0)).$1"; }',
  ...variables.map(([name, value, what]) => `${name}=${value} # ${what}`)
].join("\n")

const token = [
  'TOKEN=$(curl -sS "$GENESYS_CLOUD_LOGIN_URL/oauth/token" \\',
  '  -u "$GENESYS_CLOUD_CLIENT_ID:$GENESYS_CLOUD_CLIENT_SECRET" \\',
  "  -d grant_type=client_credentials | pick access_token)"
].join("\n")

/** The operations in the order of the page. */
export const names: ReadonlyArray<PresenceContract.OperationName> = sections.flatMap((section) => section.names)

/** All commands of the page, to be run one after the other in one shell. */
export const script: string = [preparation, token, ...names.map(commandOf)].join("\n")

/** The statuses that an operation may answer with. */
export const isDocumented = (name: Contract.OperationName, status: number): boolean =>
  statusesOf(name).length === 0 ? status >= 200 && status < 300 : statusesOf(name).includes(status)

/** The page. */
export const page: string = `# 8. The API from a shell

Every operation as one \`curl\` command, in an order in which each finds what it needs. They run against a
[sandbox](6-sandbox.md), and against Genesys Cloud once the variables say so; what changes something there changes it for
real people.

Start a sandbox, and run what it prints in another shell:

${fence("npx @genesys-presence/sandbox --port 8080")}

Then name what the commands use. \`pick\` reads one field of a JSON answer; the id of what a command makes is kept in a
variable, which later commands use. \`--json\` needs curl 7.82 or later.

${fence(preparation)}

## The token

A token is good for a day, and all commands below send it. Answers 200.

${fence(token)}

${sections.map(({ names: members, title }) => `## ${title}\n\n${members.map(entryOf).join("\n\n")}`).join("\n\n")}
`
