/** What was observed, as a page. */
import { type Group, transports } from "@genesys-presence/broken-connections"
import { machine } from "../support/page.ts"
import { table } from "../support/table.ts"
import type { Observed, Row } from "./observed.ts"

export interface Section {
  readonly group: Group
  readonly rows: ReadonlyArray<Row>
}

const cellsOf = (sections: ReadonlyArray<Section>): ReadonlyArray<Observed> =>
  sections.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.filter((cell) => cell !== undefined)))

/** What must be 0, over all calls. */
export const totals = (sections: ReadonlyArray<Section>) => {
  const faults = cellsOf(sections).flatMap((cell) => cell.faults)
  const twice = faults.filter((fault) => fault === "executed twice").length
  return { calls: 2 * cellsOf(sections).length, lies: faults.length - twice, twice }
}

const what = ({ written: { error } }: Observed): string => {
  if (error === null) return "answered"
  const sent = error.mayHaveBeenExecuted ? "unknown" : "no"
  if (error._tag !== "PresenceTransportError") return `\`${error._tag}\`, ${sent}`
  return `\`${error.reason}\`${error.code === undefined ? "" : ` \`${error.code}\``}, ${sent}`
}

const attempts = ({ error, received }: Observed["read"]): number =>
  error !== null && "attempts" in error ? error.attempts : received

const render = (cell: Observed | undefined): string => {
  if (cell === undefined) return "–"
  const again = [cell.read, cell.written]
    .map((observation) => (attempts(observation) > 1 ? "again" : "once"))
    .join(", ")
  return [...cell.faults.map((fault) => `**${fault}**:`), `${what(cell)}; ${again}`].join(" ")
}

/** How often nothing had arrived, and nobody could know. */
const unknowable = (sections: ReadonlyArray<Section>): number =>
  cellsOf(sections)
    .flatMap(({ read, written }) => [read, written])
    .filter(({ arrived, error }) => !arrived && error?.mayHaveBeenExecuted === true).length

/** Why that is so, each reason with its ways. */
const reasons = (sections: ReadonlyArray<Section>): ReadonlyArray<string> => {
  const ways = sections.flatMap(({ group }) => group.ways)
  const since = [...new Set(ways.flatMap(({ unclear }) => unclear?.since ?? []))]
  return since.map((reason) => {
    const to = ways.find(({ unclear }) => unclear?.since === reason)?.unclear?.to
    return `- ${reason}${to === "all" ? "" : " (`UndiciHttpExchange` knows when a request begins)"}: ${ways
      .filter(({ unclear }) => unclear?.since === reason)
      .map((way) => way.what)
      .join("; ")}.`
  })
}

export const page = (sections: ReadonlyArray<Section>): string => {
  const { calls, lies, twice } = totals(sections)
  const count = sections.flatMap(({ rows }) => rows).length
  return [
    "# 26. When a connection fails",
    "",
    `\`pnpm run bench:wire\` writes this page. It makes a read and a write over each transport while the connection fails in`,
    `one of ${count} ways, and counts what the service receives. Measured on ${machine}, Linux.`,
    "",
    "| of all calls | |",
    "| --- | --- |",
    `| made | ${calls} |`,
    `| said what was not so about their execution | ${lies} |`,
    `| writes that were executed twice | ${twice} |`,
    "",
    "## How to read it",
    "",
    "A cell has the `reason` and the `code` of the [error](5-errors.md) of the write, and whether the call may have been",
    "executed: `no` or unknown. Then it says for the read (`GET`) and the write (`PATCH`) whether the call was made once or",
    "again, under `transient` with one retry. `RetryLayer.recommended` decides in the same way. The limit of an attempt is",
    "its limit, too: 10 seconds. A `–` is for a transport that takes a proxy only for the whole process.",
    "",
    "It is a lie to say `no` of a call of which a byte arrived, or unknown of one that never arrived where that can be known.",
    `${unknowable(sections)} calls are unknown although nothing had arrived. Either a time limit ran out, which never proves`,
    "anything, or:",
    "",
    ...reasons(sections),
    "",
    ...sections.flatMap(({ group, rows }) => [
      `## ${group.title}`,
      "",
      table([
        ["", ...transports.map(({ name }) => (name === "fetch" ? "`fetch`" : `\`${name}\``))],
        ["---", ...transports.map(() => "---")],
        ...rows.map(({ cells, way }) => [way.what, ...cells.map(render)])
      ]),
      ""
    ])
  ].join("\n")
}
