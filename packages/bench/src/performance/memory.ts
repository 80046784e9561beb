/** How much heap the contenders hold for each call that is under way. */
import { join } from "node:path"
import { measuredBy } from "../support/programs.ts"
import { table } from "../support/table.ts"
import { names } from "./contenders.ts"
import type { Section } from "./section.ts"

const program = join(import.meta.dirname, "memoryProgram.ts")

export const memory = (): Section => {
  const rows = Object.values(names).map((name) => ({
    name,
    bytes: Number(measuredBy(program, [name], ["--expose-gc"]))
  }))
  const base = rows[0]?.bytes ?? Number.NaN
  return {
    claims: [],
    lines: [
      "## Heap for a call under way",
      "",
      table([
        ["", `to ${names.raw}`, "for scale only"],
        ["---", "---", "---"],
        ...rows.map(({ bytes, name }) => [name, `${(bytes / base).toFixed(2)} ×`, `${(bytes / 1000).toFixed(1)} kB`])
      ])
    ]
  }
}
