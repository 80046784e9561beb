import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { sequence } from "./support/commands.ts"
import { difference } from "./support/difference.ts"
import { runCount } from "@genesys-presence/test-support/runCount"
import type { Command } from "./support/referenceAnswers.ts"

const sequences = runCount(10_000)

/** Leaves out every command without which the sequence still tells the two apart. */
const shrink = Effect.fnUntraced(function* (commands: ReadonlyArray<Command>) {
  let shortest = commands
  for (let index = commands.length - 1; index >= 0; index--) {
    const shorter = shortest.toSpliced(index, 1)
    if (yield* difference(shorter)) shortest = shorter
  }
  return shortest
})

describe("the sandbox and a reference model", () => {
  it.effect(
    "agree after every step: on its answer, on all that it can have changed, and on nothing else having changed",
    () =>
      Effect.gen(function* () {
        for (let number = 0; number < sequences; number++) {
          const commands = sequence(number)
          if (!(yield* difference(commands))) continue
          const shortest = yield* shrink(commands)
          const found = yield* difference(shortest)
          assert.fail(`sequence ${number}: ${JSON.stringify({ commands: shortest, difference: found }, undefined, 2)}`)
        }
      }),
    { timeout: 120_000 }
  )
})
