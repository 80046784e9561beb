import { Schema } from "effect"
import { answers } from "./answers.ts"
import type { Attack } from "./attack.ts"
import { bombs, keptErrors } from "./bombs.ts"
import { generatedPaths } from "./generatedPaths.ts"
import { leakAttempts } from "./leaks.ts"
import { loadAttempts } from "./load.ts"
import { pathAttempts } from "./paths.ts"
import { configurationAttempts, proxies, requestAttempts } from "./requests.ts"
import { timingAttempts } from "./timing.ts"

interface Group {
  readonly title: string
  /** What holds for all of them. */
  readonly introduction: string
  /** Where they are, from the root of the repository. */
  readonly file: string
  readonly attacks: ReadonlyArray<Attack>
}

const Attacks = Schema.Array(Schema.Struct({ name: Schema.String, source: Schema.String, shown: Schema.String }))

/** The attacks that a module of the sandbox's tests exports: they are no part of this package. */
const ofSandbox = async (file: string, name: string): Promise<ReadonlyArray<Attack>> => {
  const module: unknown = await import(new URL(`../../../sandbox/test/hostile/${file}`, import.meta.url).href)
  return Schema.decodeUnknownSync(Schema.Struct({ [name]: Attacks }))(module)[name] ?? []
}

const tests = "packages/client/test/hostile"

const everyTransport = "On each transport, over a real socket."

const groups: ReadonlyArray<Group> = [
  {
    title: "Where the request goes",
    introduction: everyTransport,
    file: `${tests}/requests.ts`,
    attacks: requestAttempts
  },
  {
    title: "Where the request goes: ids in paths",
    introduction: everyTransport,
    file: `${tests}/paths.ts`,
    attacks: pathAttempts
  },
  {
    title: "Where the request goes: generated",
    introduction: "Without a socket: what is looked at is the URL.",
    file: `${tests}/generatedPaths.ts`,
    attacks: [generatedPaths]
  },
  {
    title: "Where the request goes: base URLs and proxies",
    introduction: "The proxies over both clients of undici.",
    file: `${tests}/requests.ts`,
    attacks: [...configurationAttempts, ...proxies]
  },
  {
    title: "What leaks",
    introduction:
      "A canary for a secret and one for a token. What they are looked for in: the error, its text, stack and JSON, inspection with everything shown, the printed cause, logs at trace, spans with attributes and events, metrics, and every property that can be reached.",
    file: `${tests}/leaks.ts`,
    attacks: leakAttempts
  },
  {
    title: "What comes back",
    introduction: `${everyTransport} After each, the same client makes two good calls.`,
    file: `${tests}/answers.ts`,
    attacks: answers
  },
  {
    title: "What comes back: bombs",
    introduction: "On each transport, in a process of its own whose memory is measured.",
    file: `${tests}/bombs.ts`,
    attacks: [...bombs, keptErrors]
  },
  { title: "When it comes", introduction: everyTransport, file: `${tests}/timing.ts`, attacks: timingAttempts },
  {
    title: "Under load and faults",
    introduction: "In memory, on a clock of the test's.",
    file: `${tests}/load.ts`,
    attacks: loadAttempts
  },
  {
    title: "The sandbox",
    introduction: "Over a real socket, most of them as bytes.",
    file: "packages/sandbox/test/hostile/attacks.ts",
    attacks: await ofSandbox("attacks.ts", "attacks")
  },
  {
    title: "The sandbox: its page",
    introduction: "In Chromium.",
    file: "packages/sandbox/test/hostile/pageAttacks.ts",
    attacks: await ofSandbox("pageAttacks.ts", "pageAttacks")
  }
]

const link = (source: string): string => {
  const [, cwe] = /^CWE-(\d+)$/.exec(source) ?? []
  const [, rfc, section] = /^RFC (\d+) ([\d.]+)$/.exec(source) ?? []
  const [, repository, issue] = /^([\w-]+\/[\w-]+)#(\d+)$/.exec(source) ?? []
  if (/^CVE-\d{4}-\d+$/.test(source)) return `[${source}](https://nvd.nist.gov/vuln/detail/${source})`
  if (cwe !== undefined) return `[${source}](https://cwe.mitre.org/data/definitions/${cwe}.html)`
  if (section !== undefined)
    return `[RFC ${rfc}, ${section}](https://www.rfc-editor.org/rfc/rfc${rfc}#section-${section})`
  if (issue !== undefined) return `[${source}](https://github.com/${repository}/issues/${issue})`
  if (source.startsWith("https://")) return `[${new URL(source).hostname}](${source})`
  throw new Error(`${source} is no source`)
}

const cell = (text: string): string =>
  text.replaceAll("|", "\\|").replaceAll("<", "\\<").replaceAll("_", "\\_").replaceAll("*", "\\*")

let number = 0

const sections = groups.map(({ attacks, file, introduction, title }) => {
  const rows = attacks.map(({ name, shown, source }) => {
    number += 1
    return `| ${number} | ${cell(name)} | ${source.split(", ").map(link).join(", ")} | ${cell(shown)} |`
  })
  return `## ${title}

${introduction} In [\`${file}\`](../${file}).

| # | attack | where it is known from | what is shown |
| --- | --- | --- | --- |
${rows.join("\n")}`
})

/** How many attacks there are, and the page of them. */
export const count: number = number

export const page: string = `# 29. Attacks

What the tests do to the client and to the sandbox: ${number} attacks, each with the public report or the rule of a protocol that
it comes from. All of them run with the other tests. Those that say so are cut short there; this runs them to their end:

\`\`\`sh
npx -y pnpm@12 test:long
\`\`\`

The transports are \`fetch\` of Node, \`NodeHttpClient.layerUndici\`, \`UndiciHttpExchange.layer()\` of this package and
\`NodeHttpClient.layerNodeHttp\`. What other clients do when they meet ten of these is in
[a table](../packages/bench/attacks.md).

${sections.join("\n\n")}
`
