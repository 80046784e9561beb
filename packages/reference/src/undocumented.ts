/** What programs see and nobody has described. */
import { read } from "./comment.ts"
import { type Documented, documentedIn } from "./documented.ts"

const required = ["since", "category"]

/** Of most interfaces the fields say themselves what they are; of an option, unit and default have to be said. */
const isOptions = (comment: string | undefined): boolean =>
  comment !== undefined && read(comment).tags.get("category") === "options"

const complaintsOf = (path: string, { comment, line, members, name }: Documented): ReadonlyArray<string> => {
  const at = `${path}:${line}: ${name}`
  const own =
    comment === undefined
      ? [`${at} has no documentation`]
      : [
          ...(read(comment).text === "" ? [`${at} has no description`] : []),
          ...required.filter((tag) => !read(comment).tags.has(tag)).map((tag) => `${at} has no @${tag}`)
        ]
  return [
    ...own,
    ...(isOptions(comment) ? members : [])
      .filter((member) => member.comment === undefined || read(member.comment).text === "")
      .map((member) => `${path}:${member.line}: ${name}.${member.name} has no documentation`)
  ]
}

/** The complaints about one module. */
export const undocumentedIn = (path: string, source: string): ReadonlyArray<string> =>
  documentedIn(path, source).flatMap((documented) => complaintsOf(path, documented))
