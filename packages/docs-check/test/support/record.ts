import { Authentication } from "@genesys-presence/client"
import { Effect, Layer, Metric, Random, Redacted } from "effect"
import { FetchHttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import { assert, vi } from "vitest"
import * as AwayRedis from "./awayRedis.ts"
import { carryOut, makeHistory } from "./carryOut.ts"
import { type Circumstances, circumstancesOf } from "./circumstances.ts"
import { claimsIn, definitionsIn } from "./definitions.ts"
import { notingConsole, shown, withoutRepetition } from "./note.ts"
import { snippetFile } from "./snippetFile.ts"
import { surroundingsOf } from "./surroundings.ts"

/** The code with an export of all that it has, and with the test at the other end of what it would connect to. */
const moduleOf = (code: string, { sockets }: Circumstances): string => {
  const withoutRedis = code.replaceAll(/\bNodeRedis\.layer\(\{.*?\}\)/gs, "AwayRedis.layer")
  const connected = sockets
    ? withoutRedis
    : withoutRedis.replaceAll(/\bNodeHttpClient\.layerUndici(Options\(\{.*?\}\))?/gs, "TestHttpClient.layer")
  return [
    `import { FetchHttpClient as TestHttpClient } from "effect/http"`,
    `import * as AwayRedis from "../../test/support/awayRedis.ts"`,
    connected,
    `export { ${definitionsIn(code)
      .map(({ name }) => name)
      .join(", ")} }`,
    ...claimsIn(code).map(({ expression }, index) => `export const claim${index} = ${expression}`),
    ""
  ].join("\n")
}

/** What a snippet declares and somebody else has to write. */
const readToken = Effect.flatMap(Authentication, ({ token }) => Effect.map(token, Redacted.value))

/** Each run has randomness, metrics and time of its own, so that all runs are the same. */
const repeatable = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  effect.pipe(
    Random.withSeed("documentation"),
    Effect.provideService(Metric.MetricRegistry, new Map()),
    Effect.provide(TestClock.layer())
  )

/** Ports are the system's, and tokens are random for a reason. */
const steady = (line: string): string =>
  line.replaceAll(/127\.0\.0\.1:[1-9]\d*/g, "127.0.0.1:<port>").replaceAll(/\b[a-z0-9]{42}\b/g, "<token>")

/** Carries out a snippet: what happened, definition by definition. The name is for its module. */
export const recordOf = (name: string, code: string): Effect.Effect<ReadonlyArray<string>, unknown> =>
  Effect.gen(function* () {
    const lines: Array<string> = []
    const note = (text: string) => void lines.push(...text.split("\n").map((line) => steady(`  ${line}`).trimEnd()))
    const circumstances = circumstancesOf(code)
    const manner = { ...circumstances, note }

    const all = Effect.gen(function* () {
      // What is written without Effect finds these by their names.
      const noting = notingConsole(note)
      vi.spyOn(console, "log").mockImplementation((...values) => noting.log(...values))
      vi.spyOn(console, "error").mockImplementation((...values) => noting.error(...values))
      if (!circumstances.sockets) vi.stubGlobal("fetch", yield* FetchHttpClient.Fetch)
      if (code.includes("declare const MyRedis")) vi.stubGlobal("MyRedis", AwayRedis.layer)
      if (code.includes("declare const readToken")) {
        lines.push("readToken")
        vi.stubGlobal("readToken", Effect.succeed(yield* readToken))
      }
      const file = snippetFile(name, moduleOf(code, circumstances))
      const module: Readonly<Record<string, unknown>> = yield* Effect.promise(() => import(file))
      if (circumstances.history) {
        lines.push("before")
        yield* makeHistory(manner)
      }
      for (const definition of definitionsIn(code)) {
        lines.push(definition.name)
        yield* carryOut(definition, module[definition.name], manner)
      }
      for (const [index, { expression, promised }] of claimsIn(code).entries()) {
        const value = shown(module[`claim${index}`]).replaceAll("'", '"')
        assert.strictEqual(value, promised, expression)
        lines.push(expression, `  is ${value}, as promised`)
      }
    })

    yield* repeatable(Effect.provide(all, Layer.fresh(surroundingsOf(code, circumstances, note)))).pipe(
      Effect.ensuring(Effect.sync(() => vi.unstubAllGlobals().restoreAllMocks()))
    )
    assert.isNotEmpty(lines, "nothing came of the snippet")
    return withoutRepetition(lines)
  })
