import { assert } from "@effect/vitest"
import { isObject, reserved } from "./wire.ts"

/** A value that shows by a key of its own where it has become a prototype. */
export const attack = JSON.stringify({ polluted: true })

/** The same value with reserved keys of its own in each of its objects. */
export const poisoned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(poisoned)
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([key, member]) => [key, poisoned(member)] as const)
  return Object.fromEntries([...reserved.map((key) => [key, JSON.parse(attack)] as const), ...members])
}

/** Fails where a reserved key has survived, or has become a prototype. */
export const assertClean = (value: unknown): void => {
  if (Array.isArray(value)) return value.forEach(assertClean)
  if (!isObject(value)) return
  for (const key of reserved) assert.isFalse(Object.hasOwn(value, key), `${key} survived`)
  assert.isFalse("polluted" in value, "the prototype was changed")
  Object.values(value).forEach(assertClean)
}
