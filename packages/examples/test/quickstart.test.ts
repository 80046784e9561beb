import { assert, describe, layer } from "@effect/vitest"
import { Contract } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect } from "effect"
import { runProgram } from "./support/runProgram.ts"

/** Runs the quickstart to its end, with the given additions to the environment. */
const run = (env: Readonly<Record<string, string>>, ...flags: ReadonlyArray<string>) =>
  runProgram("quickstart.ts", env, ...flags)

/** The environment that sends the quickstart to the sandbox of the test, as if that was an organisation. */
const organization = Effect.map(Sandbox, ({ environment }) => environment)

const writes = Effect.flatMap(Sandbox, ({ requests }) =>
  Effect.map(requests, (all) =>
    all.filter(({ operation }) => operation !== undefined && Contract.contract[operation].method !== "GET")
  )
)

describe("the quickstart", () => {
  layer(Sandbox.layer())((it) => {
    it.effect("takes a tour of its own sandbox, errors included, and ends well", () =>
      Effect.gen(function* () {
        const { code, output } = yield* run({})
        assert.strictEqual(code, 0, output)
        for (const part of [
          "On Queue",
          "a kind of Busy",
          "after:  Busy (“on a tour”)",
          "50 users in one call",
          "caught PresenceNotFound",
          "caught PresenceForbidden",
          "presence:source:add",
          "caught PresenceInvalidRequest"
        ]) {
          assert.include(output, part)
        }
        assert.notInclude(output, "sandbox-secret")
      })
    )

    it.effect("changes nothing in an organisation unless it is asked to", () =>
      Effect.gen(function* () {
        const { users } = yield* Sandbox
        const { code, output } = yield* run(yield* organization, "--user", users[0]?.id ?? "")
        assert.strictEqual(code, 0, output)
        assert.include(output, "read-only")
        assert.deepStrictEqual(yield* writes, [])
      })
    )

    it.effect("puts back what it changes when it is", () =>
      Effect.gen(function* () {
        const { users } = yield* Sandbox
        const { code, output } = yield* run(yield* organization, "--write", "--user", users[0]?.id ?? "")
        assert.strictEqual(code, 0, output)
        assert.deepStrictEqual(
          (yield* writes).map(({ operation }) => operation),
          [
            "postPresenceDefinitions",
            "patchUserPresencesPurecloud",
            "patchUserPresencesPurecloud",
            "deletePresenceDefinition"
          ]
        )
      })
    )

    it.effect("says which setting is missing, and ends with an error", () =>
      Effect.gen(function* () {
        const { code, output } = yield* run({ GENESYS_CLOUD_CLIENT_ID: "some-client" })
        assert.strictEqual(code, 1)
        assert.include(output, "GENESYS_CLOUD_")
      })
    )
  })
})
