/**
 * Measures the client beside others, and writes what came of it into `docs/performance.md`.
 *
 * One bare server answers all contenders, in turn, with the same bytes; each of them runs in a process of its own. What
 * counts are the ratios to the first of them, medians over the rounds.
 */
import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { tableOf } from "./claim.ts"
import { makeInstallation } from "./installation.ts"
import { inTurn } from "./inTurn.ts"
import { machine, writeIntoPage } from "./page.ts"
import { bundles } from "./performance/bundles.ts"
import { chart } from "./performance/chart.ts"
import { names } from "./performance/contenders.ts"
import { decoding } from "./performance/decoding.ts"
import { fixedAnswer } from "./performance/fixedAnswer.ts"
import { importing } from "./performance/importing.ts"
import { latency } from "./performance/latency.ts"
import { manyLookups } from "./performance/manyLookups.ts"
import { memory } from "./performance/memory.ts"
import { type RemoteContender, startContender } from "./performance/remoteContender.ts"
import { throughput, warmUp } from "./performance/throughput.ts"
import { ownFile, root } from "./places.ts"
import { run } from "./program.ts"

const concurrencies = [1, 16, 64]

/** A contender that fails would be the fastest of all. */
const check = async ({ name, once }: RemoteContender): Promise<void> => {
  const answer = JSON.stringify(await once())
  if (!answer.includes("back at two")) throw new Error(`${name} answers ${answer}`)
}

const calls = async () => {
  const server = await run([ownFile("plainProgram.ts"), JSON.stringify(fixedAnswer)])
  const contenders = Object.values(names).map((name) => startContender(name, server.firstLine.trim()))
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
