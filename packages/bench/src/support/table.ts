/** Rows of cells as a table of Markdown; the second row is the ruler. */
export const table = (rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n")
