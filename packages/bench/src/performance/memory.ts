/** How much heap the contenders hold for each call that is under way. */
import { table } from "../table.ts"
import { measuredBy } from "./child.ts"
import { names } from "./contenders.ts"
import type { Section } from "./section.ts"

export const memory = (): Section => {
  const rows = Object.values(names).map((name) => ({
    name,
    bytes: Number(measuredBy("memoryProgram.ts", [name], ["--expose-gc"]))
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
