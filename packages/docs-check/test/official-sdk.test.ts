import { assert, describe, it } from "@effect/vitest"
import { PresenceClient } from "@genesys-presence/client"
import { PresenceContract } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { overASocket } from "@genesys-presence/test-support/sandboxClient"
import { Effect, Redacted } from "effect"
import { createRequire } from "node:module"
import type * as OfficialSdk from "purecloud-platform-client-v2"
import { markdownFiles } from "../src/repository.ts"

// The SDK is CommonJS; its types are those of the package.
const sdk = createRequire(import.meta.url)("purecloud-platform-client-v2") as typeof OfficialSdk

/** The calls of the page: those of the SDK, and ours in the same place. */
const rows = markdownFiles()
  .filter(({ path }) => path === "docs/22-from-the-official-sdk.md")
  .flatMap(({ text }) => Array.from(text.matchAll(/^\| `(api\.[^`]+)`\s+\| `(presence\.[^`]+)`\s+\|$/gm)))
  .map(([, theirs = "", ours = ""]) => ({ theirs, ours }))

/** What the calls of the page name. */
const scope = (
  made: { readonly definitions: ReadonlyArray<string>; readonly sources: ReadonlyArray<string> },
  users: ReadonlyArray<string>,
  builtIn: Readonly<Record<string, string>>
) => ({
  ada: users[0],
  bruno: users[1],
  busy: builtIn["Busy"],
  onQueue: builtIn["OnQueue"],
  lunch: made.definitions[0],
  coffee: made.definitions[1],
  teams: made.sources[0],
  zoom: made.sources[1]
})
/** Carries out a call of the page; it sees nothing but what it names. */
const evaluate = (code: string, names: Readonly<Record<string, unknown>>): unknown =>
  // oxlint-disable-next-line typescript/no-implied-eval -- what is evaluated are the cells of the page
  new Function(...Object.keys(names), `"use strict"; return ${code}`)(...Object.values(names))

/** What comes and goes by the clock, or says which sandbox it was. */
const settled = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (key, member: unknown) => (/Date$|[uU]ri$/.test(key) ? undefined : member)) ?? "null"
  )

type Carry = (code: string, names: Readonly<Record<string, unknown>>) => Effect.Effect<unknown, unknown>

/** Carries out the calls one after the other: what each answered, and the state that they left behind. */
const carryOut = (calls: ReadonlyArray<string>, carry: Carry) =>
  Effect.gen(function* () {
    const { exportState, requests, users } = yield* Sandbox
    const state = JSON.parse(JSON.stringify(yield* exportState)) as {
      readonly definitions: ReadonlyArray<{ readonly id: string; readonly systemPresence: string }>
      readonly sources: ReadonlyArray<{ readonly id: string; readonly name: string }>
    }
    const builtIn = Object.fromEntries(state.definitions.map((one) => [one.systemPresence, one.id]))
    const made = {
      definitions: [] as Array<string>,
      sources: state.sources.filter(({ name }) => name === "Microsoft Teams").map((one) => one.id)
    }
    const answers: Array<unknown> = []
    for (const code of calls) {
      const answer = yield* carry(
        code,
        scope(
          made,
          users.map((user) => user.id),
          builtIn
        )
      )
      answers.push(settled(answer))
      if (typeof answer === "object" && answer !== null && "id" in answer && typeof answer.id === "string") {
        if (/post.*definitions/i.test(code)) made.definitions.push(answer.id)
        if (/postPresenceSources/.test(code)) made.sources.push(answer.id)
      }
    }
    const performed = (yield* requests).flatMap(({ operation }) => operation ?? [])
    return { answers, performed, left: settled(yield* exportState) }
  })

const bySdk = Effect.gen(function* () {
  const { defaultClient, port } = yield* Sandbox
  const client = sdk.ApiClient.instance
  client.config.live_reload_config = false
  client.setGateway({ protocol: "http", host: "127.0.0.1", port })
  yield* Effect.promise(() =>
    client.loginClientCredentialsGrant(defaultClient.clientId, Redacted.value(defaultClient.clientSecret))
  )
  const api = new sdk.PresenceApi()
  return yield* carryOut(
    rows.map(({ theirs }) => theirs),
    (code, names) => Effect.promise(async () => evaluate(code, { ...names, api }))
  )
}).pipe(Effect.provide(Sandbox.layer({ users: 2 })))

const byUs = Effect.gen(function* () {
  const presence = yield* PresenceClient
  return yield* carryOut(
    rows.map(({ ours }) => ours),
    // The code of the page makes a call of the client.
    (code, names) => evaluate(code, { ...names, presence }) as Effect.Effect<unknown, unknown>
  )
}).pipe(Effect.provide(overASocket({ users: 2 })))

describe("the page for those who come from the official SDK", () => {
  it("has a row for each operation", () => {
    assert.sameMembers(
      rows.map(({ ours }) => /^presence\.(\w+)/.exec(ours)?.[1] ?? ""),
      Array.from(PresenceContract.operationNames)
    )
  })

  it.live("says calls that answer the same and leave the same behind", () =>
    Effect.gen(function* () {
      const theirs = yield* bySdk
      const ours = yield* byUs
      assert.deepStrictEqual(ours.performed, theirs.performed)
      for (const [index, { ours: code }] of rows.entries()) {
        assert.deepStrictEqual(ours.answers[index], theirs.answers[index], code)
      }
      assert.deepStrictEqual(ours.left, theirs.left)
    })
  )
})
