import { Contract } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { HttpClient } from "effect/http"
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { logIn } from "./api.ts"
import { type AnswerEvent, violation } from "./support/documentedAnswers.ts"

const given = (operation: string | undefined, status: number, body: unknown): AnswerEvent => ({
  request: `${operation}`,
  operation,
  answer: { status, body },
  fault: undefined
})

/** The answers that sandboxes give while the effect runs. */
const seenDuring = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => {
    const seen: Array<AnswerEvent> = []
    // Nothing else is published there.
    const look = (event: unknown) => void seen.push(event as AnswerEvent)
    subscribe("genesys-presence-sandbox:answers", look)
    return effect.pipe(
      Effect.ensuring(Effect.sync(() => unsubscribe("genesys-presence-sandbox:answers", look))),
      Effect.as(seen)
    )
  })

describe("the check of answers that all these tests run under", () => {
  for (const name of [...Contract.operationNames, "oauthToken"]) {
    it(`complains of ${name} with a body of another shape, or a status of its own`, () => {
      assert.isDefined(violation(given(name, 200, "nothing")))
      assert.isDefined(violation(given(name, 400, { status: "400", error: 7 })))
      assert.isDefined(violation(given(name, 418, {})))
    })
  }

  it("complains of a label that is no text, a number that is not whole, a date that is none", () => {
    const labelled = (labels: object) => ({ total: 1, entities: [{ languageLabels: labels }] })
    assert.isUndefined(violation(given("getPresenceDefinitions", 200, labelled({ en_US: "Lunch" }))))
    assert.isDefined(violation(given("getPresenceDefinitions", 200, labelled({ en_US: 7 }))))
    assert.isDefined(violation(given("getPresenceDefinitions", 200, { total: 1.5, entities: [] })))
    assert.isDefined(violation(given("getUserPresencesPurecloud", 200, { modifiedDate: "yesterday" })))
  })

  it("complains of a body that is missing, or is there and should not be", () => {
    assert.isDefined(violation(given("getPresenceSettings", 200, undefined)))
    assert.isDefined(violation(given("deletePresenceSource", 204, {})))
    assert.isUndefined(violation(given("deletePresenceSource", 204, undefined)))
  })

  it("complains of an error of a path that is none, when it is no error body", () => {
    assert.isUndefined(violation(given(undefined, 404, { status: 404, code: "not.found" })))
    assert.isDefined(violation(given(undefined, 404, "<html>")))
  })

  it("leaves out what a fault made", () => {
    assert.isUndefined(violation({ ...given("getPresenceSettings", 200, "<html>"), fault: "htmlError" }))
  })

  it.effect("sees the answers over a socket and those in process", () =>
    Effect.gen(function* () {
      const overSocket = yield* seenDuring(
        Effect.flatMap(logIn(), (api) => api.get("/api/v2/systempresences")).pipe(Effect.provide(Sandbox.layer()))
      )
      assert.deepStrictEqual(
        overSocket.map(({ answer, operation }) => [operation, answer.status]),
        [
          ["oauthToken", 200],
          ["getSystempresences", 200]
        ]
      )
      const inProcess = yield* seenDuring(
        Effect.gen(function* () {
          const { baseUrl } = yield* Sandbox
          yield* HttpClient.get(`${baseUrl}/api/v2/systempresences`)
        }).pipe(Effect.provide(Layer.fresh(Sandbox.layerInProcess())))
      )
      assert.deepStrictEqual(
        inProcess.map(({ answer, operation }) => [operation, answer.status]),
        [["getSystempresences", 401]]
      )
    })
  )
})
