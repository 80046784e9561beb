import { Contract, type Operation, PresenceContract } from "@genesys-presence/models"
import { Fault, OrganizationState } from "@genesys-presence/sandbox"
import { type Effect, Schema } from "effect"
import { organization, parametersOf } from "./conformanceCalls.ts"
import { clockStartsAt, conformanceFaults } from "./conformanceFaults.ts"
import { expectedOf, limits, outcomes, rules } from "./conformanceRules.ts"

/** One case of the file. */
const Case = Schema.Struct({
  id: Schema.String,
  operation: Schema.Literals(PresenceContract.operationNames),
  fault: Fault.Fault,
  times: Schema.Union([Schema.Int, Schema.Literal("always")]),
  expected: Schema.Struct({
    attempts: Schema.Int,
    applied: Schema.Int,
    outcome: Schema.String,
    waitAtLeastMillis: Schema.Int,
    waitAtMostMillis: Schema.Int
  })
})

export type Case = typeof Case.Type

/** Reads what running the cases needs. */
export const decodeFile = Schema.decodeUnknownEffect(
  Schema.fromJsonString(
    Schema.Struct({
      clockStartsAt: Schema.DateTimeUtcFromString,
      organization: OrganizationState.OrganizationState,
      operations: Schema.Record(
        Schema.String,
        Schema.Struct({ parameters: Schema.Record(Schema.String, Schema.Unknown) })
      ),
      cases: Schema.Array(Case)
    })
  )
)

export type ConformanceFile = Effect.Success<ReturnType<typeof decodeFile>>

const operations = Object.fromEntries(
  PresenceContract.operationNames.map((name) => {
    const { method, path, repeatable }: Operation.Any = Contract.contract[name]
    return [name, { method, path, repeatable, parameters: parametersOf[name] }]
  })
)

const cases = (): ReadonlyArray<typeof Case.Encoded> =>
  PresenceContract.operationNames.flatMap((operation) =>
    Object.entries(conformanceFaults).map(([name, fault]) => ({
      // Fit to be the name of a scope of the sandbox.
      id: `${operation}.${name}`,
      operation,
      fault: fault.fault,
      times: fault.times,
      expected: expectedOf(Contract.contract[operation], fault)
    }))
  )

const width = 120

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null

const onOneLine = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`
  if (!isObject(value)) return JSON.stringify(value)
  const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${onOneLine(each)}`)
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`
}

/** What the formatter breaks into lines however short it is. */
const isTable = (value: object): boolean =>
  Array.isArray(value) && value.length > 1 && value.every((row) => isObject(row) && Object.keys(row).length > 1)

/** JSON as the formatter of this repository leaves it; `used` is what already stands in the line, and follows in it. */
const format = (value: unknown, indent: string, used: number): string => {
  const short = onOneLine(value)
  if (!isObject(value) || (used + short.length <= width && !isTable(value))) return short
  const inner = `${indent}  `
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"]
  const parts = Object.entries(value).map(([key, each]) => {
    const head = Array.isArray(value) ? inner : `${inner}${JSON.stringify(key)}: `
    return head + format(each, inner, head.length + 1)
  })
  return `${open}\n${parts.join(",\n")}\n${indent}${close}`
}

/** The file as the rules make it. */
export const fileText = (): string => {
  const file = {
    version: 1,
    composition: "RetryLayer.recommended()",
    rules,
    limits,
    outcomes,
    clockStartsAt,
    organization,
    operations,
    cases: cases()
  }
  return `${format(file, "", 0)}\n`
}
