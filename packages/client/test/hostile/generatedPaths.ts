import { assert } from "@effect/vitest"
import { PresenceClient, PresenceTransport } from "@genesys-presence/client"
import { Contract, type Operation } from "@genesys-presence/models"
import { Effect, Exit, Layer } from "effect"
import { call, sampleCall } from "@genesys-presence/test-support/sampleCalls"
import type { Attempt } from "./attack.ts"
import { longRun } from "./longRun.ts"
import { assertRefused, expectedSegments, isSendable, parametersWith, segmentsOf, withParameters } from "./paths.ts"
import { seeded } from "../support/outcomes.ts"

/** What ids are put together from: all that a parser of URLs looks at, and letters of all lengths. */
const pieces = [
  ".", "..", "/", "\\", "//", "%", "%2e", "%2F", "%5c", "%00", "?", "#", "@", ":", ";", "&", "=", "+", ",", " ", "\t",
  "\r", "\n", "\u0000", "\u007f", "\u0085", "\u2028", "a", "Z", "0", "~", "é", "．", "／", "\u202e", "\ufeff", "💥",
  "\ud800", "\udc00", "http:", "https://", "evil.example.com", "presences", "bulk", "purecloud", "__proto__"
] // prettier-ignore

const origin = "https://gateway.example.com"
const base = `${origin}/genesys`

/** A client whose requests are looked at in place of being sent. */
const makeClient = (look: (target: string) => void) =>
  Layer.build(
    PresenceClient.layerBare().pipe(
      Layer.provide(
        Layer.succeed(PresenceTransport, {
          execute: (request) =>
            Effect.suspend(() => {
              look(request.target)
              return Effect.interrupt
            })
        })
      )
    )
  )

/** The URL must be the template's: its origin, its number of segments, and in each place what was given. */
const assertPath = (name: Contract.OperationName, id: string, target: string) => {
  const url = new URL(base + target)
  assert.strictEqual(url.origin, origin)
  assert.strictEqual(url.hash, "")
  assert.deepStrictEqual(segmentsOf(url.pathname), ["", "genesys", ...expectedSegments(name, id).slice(1)])
}

/** The query must hold the given text under the given name, and nothing that it brought in. */
const assertQuery = (name: Contract.OperationName, parameter: string, text: string, target: string) => {
  const { searchParams } = new URL(base + target)
  assert.strictEqual(searchParams.get(parameter), text)
  const definition: Operation.Any = Contract.contract[name]
  for (const key of searchParams.keys()) assert.property(definition.query, key)
}

const texts = new Set(["id", "divisionId", "localeCode"])
const withTexts = Contract.operationNames.flatMap((name) =>
  Object.keys(Contract.contract[name].query)
    .filter((parameter) => texts.has(parameter))
    .map((parameter) => [name, parameter] as const)
)

const run = (runs: number) =>
  Effect.gen(function* () {
    const next = seeded(1)
    const pick = <A>(values: ReadonlyArray<A>): A => values[Math.floor(next() * values.length)] as A // never empty
    const word = () => {
      let text = ""
      for (let length = Math.floor(next() * 6); length >= 0; length--) text += pick(pieces)
      return text
    }
    let sent: string | undefined
    const client = yield* makeClient((target) => {
      sent = target
    })
    const exitOf = (...request: Parameters<typeof call>) =>
      Effect.runSyncExit(Effect.provideContext(call(...request), client))
    for (let i = 0; i < runs; i++) {
      const text = next() < 0.05 ? pick(pieces) : word()
      sent = undefined
      if (i % 4 !== 0) {
        const name = pick(withParameters)
        const exit = exitOf(name, parametersWith(name, text))
        if (sent !== undefined) assertPath(name, text, sent)
        else {
          assert.isTrue(!isSendable(text) || text === "presences", JSON.stringify(text))
          assertRefused(name, yield* Effect.flip(exit))
        }
        continue
      }
      const [name, parameter] = pick(withTexts)
      const value = parameter === "localeCode" ? text : [text]
      const exit = exitOf(name, { ...sampleCall(name).parameters, [parameter]: value })
      if (sent !== undefined) assertQuery(name, parameter, text, sent)
      else {
        assert.isTrue(Exit.isFailure(exit))
        assertRefused(name, yield* Effect.flip(exit))
      }
    }
  }).pipe(Effect.scoped)

export const generatedPaths: Attempt<unknown> = {
  name: "1,000,000 generated ids and query values",
  source: "CWE-22, CWE-235",
  shown:
    "the URL keeps the template's origin and number of segments, decoding gives back what was given, or it is refused by name (5,000 on every run, all by the long one)",
  run: run(longRun(5000, 1_000_000))
}
