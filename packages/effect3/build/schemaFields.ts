/** What the schemas in declarations stand for, as types: declarations for Effect 3 cannot name those of Effect 4. */
import ts from "typescript5"

const plain: Readonly<Record<string, string>> = {
  String: "string",
  Int: "number",
  Number: "number",
  Boolean: "boolean",
  DurationFromMillis: "Duration.Duration",
  OperationNameSchema: "Contract.OperationName"
}

const nameOf = (node: ts.TypeReferenceNode | ts.ImportTypeNode): string => {
  const name = ts.isImportTypeNode(node) ? node.qualifier : node.typeName
  return name === undefined ? "" : ts.isQualifiedName(name) ? name.right.text : name.text
}

/** The literals of `readonly ["a", "b"]`, or of `readonly ("a" | "b")[]`. */
const literals = (node: ts.TypeNode): string => {
  const inner = ts.isTypeOperatorNode(node) ? node.type : node
  if (ts.isTupleTypeNode(inner)) return inner.elements.map((element) => element.getText()).join(" | ")
  if (!ts.isArrayTypeNode(inner)) throw new Error(`${node.getText()} are no literals`)
  const all = inner.elementType.getText().replace(/^\(|\)$/g, "")
  // The names of the operations have a name of their own.
  return all.includes('"getPresenceDefinitions"') ? "Contract.OperationName" : all
}

/** The type of what a schema describes. */
export const typeOf = (schema: ts.TypeNode): string => {
  if (!ts.isTypeReferenceNode(schema) && !ts.isImportTypeNode(schema)) {
    throw new Error(`${schema.getText()} is no schema that is known`)
  }
  const name = nameOf(schema)
  const [first, second] = schema.typeArguments ?? []
  const found = plain[name]
  if (found !== undefined) return found
  if (first === undefined) throw new Error(`the schema ${name} is not known`)
  if (name === "withConstructorDefault") return typeOf(first)
  if (name === "Literals") return literals(first)
  if (name === "$Array") return `ReadonlyArray<${typeOf(first)}>`
  if (name === "$Record" && second !== undefined) return `{ readonly [key: string]: ${typeOf(second)} }`
  if (name === "Struct" && ts.isTypeLiteralNode(first)) return `{ ${fieldsOf(first).map(fieldText).join(" ")} }`
  if (name === "Model") return first.getText()
  // The only union of schemas is that of all errors of a call.
  if (name === "Union") return "PresenceError"
  throw new Error(`the schema ${name} is not known`)
}

export interface Field {
  readonly name: string
  readonly type: string
  readonly optional: boolean
  /** Whether a constructor may leave it out. */
  readonly hasDefault: boolean
  /** What is said about it, with the marks of the comment; empty when nothing is. */
  readonly comment: string
}

export const fieldText = ({ name, optional, type }: Field): string => `readonly ${name}${optional ? "?" : ""}: ${type};`

/** The fields of a struct of schemas. */
export const fieldsOf = (struct: ts.TypeLiteralNode | ts.InterfaceDeclaration): ReadonlyArray<Field> =>
  struct.members.map((member) => {
    if (!ts.isPropertySignature(member) || member.type === undefined) throw new Error(`${member.getText()} is no field`)
    const optional =
      ts.isTypeReferenceNode(member.type) && nameOf(member.type) === "optionalKey"
        ? member.type.typeArguments?.[0]
        : undefined
    const text = member.getSourceFile().text
    const [comment] = ts.getLeadingCommentRanges(text, member.getFullStart()) ?? []
    return {
      name: member.name.getText(),
      type: typeOf(optional ?? member.type),
      optional: optional !== undefined,
      hasDefault: ts.isTypeReferenceNode(member.type) && nameOf(member.type) === "withConstructorDefault",
      comment: comment === undefined ? "" : text.slice(comment.pos, comment.end)
    }
  })
