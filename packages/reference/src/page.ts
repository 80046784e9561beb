/** Pages of Markdown, and what they are made of. */

export interface Page {
  /** From the folder of the reference on. */
  readonly path: string
  readonly title: string
  readonly text: string
}

export const slugOf = (name: string): string => name.replaceAll(/[^A-Za-z0-9]+/g, "-").toLowerCase()

/** Where a model's page is, from a page that reaches the folder of models by `folder`. */
export const modelLink =
  (folder: string) =>
  (name: string): string =>
    `[\`${name}\`](${folder}${name}.md)`

/** Rows of cells; the first is the head. */
export const table = ([head = [], ...rows]: ReadonlyArray<ReadonlyArray<string>>): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")
