/** A page for each family of operations. */
import { PresenceError } from "@genesys-presence/client"
import { Contract, OpenApi, PresenceContract } from "@genesys-presence/models"
import { read, withoutLinks } from "./comment.ts"
import { documentedIn } from "./documented.ts"
import { argumentOf, written } from "./example.ts"
import { modelLink, type Page, slugOf, table } from "./page.ts"
import { readSource } from "./repository.ts"
import { typeOf } from "./typeText.ts"

interface Described {
  readonly name: Contract.OperationName
  readonly method: string
  readonly path: string
  readonly operation: OpenApi.Operation
}

const methods = ["get", "head", "post", "put", "patch", "delete"] as const

const isName = (name: string): name is Contract.OperationName => Object.hasOwn(Contract.contract, name)

const operationsOf = (document: OpenApi.Document): ReadonlyArray<Described> =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation === undefined || !isName(operation.operationId)
        ? []
        : [{ name: operation.operationId, method: method.toUpperCase(), path, operation }]
    })
  )

/** What the contracts say of each operation in words. */
const words = (): ReadonlyMap<string, string> =>
  new Map(
    ["PresenceContract", "NotificationsContract"].flatMap((contract) => {
      const path = `packages/models/src/${contract}.ts`
      const operations = documentedIn(path, readSource(path)).find(({ name }) => name === "Operations")
      return (operations?.members ?? []).map(({ comment = "", name }) => [name, comment] as const)
    })
  )

const clientOf = (name: Contract.OperationName): string =>
  name in PresenceContract.contract ? "PresenceClient" : "NotificationsClient"

/** `- \`userId\`: the id of the user`, which may go on for several lines. */
const parameterLine = /^- `(\w+)`: ([\s\S]*?)(?=^- `|(?![\s\S]))/gm

/** The name of each parameter, and what it is. */
const parametersIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    Array.from(text.matchAll(parameterLine), ([, name = "", meaning = ""]) => [
      name,
      meaning.replaceAll(/\s+/g, " ").trim()
    ])
  )

const tagOf = (status: string): string => {
  const classes: Readonly<Record<string, { readonly name: string } | undefined>> = PresenceError.byStatus
  return classes[status]?.name ?? "PresenceUnexpectedStatus"
}

const bodyModel = (content: OpenApi.Content | undefined): string | undefined => {
  const schema = content?.["application/json"]?.schema
  return schema === undefined ? undefined : typeOf(schema, modelLink("models/"))
}

const permissions = (operation: OpenApi.Operation): string => {
  const required = operation["x-inin-requires-permissions"] ?? operation["x-undocumented-permissions"]
  if (required === undefined) return "none"
  const joined = required.permissions.map((name) => `\`${name}\``).join(required.type === "ALL" ? " and " : " or ")
  return operation["x-inin-requires-permissions"] === undefined ? `${joined}, though undocumented` : joined
}

const sectionOf = (described: Described, comment: string, linkTo: (name: string) => string): string => {
  const { method, name, operation, path } = described
  const { tags, text } = read(comment)
  const meanings = parametersIn(text)
  const prose = withoutLinks(text.replaceAll(parameterLine, "").trim())
  const sent = bodyModel(operation.requestBody?.content)
  const needed = [
    // The contract leaves the ids of users out of what it requires, and the service does not.
    ...operation.parameters
      .filter(({ name: parameter, required }) => required || parameter === "id")
      .map((parameter) => parameter.name),
    ...(sent === undefined ? [] : ["body"])
  ]
  const parameters = [
    ...operation.parameters.map((parameter) => [
      `\`${parameter.name}\``,
      parameter.in,
      typeOf(parameter.schema, modelLink("models/")),
      parameter.required ? "yes" : "no",
      meanings.get(parameter.name) ?? ""
    ]),
    ...(sent === undefined ? [] : [["`body`", "body", sent, "yes", meanings.get("body") ?? ""]])
  ]
  const answers = Object.entries(operation.responses)
  const succeeds = answers.filter(([status]) => status.startsWith("2"))
  const fails = answers.filter(([status]) => !status.startsWith("2"))
  const answered = succeeds.map(([status, response]) => {
    const model = "$ref" in response ? undefined : bodyModel(response.content)
    return `${status}: ${model ?? "nothing"}`
  })
  const replacement = tags.has("deprecated") ? operation["x-replaced-by"] : undefined
  return [
    `## ${name}`,
    "",
    ...(replacement === undefined ? [] : [`**Deprecated**: use [\`${replacement}\`](${linkTo(replacement)}).`, ""]),
    `\`${method} ${path}\``,
    "",
    prose,
    "",
    ...(parameters.length === 0
      ? []
      : [table([["parameter", "in", "type", "required", "what it is"], ...parameters]), ""]),
    `- Permissions: ${permissions(operation)}`,
    `- Succeeds with ${answered.join("; ")}`,
    `- May be repeated: ${operation["x-repeatable"] === true ? "yes" : "no"}`,
    `- Fails with ${fails.map(([status]) => `${status} \`${tagOf(status)}\``).join(", ")}`,
    "",
    "```ts",
    `import { ${clientOf(name)} } from "@genesys-presence/client"`,
    "",
    `const call = ${clientOf(name)}.use((client) =>`,
    `  client.${name}(${needed.length === 0 ? "" : written(argumentOf(name, needed))})`,
    ")",
    "```"
  ].join("\n")
}

/** The pages, in the order in which the contract has the families. */
export const operationPages = (): ReadonlyArray<Page> => {
  const comments = words()
  const families = new Map<string, Array<Described>>()
  for (const described of operationsOf(OpenApi.document())) {
    const [family = "others"] = described.operation.tags
    const members = families.get(family)
    if (members === undefined) families.set(family, [described])
    else members.push(described)
  }
  const places = new Map(
    Array.from(families).flatMap(([family, members]) =>
      members.map(({ name }) => [name as string, `${slugOf(family)}.md#${name.toLowerCase()}`] as const)
    )
  )
  return Array.from(families, ([family, members]) => ({
    path: `${slugOf(family)}.md`,
    title: `Operations on ${family}`,
    text: [
      `# Operations on ${family}`,
      "",
      ...members.flatMap((described) => [
        sectionOf(described, comments.get(described.name) ?? "", (name) => places.get(name) ?? ""),
        ""
      ])
    ].join("\n")
  }))
}
