import GithubSlugger from "github-slugger"
import { fromMarkdown } from "mdast-util-from-markdown"
import { toString } from "mdast-util-to-string"
import { visit } from "unist-util-visit"
import { existsSync } from "node:fs"
import { join, normalize } from "node:path/posix"
import { root, type TextFile } from "./repository.ts"

const hasScheme = /^[a-z][a-z0-9+.-]*:|^\/\//i

/** The anchors that a rendered Markdown text offers: one for each heading. */
const anchorsIn = (markdown: string): ReadonlySet<string> => {
  const slugger = new GithubSlugger()
  const anchors = new Set<string>()
  visit(fromMarkdown(markdown), "heading", (heading) => {
    anchors.add(slugger.slug(toString(heading)))
  })
  return anchors
}

interface Link {
  readonly target: string
  readonly line: number
}

const relativeLinksIn = (markdown: string): ReadonlyArray<Link> => {
  const links: Array<Link> = []
  visit(fromMarkdown(markdown), (node) => {
    if (node.type !== "link" && node.type !== "image" && node.type !== "definition") return
    if (hasScheme.test(node.url)) return
    links.push({ target: node.url, line: node.position?.start.line ?? 1 })
  })
  return links
}

/** The links between the files of the repository that lead nowhere, a missing heading included. */
export const brokenLinks = (files: ReadonlyArray<TextFile>): ReadonlyArray<string> => {
  const anchors = new Map(files.map(({ path, text }) => [path, anchorsIn(text)]))
  return files.flatMap(({ path, text }) =>
    relativeLinksIn(text).flatMap(({ line, target }) => {
      const [place = "", anchor] = decodeURI(target).split("#")
      const linked = place === "" ? path : normalize(place.startsWith("/") ? place.slice(1) : join(path, "..", place))
      const at = `${path}:${line}: the link to ${target}`
      const exists = anchors.has(linked) || (!linked.startsWith("../") && existsSync(join(root, linked)))
      if (!exists) return [`${at} leads to no file`]
      // Only Markdown has headings; an anchor into a source file is a line number.
      return anchor === undefined || anchors.get(linked)?.has(anchor) !== false ? [] : [`${at} leads to no heading`]
    })
  )
}
