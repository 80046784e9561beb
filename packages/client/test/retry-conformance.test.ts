import { NodeHttpClient } from "@effect/platform-node"
import { assert, describe, expect, it } from "@effect/vitest"
import { PresenceContract } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { runCount } from "@genesys-presence/test-support/runCount"
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

const wires: ReadonlyArray<readonly [name: string, wire: () => Wire, every: number]> = [
  ["in process", () => Sandbox.layerInProcess({ users: 0 }), 1],
  // How a fault arrives does not depend on the operation, so that each meets a quarter of them: another one each time.
  [
    "over a socket",
    () => Layer.merge(Sandbox.layer({ users: 0, control: false }), Layer.fresh(shared)),
    Math.min(4, 1 / runCount(1))
  ]
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

  for (const [name, wire, every] of wires) {
    describe(name, () => {
      for (const [index, operation] of PresenceContract.operationNames.entries()) {
        it.live(`${operation} does as the rules say`, () =>
          Effect.gen(function* () {
            const file = yield* readCases
            const all = file.cases.filter((one) => one.operation === operation)
            const cases = all.filter((_, fault) => (fault + index) % every === 0)
            assert.deepStrictEqual(yield* runCases(file, cases, wire), [])
          }).pipe(Effect.provide(NodeHttpClient.layerUndici))
        )
      }
    })
  }
})
