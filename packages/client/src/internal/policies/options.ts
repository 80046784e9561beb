import * as Duration from "effect/Duration"
import { identity } from "effect/Function"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { PresenceConfigurationError } from "../../PresenceError.ts"

type Checked<A> = Result.Result<A, PresenceConfigurationError>

/** Never throws: a value without a type may have no text, such as an object without a prototype. */
const shown = (value: unknown): string =>
  Result.getOrElse(
    Result.try(() =>
      typeof value === "string"
        ? JSON.stringify(value)
        : Duration.isDuration(value)
          ? Duration.format(value)
          : String(value)
    ),
    () => "a value that has no text"
  )

const units = ["weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"]

/** Effect reads as 0 what has no unit, such as `{}` or a `Date`, and NaN, as after `Number(process.env.MISSING)`. */
const hasNumbers = (input: unknown): boolean => {
  if (typeof input !== "object" || input === null || Duration.isDuration(input)) return !Number.isNaN(input)
  const parts: ReadonlyArray<unknown> = Array.isArray(input)
    ? input
    : units.map((unit): unknown => Reflect.get(input, unit)).filter((part) => part !== undefined)
  return parts.length > 0 && parts.every((part) => typeof part === "number" && !Number.isNaN(part))
}

const parseDuration = (input: unknown): number | undefined => {
  if (!hasNumbers(input)) return undefined
  // What is no duration at all makes it fail.
  const parsed = Duration.fromInput(input as Duration.Input)
  return Option.isSome(parsed) ? Math.max(0, Duration.toMillis(parsed.value)) : undefined
}

/**
 * Reads the options of a layer. `undefined` stands for the defaults. Without a type checker options may be anything:
 * `null`, a number, or an object with a getter that throws.
 */
export const readOptions = <O, A>(layer: string, options: O, read: (options: O) => Checked<A>): Checked<A> => {
  const invalid = (found: string) =>
    new PresenceConfigurationError({ setting: layer, issue: `must be an object of options, but ${found}` })
  if (options !== undefined && (typeof options !== "object" || options === null || Array.isArray(options))) {
    return Result.fail(invalid(`is ${shown(options)}`))
  }
  return Result.flatMap(
    Result.try({ try: () => read(options), catch: (cause) => invalid(`reading it failed with ${shown(cause)}`) }),
    identity
  )
}

/** Checks the options of one layer. Each check names the option, its value and what is allowed. */
export const optionsOf = (layer: string) => {
  const invalid = (name: string, value: unknown, allowed: string): Checked<never> =>
    Result.fail(
      new PresenceConfigurationError({
        setting: `${layer}.${name}`,
        issue: `must be ${allowed}, but is ${shown(value)}`
      })
    )
  return {
    /** A length of time in milliseconds. Negative ones count as 0. */
    duration: (
      name: string,
      value: unknown,
      { finite = false, least = 0 }: { readonly least?: number; readonly finite?: boolean } = {}
    ): Checked<number> => {
      const millis = parseDuration(value)
      const isAllowed = millis !== undefined && millis >= least && !(finite && millis === Infinity)
      if (isAllowed) return Result.succeed(millis)
      const bound = least > 0 ? ` of at least ${Duration.format(Duration.millis(least))}` : ""
      return invalid(name, value, `a ${finite ? "finite " : ""}duration${bound}`)
    },
    /** A whole number. */
    count: (
      name: string,
      value: unknown,
      { infinite = false, least }: { readonly least: number; readonly infinite?: boolean }
    ): Checked<number> =>
      typeof value === "number" && value >= least && (Number.isSafeInteger(value) || (infinite && value === Infinity))
        ? Result.succeed(value)
        : invalid(name, value, `a whole number of at least ${least}${infinite ? ", or Infinity" : ""}`),
    /** A number from one bound to another. */
    number: (name: string, value: unknown, least: number, most: number): Checked<number> =>
      typeof value === "number" && value >= least && value <= most
        ? Result.succeed(value)
        : invalid(name, value, `a number ${most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`}`),
    /** One of some values. */
    oneOf: <A>(name: string, value: A, allowed: ReadonlyArray<A>): Checked<A> =>
      allowed.includes(value) ? Result.succeed(value) : invalid(name, value, `one of ${allowed.map(shown).join(", ")}`),
    invalid
  }
}
