/** The parts of a documentation comment. */

export interface Comment {
  /** What comes before the first tag. */
  readonly text: string
  readonly tags: ReadonlyMap<string, string>
}

export const read = (comment: string): Comment => {
  const [text = "", ...rest] = comment.split(/^@(?=[a-z])/m)
  const tags = rest.map((tag) => {
    const [, name = "", value = ""] = /^(\w+)\s*([\s\S]*)$/.exec(tag) ?? []
    return [name, value.trim()] as const
  })
  return { text: text.trim(), tags: new Map(tags) }
}

/** Markdown has no `{@link}`. */
export const withoutLinks = (text: string): string => text.replaceAll(/\{@link ([^}]+)\}/g, "`$1`")
