/**
 * Measures the client beside others, and writes what came of it into `docs/performance.md`.
 *
 * One bare server answers all contenders, in turn, with the same bytes; each of them runs in a process of its own. What
 * counts are the ratios to the first of them, medians over the rounds.
 */
import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { tableOf } from "../support/claim.ts"
import { makeInstallation } from "../support/installation.ts"
import { inTurn } from "../support/inTurn.ts"
import { machine, writeIntoPage } from "../support/page.ts"
import { bundles } from "./bundles.ts"
import { chart } from "./chart.ts"
import { names } from "./contenders.ts"
import { decoding } from "./decoding.ts"
import { fixedAnswer } from "../support/fixedAnswer.ts"
import { importing } from "./importing.ts"
import { latency } from "./latency.ts"
import { manyLookups } from "./manyLookups.ts"
import { memory } from "./memory.ts"
import { type RemoteContender, startContender } from "./remoteContender.ts"
import { throughput, warmUp } from "./throughput.ts"
import { root } from "../support/folders.ts"
import { startPlainServer } from "../support/plainServer.ts"

const concurrencies = [1, 16, 64]

/** A contender that fails would be the fastest of all. */
const check = async ({ name, once }: RemoteContender): Promise<void> => {
  const answer = JSON.stringify(await once())
  if (!answer.includes("back at two")) throw new Error(`${name} answers ${answer}`)
}

const calls = async () => {
  const server = await startPlainServer(fixedAnswer)
  const contenders = Object.values(names).map((name) => startContender(name, server.url))
  try {
    await Promise.all(contenders.map(check))
    await warmUp(contenders)
    const [rates = []] = await inTurn(
      1,
      concurrencies.map((concurrency) => () => throughput(contenders, concurrency))
    )
    return { rates, latency: await latency(contenders) }
  } finally {
    for (const { stop } of contenders) stop()
    await server.stop()
  }
}

const packages = async () => {
  const folder = makeInstallation()
  try {
    return [importing(folder), await bundles(folder)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const quick = await packages()
const decoded = decoding()
const held = memory()
const looked = await manyLookups()
const { latency: latencies, rates } = await calls()

const sections = [...rates, latencies, held, decoded, looked, ...quick]
const sixteen = rates.find(({ concurrency }) => concurrency === 16)?.ratios ?? []
const title = `Calls a second, 16 at a time, to ${names.raw}`
writeFileSync(join(root, "docs/images/performance.svg"), chart(title, sixteen))

const lines = [
  `${machine}.`,
  "",
  `![${title.replaceAll("`", "")}](images/performance.svg)`,
  "",
  "## What was aimed at",
  "",
  tableOf(sections.flatMap(({ claims }) => claims)),
  ...sections.flatMap((section) => (section.lines.length === 0 ? [] : ["", ...section.lines]))
].join("\n")
writeIntoPage(join(root, "docs/performance.md"), lines)
process.stdout.write(`${lines}\n`)
process.exit()
