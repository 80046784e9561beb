/** Finds what a module exports, and what its comments say of it. */
import { parseSync } from "oxc-parser"

/** Something that programs see, with the text of its documentation comment, without the frame of stars. */
export interface Documented {
  readonly name: string
  readonly line: number
  /** `undefined` when there is none. */
  readonly comment: string | undefined
  /** The members of an interface or a class that programs see. */
  readonly members: ReadonlyArray<Documented>
}

/** The part of a syntax tree that is looked at. */
interface Node {
  readonly type: string
  readonly start: number
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"

const nodes = (value: unknown): ReadonlyArray<Node> => (Array.isArray(value) ? value.filter(isNode) : [])

const nameOf = (value: unknown): string | undefined => {
  if (!isNode(value)) return undefined
  if (typeof value["name"] === "string") return value["name"]
  return typeof value["value"] === "string" || typeof value["value"] === "number" ? String(value["value"]) : undefined
}

const withoutFrame = (comment: string): string =>
  comment
    .replace(/^\*/, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, ""))
    .join("\n")
    .trim()

/** What a module exports under names of its own; what it only hands on is documented where it comes from. */
export const documentedIn = (path: string, source: string): ReadonlyArray<Documented> => {
  const { comments, errors, program } = parseSync(path, source)
  const [error] = errors
  if (error !== undefined) throw new Error(`${path}: ${error.message}`)

  const blocks = comments.filter(({ type, value }) => type === "Block" && value.startsWith("*"))
  /** A comment belongs to what begins right after it. */
  const commentBefore = (start: number): string | undefined => {
    const block = blocks.findLast(({ end }) => end <= start)
    return block === undefined || source.slice(block.end, start).trim() !== "" ? undefined : withoutFrame(block.value)
  }
  const lineOf = (start: number): number => source.slice(0, start).split("\n").length

  const describe = (name: string, start: number, members: ReadonlyArray<Documented> = []): Documented => ({
    name,
    line: lineOf(start),
    comment: commentBefore(start),
    members
  })

  const membersOf = (body: unknown): ReadonlyArray<Documented> =>
    nodes(isNode(body) ? body["body"] : undefined).flatMap((member) => {
      const name = nameOf(member["key"])
      const isHidden =
        name === undefined || name === "constructor" || member["computed"] === true || member["override"] === true
      return isHidden ? [] : [describe(name, member.start)]
    })

  const ofDeclaration = (declaration: Node, start: number): ReadonlyArray<Documented> => {
    if (declaration.type === "VariableDeclaration") {
      return nodes(declaration["declarations"]).flatMap(({ id }) => {
        const name = nameOf(id)
        return name === undefined ? [] : [describe(name, start)]
      })
    }
    const name = nameOf(declaration["id"])
    return name === undefined ? [] : [describe(name, start, membersOf(declaration["body"]))]
  }

  // The tree is ESTree, of which `Node` names what is read here.
  const statements = nodes(program.body)
  const own = new Map(
    statements
      .filter(({ type }) => type.endsWith("Declaration") && !/^(Import|Export)/.test(type))
      .flatMap((statement) => ofDeclaration(statement, statement.start))
      .map((documented) => [documented.name, documented] as const)
  )

  /** Those of `export { own }`; what such a statement takes from another module is documented there. */
  const ofSpecifier = ({ exported, local }: Node): ReadonlyArray<Documented> => {
    const documented = own.get(nameOf(local) ?? "")
    return documented === undefined ? [] : [{ ...documented, name: nameOf(exported) ?? documented.name }]
  }

  return statements.flatMap((statement) => {
    const { declaration, source: from, specifiers, type } = statement
    if (type !== "ExportNamedDeclaration") return []
    if (isNode(declaration)) return ofDeclaration(declaration, statement.start)
    return isNode(from) ? [] : nodes(specifiers).flatMap(ofSpecifier)
  })
}
