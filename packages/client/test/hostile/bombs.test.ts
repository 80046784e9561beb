import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { transports } from "../support/clients.ts"
import { assertSmall, bombs, detonate, keptErrors } from "./bombs.ts"

describe.concurrent("what comes back, in a process of its own:", () => {
  for (const [transport] of transports) {
    it.live(
      `${bombs.length} bombs, and ${keptErrors.name}, over ${transport}`,
      () =>
        Effect.gen(function* () {
          const { grown, kept, tags } = yield* detonate(transport)
          for (const { path } of bombs) {
            const expected = path.endsWith(":503") ? "PresenceServiceUnavailable" : "PresenceDecodeError"
            assert.strictEqual(tags[path], expected, path)
          }
          assertSmall(grown)
          assertSmall(kept)
        }),
      { timeout: 60_000 }
    )
  }
})
