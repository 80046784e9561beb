import { assert, describe, it } from "@effect/vitest"
import { Contract, type Operation } from "@genesys-presence/models"
import { Effect } from "effect"
import { LanguageServer } from "./support/languageServer.ts"

/** A program with one call of each operation, a line for each. */
const program = [
  `import type { NotificationsClient, PresenceClient } from "@genesys-presence/client"`,
  `declare const client: PresenceClient["Service"] & NotificationsClient["Service"]`,
  ...Contract.operationNames.map((name) => `void client.${name}`)
]
const character = "void client.".length

describe("an editor", () => {
  it.live(
    "shows for every operation what it does, and strikes through the deprecated ones with their replacement",
    () =>
      Effect.gen(function* () {
        const server = yield* LanguageServer
        const document = yield* server.open(program.join("\n"))
        for (const [index, name] of Contract.operationNames.entries()) {
          const definition: Operation.Any = Contract.contract[name]
          const hover = yield* document.hover(index + 2, character)
          assert.include(hover, name)
          for (const parameter of [...definition.pathParameters, ...Object.keys(definition.query)]) {
            assert.include(hover, `\`${parameter}\``)
          }
          if (definition.replacement === undefined) assert.notInclude(hover, "@deprecated")
          else assert.match(hover, new RegExp(`@deprecated.*use \`${definition.replacement}\``, "s"))
        }
      }).pipe(Effect.provide(LanguageServer.layer)),
    60_000
  )

  it.live(
    "shows the parameters and the result of a method by their fields and public names",
    () =>
      Effect.gen(function* () {
        const server = yield* LanguageServer
        const document = yield* server.open(program.join("\n"))
        /** What a hover says of a method, on one line. */
        const method = (name: Contract.OperationName) =>
          Effect.map(document.hover(Contract.operationNames.indexOf(name) + 2, character), (hover) =>
            hover.replaceAll(/\s+/g, " ")
          )
        assert.include(
          yield* method("getUserPresencesPurecloud"),
          '(parameters: { readonly userId: string; }) => Effect<UserPresence, OperationFailure<"getUserPresencesPurecloud">'
        )
        assert.include(
          yield* method("patchUserPresence"),
          "(parameters: { readonly body: UserPresenceRequest; readonly sourceId: string; readonly userId: string; }) =>"
        )
        assert.include(yield* method("getSystempresences"), "() => Effect<readonly SystemPresence[],")
      }).pipe(Effect.provide(LanguageServer.layer)),
    60_000
  )
})
