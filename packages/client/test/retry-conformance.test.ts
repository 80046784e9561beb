import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, expect, it } from "@effect/vitest"
import { PresenceContract } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect, Layer } from "effect"
import { HttpClient } from "effect/http"
import { readFile } from "node:fs/promises"
import { decodeFile, fileText } from "./support/conformanceFile.ts"
import { runCases, type Wire } from "./support/conformanceRun.ts"

const path = new URL("../conformance/retry.json", import.meta.url)

/** Read once for all tests. */
const readCases = Effect.runSync(
  Effect.cached(
    Effect.flatMap(
      Effect.promise(() => readFile(path, "utf8")),
      decodeFile
    )
  )
)

/** The HTTP client that is there already, shared by all cases of an operation. */
const shared = Layer.effect(HttpClient.HttpClient, HttpClient.HttpClient)

const wires: ReadonlyArray<readonly [name: string, wire: () => Wire]> = [
  ["in process", () => Sandbox.layerInProcess({ users: 0 })],
  ["over a socket", () => Layer.merge(Sandbox.layer({ users: 0, control: false }), Layer.fresh(shared))]
]

describe("the conformance file of retries", () => {
  it("is what its rules make; `vitest run retry-conformance -u` writes it anew", async () => {
    await expect(fileText()).toMatchFileSnapshot(path.pathname)
  })

  it.effect("has at least 25 faults for each operation, each case once", () =>
    Effect.gen(function* () {
      const { cases } = yield* readCases
      assert.strictEqual(new Set(cases.map(({ id }) => id)).size, cases.length)
      for (const name of PresenceContract.operationNames) {
        assert.isAtLeast(cases.filter(({ operation }) => operation === name).length, 25)
      }
    })
  )

  for (const [name, wire] of wires) {
    describe(name, () => {
      for (const operation of PresenceContract.operationNames) {
        it.live(`${operation} does as the rules say`, () =>
          Effect.gen(function* () {
            const file = yield* readCases
            const cases = file.cases.filter((one) => one.operation === operation)
            assert.deepStrictEqual(yield* runCases(file, cases, wire), [])
          }).pipe(Effect.provide(NodeHttpClient.layerUndici))
        )
      }
    })
  }
})
