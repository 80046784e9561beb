/** A page for each model. */
import {
  ChannelCommand,
  IntegrationPresence,
  NotificationEnvelope,
  OpenApi,
  OutOfOffice,
  RoutingStatus,
  SystemMessage,
  UserActivity
} from "@genesys-presence/models"
import { type JsonSchema, Schema } from "effect"
import { globSync } from "node:fs"
import { basename } from "node:path"
import { read, withoutLinks } from "./comment.ts"
import { type Documented, documentedIn } from "./documented.ts"
import { modelLink, type Page, table } from "./page.ts"
import { readSource, root } from "./repository.ts"
import { typeOf } from "./typeText.ts"

/** What the sources of a model say: its interface, and the module that holds it. */
interface Source {
  readonly documented: Documented
  readonly module: string
}

/** The sources, by the name of the model. */
const sources = (): ReadonlyMap<string, Source> => {
  const all = globSync("packages/models/src/*.ts", { cwd: root }).flatMap((path) =>
    documentedIn(path, readSource(path)).map((documented) => ({ documented, module: basename(path, ".ts") }))
  )
  // The interface comes before the schema of the same name.
  return new Map(all.toReversed().map((source) => [source.documented.name, source]))
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

/** What the WebSocket of a channel carries: no operation has these models. */
const ofChannels = [
  NotificationEnvelope.NotificationEnvelope,
  RoutingStatus.UserRoutingStatus,
  UserActivity.UserActivity,
  IntegrationPresence.IntegrationPresence,
  OutOfOffice.OutOfOffice,
  SystemMessage.SystemMessage,
  ChannelCommand.ChannelCommand,
  ChannelCommand.ChannelCommandAnswer
]

const schemasOfChannels = (): JsonSchema.Definitions =>
  Object.fromEntries(ofChannels.flatMap((model) => Object.entries(Schema.toJsonSchemaDocument(model).definitions)))

export const modelPages = (): ReadonlyArray<Page> => {
  const all = sources()
  const schemas = { ...schemasOfChannels(), ...OpenApi.document().components.schemas }
  return Object.entries(schemas).flatMap(([name, schema]) => {
    const source = all.get(name)
    // A component of the login is no model of the package.
    if (source === undefined) return []
    const { documented, module } = source
    const readName = name.replace(/Request$/, "")
    const membersOf = (of: string) =>
      new Map((all.get(of)?.documented.members ?? []).map((member) => [member.name, member]))
    const own = membersOf(name)
    const inherited = membersOf(readName)
    const required = new Set((schema["required"] ?? []) as ReadonlyArray<string>)
    const rows = propertiesOf(schema).map(([field, type]) => [
      `\`${field}\``,
      typeOf(type, modelLink("")),
      required.has(field) ? "always" : "may be absent",
      described(own.get(field) ?? inherited.get(field))
    ])
    return [
      {
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
          ...(name !== readName && readName in schemas
            ? ["", `What is read is [\`${readName}\`](${readName}.md).`]
            : []),
          "",
          "```ts",
          `import { ${module} } from "@genesys-presence/models"`,
          "",
          `const schema = ${module}.${name}`,
          "```",
          ""
        ].join("\n")
      }
    ]
  })
}
