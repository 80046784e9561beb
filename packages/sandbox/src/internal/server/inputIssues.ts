import type { SchemaError } from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"

/** What is wrong with a part of what somebody wrote. */
export interface InputIssue {
  readonly path: ReadonlyArray<PropertyKey>
  readonly message: string
}

const format = SchemaIssue.makeFormatterStandardSchemaV1()

export const inputIssues = ({ issue }: SchemaError): ReadonlyArray<InputIssue> =>
  format(issue).issues.map(({ message, path = [] }) => ({
    path: path.map((segment) => (typeof segment === "object" ? segment.key : segment)),
    message
  }))

/** A path as people write it, such as `[0].fault.kind`. */
const pathText = (path: ReadonlyArray<PropertyKey>): string =>
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "")

/** The issues in one line, each after its path. */
export const issuesText = (issues: ReadonlyArray<InputIssue>): string =>
  issues.map(({ message, path }) => (path.length === 0 ? message : `${pathText(path)}: ${message}`)).join("; ")
