import { describe, it } from "@effect/vitest"
import { loadAttempts } from "./load.ts"

describe("under load and faults:", () => {
  for (const { name, run } of loadAttempts) it.effect(name, () => run, { timeout: 1_800_000 })
})
