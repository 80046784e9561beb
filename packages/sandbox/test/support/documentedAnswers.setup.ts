/** Holds each answer of each sandbox in the tests against the OpenAPI document; a test with another answer fails. */
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { afterAll, afterEach, beforeAll } from "vitest"
import { type AnswerEvent, violation } from "./documentedAnswers.ts"

const answers = "genesys-presence-sandbox:answers"

const violations = new Set<string>()

const look = (event: unknown): void => {
  // Nothing else is published there.
  const found = violation(event as AnswerEvent)
  if (found !== undefined) violations.add(found)
}

beforeAll(() => subscribe(answers, look))

afterAll(() => {
  unsubscribe(answers, look)
})

afterEach(() => {
  const found = Array.from(violations)
  violations.clear()
  if (found.length > 0) throw new Error(`Not as the OpenAPI document has it:\n${found.join("\n")}`)
})
