import * as DateTime3 from "effect/DateTime"
import * as Duration3 from "effect/Duration"
import * as Redacted3 from "effect/Redacted"
import * as DateTime4 from "effect4/DateTime"
import * as Duration4 from "effect4/Duration"
import * as Redacted4 from "effect4/Redacted"

type Plain = string | number | bigint | boolean | symbol | null | undefined

/** The type of a value of Effect 4 after {@link toEffect3Value}. */
export type ToEffect3<A> = A extends Plain
  ? A
  : A extends DateTime4.Utc
    ? DateTime3.Utc
    : A extends Duration4.Duration
      ? Duration3.Duration
      : A extends Redacted4.Redacted<infer T>
        ? Redacted3.Redacted<T>
        : A extends object
          ? { [K in keyof A]: ToEffect3<A[K]> }
          : A

const isRecord = (value: object): value is Readonly<Record<string, unknown>> => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const mapped = (value: object, f: (value: unknown) => unknown): unknown => {
  if (Array.isArray(value)) return value.map(f)
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, f(inner)])) : value
}

const to3 = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value
  if (DateTime4.isDateTime(value)) return DateTime3.unsafeMake(DateTime4.toEpochMillis(value))
  if (Duration4.isDuration(value)) {
    return Duration4.isFinite(value) ? Duration3.nanos(Duration4.toNanosUnsafe(value)) : Duration3.infinity
  }
  if (Redacted4.isRedacted(value)) return Redacted3.make(Redacted4.value(value))
  return mapped(value, to3)
}

const to4 = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value
  if (DateTime3.isDateTime(value)) return DateTime4.makeUnsafe(DateTime3.toEpochMillis(value))
  if (Duration3.isDuration(value)) {
    return Duration3.isFinite(value) ? Duration4.nanos(Duration3.unsafeToNanos(value)) : Duration4.infinity
  }
  if (Redacted3.isRedacted(value)) return Redacted4.make(Redacted3.value(value))
  return mapped(value, to4)
}

/** Makes the dates, durations and secrets in a value those of Effect 3. */
// The conversion walks the value as the type does.
export const toEffect3Value = <A>(value: A): ToEffect3<A> => to3(value) as ToEffect3<A>

/** Makes the dates, durations and secrets in a value those of Effect 4. */
// The inverse of `toEffect3Value`.
export const toEffect4Value = <A>(value: ToEffect3<A>): A => to4(value) as A
