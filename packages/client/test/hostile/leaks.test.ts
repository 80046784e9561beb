import { describe, it } from "@effect/vitest"
import { leakAttempts } from "./leaks.ts"

describe("what leaks:", () => {
  for (const { name, run } of leakAttempts) it.effect(name, () => run)
})
