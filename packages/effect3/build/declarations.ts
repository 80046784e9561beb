/**
 * Makes the declarations of this package from those of the client and the models.
 *
 * Effect 3 has most types under the names that Effect 4 has, with the same parameters in the same order, so that most
 * lines are right as they are once they stand in a package that depends on Effect 3. What is not is rewritten here:
 * errors are schemas in Effect 4, some types have other names, modules of HTTP are in another package, and what needs a
 * module that Effect 3 has not is left out.
 */
import ts from "typescript5"
import { type Field, fieldsOf, fieldText, typeOf } from "./schemaFields.ts"

/** A file of declarations: its path without the ending, such as `client/internal/timeout`, and its text. */
export interface Declarations {
  readonly path: string
  readonly text: string
}

/** What Effect 3 calls otherwise. */
const renamed: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bDuration\.Input\b/g, "Duration.DurationInput"],
  [/\bConfig\.ConfigError\b/g, "ConfigError.ConfigError"],
  [/\bSchema\.Codec\b/g, "Schema.Schema"],
  [/\bContext\.ServiceClass\b/g, "Context.TagClass"],
  [/\bConfig\.Wrap\b/g, "Config.Config.Wrap"],
  [/\bConfig\.Config</g, "Config.Config<"],
  [/\bLayer\.Services\b/g, "Layer.Layer.Context"],
  [/\bLayer\.Error\b/g, "Layer.Layer.Error"],
  [/\bLayer\.Any\b/g, "Layer.Layer.Any"],
  [/\["Service"\]/g, '["Type"]'],
  // The bridge exchanges over the client of the platform.
  [/(?<=\| |, )HttpExchange(?=>)/g, "HttpClient.HttpClient"]
]

/** Exports that need what Effect 3 has not, or has in another package, and what errors are made of in Effect 4. */
const leftOut: ReadonlySet<string> = new Set([
  "throttleShared",
  "rateLimiterInBackground",
  "InBackgroundOptions",
  "PresenceWatch",
  "PresenceWatchService",
  "NotificationOptions",
  "WatchEvent",
  "GapReason",
  "layerAuto",
  "layerNotifications",
  "layerPolling",
  "AnyExchange",
  "ErrorClass",
  "ErrorStruct",
  "Members",
  "TypeId",
  "OperationNameSchema",
  "CallErrorFields",
  "StatusErrorFields"
])

/** Requests go through the client of the platform: there is no exchange to choose. */
const withoutExchange = (text: string): string =>
  text
    .replaceAll(", Exchange extends AnyExchange = typeof HttpExchange.layer", "")
    .replaceAll(", Exchange = Layer.Layer<HttpExchange>", "")
    .replaceAll(/(PresenceClient(?:Options|Layer)<Policies), Exchange/g, "$1")
    .replaceAll(/ \| Layer\.Error<Extract<Exchange, AnyExchange>>/g, "")
    .replaceAll("Layer.Services<Extract<Exchange, AnyExchange>>", "HttpClient.HttpClient")
    .replaceAll(/ *\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*readonly exchange\?:.*\n/g, "")

/** Modules that make descriptions of operations and documents, which is a matter of the contract's own. */
const typesOnly = /^(client|models)\/internal\/|^models\/Operation$/

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

const applied = (text: string, edits: ReadonlyArray<Edit>): string => {
  let result = text
  for (const { end, start, text: replacement } of edits.toSorted((one, other) => other.start - one.start)) {
    result = result.slice(0, start) + replacement + result.slice(end)
  }
  return result
}

