import { Sandbox } from "@genesys-presence/sandbox"
import { describe, layer } from "@effect/vitest"
import { Effect } from "effect"
import { Chromium, isMissing } from "../page-browser.ts"
import { pageAttacks } from "./pageAttacks.ts"

describe.skipIf(isMissing)("the page of the sandbox against", { timeout: 30_000 }, () => {
  layer(Chromium.layer, { excludeTestServices: true, timeout: 30_000 })((it) => {
    for (const { name, run } of pageAttacks) it.effect(name, () => run.pipe(Effect.provide(Sandbox.layer())))
  })
})
