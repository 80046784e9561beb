/**
 * Lets this client, the official SDK and two others meet ten attacks, and writes what came of it into `attacks.md`. Fails
 * when a cell of this client is bad.
 */
import { join } from "node:path"
import { attacked, ours } from "./attacked.ts"
import { attacks, type Cell } from "./attacks.ts"
import { clientTable } from "../support/clientTable.ts"
import { machine, writeFormatted } from "../support/page.ts"
import { benchFolder } from "../support/folders.ts"
import { table } from "../support/table.ts"

const render = ({ isBad, text }: Cell): string => (isBad ? `**bad**: ${text}` : text)

const rows: Array<ReadonlyArray<string>> = []
const counts = new Map(attacked.map((client) => [client, 0]))
for (const { bad, meet, name } of attacks) {
  const cells: Array<string> = []
  // One after the other: one of them measures memory, another one time.
  for (const client of attacked) {
    // oxlint-disable-next-line no-await-in-loop
    const cell = await meet(client)
    if (cell.isBad) counts.set(client, (counts.get(client) ?? 0) + 1)
    cells.push(render(cell))
  }
  rows.push([name, ...cells, bad])
}

const text = [
  "# What clients do under attack",
  "",
  "`pnpm run bench:attacks` writes this page, which has ten of [all attacks](../../docs/29-attacks.md). All of it was",
  `measured on ${machine}, against servers on the same machine.`,
  "",
  table([
    ["Attack", ...attacked.map(({ name }) => name), "Bad when"],
    ["---", ...attacked.map(() => "---"), "---"],
    ...rows,
    ["Bad", ...attacked.map((client) => String(counts.get(client))), ""]
  ]),
  "",
  "## What was measured",
  "",
  "Each client repeats nothing and has its defaults, apart from the limit of a call.",
  "",
  clientTable(attacked),
  ""
].join("\n")

writeFormatted(join(benchFolder, "attacks.md"), text)
process.stdout.write(`${text}\n`)
process.exit((counts.get(ours) ?? 0) > 0 ? 1 : 0)
