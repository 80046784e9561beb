/** The matrix as a page. */
import { clientTable } from "../support/clientTable.ts"
import { table } from "../support/table.ts"
import { faults, render } from "./cell.ts"
import { columns } from "./columns.ts"
import type { Row } from "./matrix.ts"

/** How many cells of a row are bad. */
export const badCells = ({ cells }: Row): number => cells.filter(({ fault }) => fault !== undefined).length

export const page = (rows: ReadonlyArray<Row>): string =>
  [
    "# What clients do when the service says no",
    "",
    "`pnpm run bench:matrix` writes this page; [what each column means](../../docs/12-other-clients.md). All of it was",
    `measured on Node ${process.versions.node}, against a server on the same machine.`,
    "",
    table([
      ["Client", ...columns.map(({ heading }) => heading), "Bad"],
      ["---", ...columns.map(() => "---"), "---"],
      ...rows.map((row) => [row.client.name, ...row.cells.map(render), String(badCells(row))])
    ]),
    "",
    "What is bad about a cell:",
    "",
    ...Object.entries(faults).map(([fault, reason]) => `- **${fault}**: ${reason}.`),
    "",
    "## What was measured",
    "",
    "Each client has the defaults of its package, apart from these settings; they also tell it how long a call may take.",
    "",
    clientTable(rows.map(({ client }) => client)),
    ""
  ].join("\n")