/** Examples are written for Effect 4. */
const withoutExamples = (text: string): string =>
  text.replaceAll(/\/\*\*[\s\S]*?\*\//g, (comment) =>
    comment
      .replaceAll(/\n *\* \*\*Example\*\*.*\n(?:(?! *\* (?:```|@)).*\n)* *\* ```ts\n(?:(?! *\* ```).*\n)* *\* ```/g, "")
      // The blank lines that stood around it.
      .replaceAll(/(?:\n *\*(?=\n))+(\n *\*(?=\n)|\n *\*\/)/g, "$1")
  )

const moduleOf = (specifier: string, depth: string): string => {
  const http = /^effect\/http\/(\w+)$/.exec(specifier)?.[1]
  if (http !== undefined) return `@effect/platform/${http}`
  const model = /^@genesys-presence\/models\/(\w+)$/.exec(specifier)?.[1]
  if (model !== undefined) return `${depth}../models/${model}.js`
  return specifier.replace(/\.ts$/, ".js")
}

const baseOf = (statement: ts.Statement): ts.VariableDeclaration | undefined =>
  ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : undefined

const aliasOf = (node: ts.Node, name: string): ts.TypeNode | undefined =>
  node.getSourceFile().statements.find((one): one is ts.TypeAliasDeclaration => isAlias(one, name))?.type

const isAlias = (node: ts.Node, name: string): boolean => ts.isTypeAliasDeclaration(node) && node.name.text === name

/** The fields of a struct that is written out, has a name, or is put together of such. */
const allFields = (fields: ts.TypeNode): ReadonlyArray<Field> => {
  if (ts.isTypeLiteralNode(fields)) return fieldsOf(fields)
  if (ts.isIntersectionTypeNode(fields)) return fields.types.flatMap(allFields)
  const named = aliasOf(fields, fields.getText())
  if (named === undefined) throw new Error(`${fields.getText()} are no fields`)
  return allFields(named)
}

/** What all errors of a call have besides their fields. */
const membersOf = (source: ts.SourceFile): ReadonlyArray<ts.TypeElement> =>
  source.statements
    .filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => name.text === "Members")
    .flatMap(({ members }) => members.filter(({ name }) => name !== undefined && ts.isIdentifier(name)))

/** The tag and the fields of an error that is a class of schemas; `undefined` for another variable. */
const errorOf = (declaration: ts.VariableDeclaration) => {
  const { type } = declaration
  if (type === undefined || !ts.isTypeReferenceNode(type)) return undefined
  const name = type.typeName.getText()
  const [, second, third] = type.typeArguments ?? []
  if (name === "ErrorClass" && second !== undefined && third !== undefined) {
    return { tag: second.getText(), fields: allFields(third), more: membersOf(type.getSourceFile()) }
  }
  if (name !== "Schema.Class" || second === undefined || !ts.isTypeReferenceNode(second)) return undefined
  const [tag, fields] = second.typeArguments ?? []
  if (tag === undefined || fields === undefined || !ts.isTypeLiteralNode(fields)) return undefined
  return { tag: tag.getText(), fields: fieldsOf(fields), more: [] }
}

const commented = (field: Field): string =>
  `${field.comment === "" ? "" : `    ${field.comment}\n`}    ${fieldText(field)}`

const constructorOf = (fields: ReadonlyArray<Field>): string =>
  `    constructor(fields: { ${fields.map((field) => fieldText({ ...field, optional: field.optional || field.hasDefault })).join(" ")} });`

/** Imports of what the text does not name, left out; and those that it names and has not. */
const withImports = (text: string, depth: string): string => {
  const source = ts.createSourceFile("file.d.ts", text, ts.ScriptTarget.Latest, true)
  const imports = source.statements.filter(ts.isImportDeclaration)
  const body = withoutComments(
    applied(
      text,
      imports.map((node) => ({ start: node.getStart(), end: node.end, text: "" }))
    )
  )
  const uses = (name: string): boolean => new RegExp(`(?<![."\\w])${name}\\b`).test(body)
  const edits = imports.map((node): Edit => {
    const specifier = (node.moduleSpecifier as ts.StringLiteral).text // an import always names its module by a text
    const bindings = node.importClause?.namedBindings
    const names =
      bindings === undefined
        ? []
        : ts.isNamespaceImport(bindings)
          ? [bindings.name.text]
          : bindings.elements.map(({ name }) => name.text)
    const used = names.filter(uses)
    const module = moduleOf(specifier, depth)
    const clause =
      bindings !== undefined && ts.isNamespaceImport(bindings) ? `* as ${used.join("")}` : `{ ${used.join(", ")} }`
    return {
      start: node.getStart(),
      end: node.end,
      text: used.length === 0 ? "" : `import ${isClassImport(used) ? "" : "type "}${clause} from "${module}";`
    }
  })
  const has = (name: string): boolean => new RegExp(`^import .*\\b${name}\\b`, "m").test(text)
  const missing = [
    ["ConfigError", 'import type * as ConfigError from "effect/ConfigError";'],
    ["HttpClient", 'import type * as HttpClient from "@effect/platform/HttpClient";'],
    ["Duration", 'import type * as Duration from "effect/Duration";'],
    ["Cause", 'import * as Cause from "effect/Cause";'],
    ["Contract", `import type * as Contract from "${depth}../models/Contract.js";`],
    ["PresenceError", `import type { PresenceError } from "./PresenceError.js";`]
  ]
    .filter(
      ([name = ""]) =>
        uses(`${name}${name === "PresenceError" ? "" : "\\."}`) &&
        !has(name) &&
        !new RegExp(`(type|const|class) ${name}\\b`).test(body)
    )
    .map(([, line]) => line)
  const start = imports[0]?.getStart() ?? source.statements[0]?.getStart() ?? 0
  return applied(text, [...edits, { start, end: start, text: missing.map((line) => `${line}\n`).join("") }])
}

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\//g, "")

/** `Cause` is extended by classes, so that it is needed as a value. */
const isClassImport = (names: ReadonlyArray<string>): boolean => names.includes("Cause")

/** Schemas of Effect 3 are invariant, and operations are not: the contract's codecs show only what they are for. */
const withOpaqueCodecs = (text: string): string =>
  `${text.replaceAll(/\bSchema\.Codec<([\w<>]+), [^{;]+?>(?= \{|;)/g, "Codec<$1>")}
/**
 * The codec of a parameter or a body, which the client keeps to itself: the schemas of the models are in their modules.
 *
 * @category models
 * @since 0.1.0
 */
export interface Codec<out A> {
    readonly "~Type"?: A;
}
`

/** The same declarations for Effect 3. */
export const forEffect3 = ({ path, text }: Declarations): Declarations => {
  const source = ts.createSourceFile("file.d.ts", text, ts.ScriptTarget.Latest, true)
  const errors = new Map<string, NonNullable<ReturnType<typeof errorOf>>>()
  const edits: Array<Edit> = []
  const drop = (node: ts.Node) => edits.push({ start: node.getFullStart(), end: node.end, text: "" })

  for (const statement of source.statements) {
    const declaration = baseOf(statement)
    if (declaration !== undefined) {
      const name = declaration.name.getText()
      const error = errorOf(declaration)
      if (error !== undefined) {
        errors.set(name, error)
        drop(statement)
      } else if (
        leftOut.has(name.replace(/_base$/, "")) ||
        (typesOnly.test(path) && !/^(errorStatuses|reasonPhrases)$/.test(name))
      )
        drop(statement)
      else if (/^Schema\.(Union|Struct)</.test(declaration.type?.getText() ?? "")) drop(statement)
      else if (declaration.type?.getText().startsWith("Schema.TaggedUnion<") === true) {
        const constructors = `/** Constructors and a match of {@link ${name}}. */\nexport declare const ${name}: Data.TaggedEnum.Constructor<${name}>;`
        edits.push({ start: statement.getStart(source, true), end: statement.end, text: constructors })
      }
    } else if (ts.isTypeAliasDeclaration(statement)) {
      const described = /^typeof (\w+)\.Type$/.exec(statement.type.getText())?.[1]
      const schema = source.statements
        .map(baseOf)
        .find((one) => one !== undefined && one.name.getText() === described)?.type
      if (leftOut.has(statement.name.text)) drop(statement)
      else if (schema !== undefined)
        edits.push({ start: statement.type.getStart(), end: statement.type.end, text: typeOf(schema) })
    } else if (ts.isClassDeclaration(statement) && leftOut.has(statement.name?.text ?? "")) {
      drop(statement)
    } else if (ts.isClassDeclaration(statement)) {
      const base = statement.heritageClauses?.[0]?.types[0]?.expression.getText() ?? ""
      const error = errors.get(base)
      if (error === undefined) continue
      const heritage = statement.heritageClauses?.[0]
      if (heritage === undefined) continue
      const inherited = [
        constructorOf(error.fields),
        `    readonly _tag: ${error.tag};`,
        ...error.fields.map(commented),
        // A class may say more exactly what it has.
        ...error.more
          .filter(({ name }) => !statement.members.some((own) => own.name?.getText() === name?.getText()))
          .map((member) => `    ${member.getFullText().trim()}`)
      ]
      const own = statement.members.map((member) => `    ${member.getFullText().trim()}`)
      edits.push({
        start: heritage.getStart(),
        end: statement.end,
        text: `extends Cause.YieldableError {\n${[...inherited, ...own].join("\n")}\n}`
      })
    } else if (ts.isInterfaceDeclaration(statement) && leftOut.has(statement.name.text)) {
      drop(statement)
    } else if (ts.isInterfaceDeclaration(statement)) {
      for (const member of statement.members) if (member.getText().includes('"~type.make')) drop(member)
    } else if (ts.isExportDeclaration(statement)) {
      const { exportClause, moduleSpecifier: specifier } = statement
      if (exportClause !== undefined && ts.isNamedExports(exportClause)) {
        const kept = exportClause.elements.filter(({ name }) => !leftOut.has(name.text))
        if (kept.length < exportClause.elements.length) {
          const names = kept.map((element) => element.getText()).join(", ")
          edits.push({ start: exportClause.getStart(), end: exportClause.end, text: `{ ${names} }` })
        }
      }
      if (/OpenApi|HttpExchange/.test(specifier?.getText() ?? "")) drop(statement)
      else if (specifier !== undefined)
        edits.push({
          start: specifier.getStart(),
          end: specifier.end,
          text: specifier
            .getText()
            .replace(/\.ts"$/, '.js"')
            .replace("@genesys-presence/models", "../models/index.js")
        })
    }
  }

  let result = withoutExamples(applied(text, edits)).replaceAll(/^\/\/# sourceMappingURL.*\n?/gm, "")
  if (path === "models/Operation") result = withOpaqueCodecs(result)
  if (path === "client/PresenceClient") result = withoutExchange(result)
  for (const [from, to] of renamed) result = result.replaceAll(from, to)
  result = result.replaceAll("@genesys-presence/client", "@genesys-presence/effect3")
  return {
    path,
    text:
      withImports(result, "../".repeat(path.split("/").length - 2))
        .replaceAll(/\n\n+/g, "\n")
        .trim() + "\n"
  }
}
