import { assert } from "@effect/vitest"
import { inspect } from "node:util"
import { canarySecret } from "./fakeService.ts"

export const canaryToken = "canary-token-0815"
const basic = Buffer.from(`some-client:${canarySecret}`).toString("base64")

/** What is reachable from an object: its own properties, and what its accessors answer. */
const members = (node: object): Array<unknown> => {
  const found: Array<unknown> = node instanceof Map || node instanceof Set ? [...node].flat() : []
  for (let owner: object | null = node; owner !== null; owner = Reflect.getPrototypeOf(owner)) {
    for (const key of Reflect.ownKeys(owner)) {
      const property = Reflect.getOwnPropertyDescriptor(owner, key)
      // An accessor may refuse to be read, as those of built-in prototypes do.
      try {
        found.push(String(key), property?.get === undefined ? property?.value : Reflect.apply(property.get, node, []))
      } catch {
        found.push(String(key))
      }
    }
  }
  return found
}

/** Every text that a program could see of a value: printed in each way, and by walking all that can be reached. */
export const everything = (value: unknown): string => {
  const texts: Array<string> = []
  const seen = new Set<unknown>()
  const rest: Array<unknown> = [value]
  while (rest.length > 0) {
    const node = rest.pop()
    if (typeof node === "string") texts.push(node)
    if (typeof node !== "object" || node === null || seen.has(node)) continue
    seen.add(node)
    rest.push(...members(node))
  }
  texts.push(String(value), inspect(value, { depth: 20, showHidden: true, getters: true }))
  // Spans are not made for JSON; errors are.
  if (value instanceof Error) texts.push(value.stack ?? "", JSON.stringify(value))
  return texts.join("\n")
}

/** Fails when a secret can be seen. */
export const assertClean = (value: unknown, what: string, canaries = [canarySecret, canaryToken, basic]) => {
  const text = everything(value)
  for (const canary of canaries) assert.isFalse(text.includes(canary), `${what} shows a canary`)
}
