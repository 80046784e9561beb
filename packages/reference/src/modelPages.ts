/** A page for each model. */
import { OpenApi } from "@genesys-presence/models"
import type { JsonSchema } from "effect"
import { globSync } from "node:fs"
import { read, withoutLinks } from "./comment.ts"
import { type Documented, documentedIn } from "./documented.ts"
import { modelLink, type Page, table } from "./page.ts"
import { readSource, root } from "./repository.ts"
import { typeOf } from "./typeText.ts"

/** What the sources of the models say, by the name of the interface. */
const words = (): ReadonlyMap<string, Documented> => {
  const modules = globSync("packages/models/src/*.ts", { cwd: root })
  const all = modules.flatMap((path) => documentedIn(path, readSource(path)))
  // The interface comes before the schema of the same name.
  return new Map(all.toReversed().map((documented) => [documented.name, documented]))
}

const propertiesOf = (schema: JsonSchema.JsonSchema): ReadonlyArray<readonly [string, JsonSchema.JsonSchema]> =>
  Object.entries((schema["properties"] ?? {}) as Readonly<Record<string, JsonSchema.JsonSchema>>)

const described = (documented: Documented | undefined): string => {
  const { tags, text } = read(documented?.comment ?? "")
  const deprecated = tags.get("deprecated")
  return [withoutLinks(text), ...(deprecated === undefined ? [] : [`Deprecated: ${deprecated}`])]
    .join(" ")
    .replaceAll(/\s+/g, " ")
    .trim()
}

/** Whether a component is a model of the package: the login's are not. */
const isModel = (name: string, all: ReadonlyMap<string, Documented>): boolean => all.has(name)

export const modelPages = (): ReadonlyArray<Page> => {
  const all = words()
  const { components } = OpenApi.document()
  return Object.entries(components.schemas)
    .filter(([name]) => isModel(name, all))
    .map(([name, schema]) => {
      const documented = all.get(name)
      const readName = name.replace(/Request$/, "")
      const membersOf = (of: string) => new Map((all.get(of)?.members ?? []).map((member) => [member.name, member]))
      const own = membersOf(name)
      const inherited = membersOf(readName)
      const required = new Set((schema["required"] ?? []) as ReadonlyArray<string>)
      const rows = propertiesOf(schema).map(([field, type]) => [
        `\`${field}\``,
        typeOf(type, modelLink("")),
        required.has(field) ? "always" : "may be absent",
        described(own.get(field) ?? inherited.get(field))
      ])
      return {
        path: `models/${name}.md`,
        title: name,
        text: [
          `# ${name}`,
          "",
          described(documented),
          "",
          ...(rows.length === 0 ? [] : [table([["field", "type", "there", "what it is"], ...rows]), ""]),
          name === readName
            ? "Fields that it does not name survive reading and writing."
            : "What is sent. Fields that it does not name are sent as they are.",
          ...(name !== readName && readName in components.schemas
            ? ["", `What is read is [\`${readName}\`](${readName}.md).`]
            : []),
          "",
          "```ts",
          `import { ${moduleOf(documented, name)} } from "@genesys-presence/models"`,
          "",
          `const schema = ${moduleOf(documented, name)}.${name}`,
          "```",
          ""
        ].join("\n")
      }
    })
}

/** The module that holds a model. */
const moduleOf = (_documented: Documented | undefined, name: string): string => {
  const modules = globSync("packages/models/src/*.ts", { cwd: root })
  const found = modules.find((path) => new RegExp(`^export const ${name}\\b`, "m").test(readSource(path)))
  if (found === undefined) throw new Error(`No module holds ${name}`)
  return found.replace(/^.*\/(\w+)\.ts$/, "$1")
}
