import { PresenceContract } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, expect, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { execFile, spawnSync } from "node:child_process"
import { dirname, delimiter } from "node:path"
import { promisify } from "node:util"
import { isDocumented, names, page, script } from "./curlPage.ts"

/** curl before 7.82 does not know `--json`. */
const canRun = spawnSync("sh", ["-c", "curl --json '{}' --version"]).status === 0

describe("the page of curl commands", () => {
  it("has every operation once", () => {
    assert.sameMembers([...names], [...PresenceContract.operationNames])
  })

  // `vitest run -u` writes the page anew.
  it("is what the contract makes of it", async () => {
    await expect(page).toMatchFileSnapshot("../../../docs/8-curl.md")
  })

  it.live.skipIf(!canRun)("holds commands that are answered with the documented statuses", () =>
    Effect.gen(function* () {
      const { baseUrl, defaultClient, requests } = yield* Sandbox
      const env = {
        PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
        GENESYS_CLOUD_API_URL: baseUrl,
        GENESYS_CLOUD_LOGIN_URL: baseUrl,
        GENESYS_CLOUD_CLIENT_ID: defaultClient.clientId,
        GENESYS_CLOUD_CLIENT_SECRET: Redacted.value(defaultClient.clientSecret)
      }
      // Rejects unless the shell ends with 0.
      const { stderr } = yield* Effect.promise(() => promisify(execFile)("sh", ["-eu", "-c", script], { env }))
      assert.strictEqual(stderr, "")
      const [login, ...calls] = yield* requests
      assert.deepStrictEqual([login?.path, login?.status], ["/oauth/token", 200])
      assert.deepStrictEqual(
        calls.map(({ operation }) => operation),
        [...names]
      )
      assert.deepStrictEqual(
        calls.filter(({ operation, status }) => operation === undefined || !isDocumented(operation, status)),
        []
      )
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
