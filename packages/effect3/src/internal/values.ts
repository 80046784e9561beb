import * as Config3 from "effect/Config"
import * as DateTime3 from "effect/DateTime"
import * as Duration3 from "effect/Duration"
import * as Effect3 from "effect/Effect"
import * as Layer3 from "effect/Layer"
import * as Headers3 from "@effect/platform/Headers"
import * as Redacted3 from "effect/Redacted"
import * as Schedule3 from "effect/Schedule"
import type * as Schema3 from "effect/Schema"
import * as Stream3 from "effect/Stream"
import * as Config4 from "effect4/Config"
import * as Context4 from "effect4/Context"
import * as DateTime4 from "effect4/DateTime"
import * as Duration4 from "effect4/Duration"
import * as Effect4 from "effect4/Effect"
import * as Headers4 from "effect4/http/Headers"
import * as Layer4 from "effect4/Layer"
import * as Redacted4 from "effect4/Redacted"
import * as Schema4 from "effect4/Schema"
import * as Stream4 from "effect4/Stream"
import { PolicyTransport } from "@genesys-presence/client/internal/policies/policyTransport"
import { Caller, toEffect3, toEffect4 } from "./bridge.ts"
import { toConfig4, toConfigError3 } from "./config.ts"
import { class3Of, errorClass3, isErrorClass, twinOf } from "./errors.ts"
import { toLayer3, toLayer4 } from "./layers.ts"
import { toSchedule4 } from "./schedule.ts"
import { toSchema3 } from "./schema.ts"
import { tagOf } from "./services.ts"
import { toStream3, toStream4 } from "./streams.ts"

type Function = (...args: ReadonlyArray<unknown>) => unknown

/** What stands for a function, a layer or a service of the other version. */
const twins = new WeakMap<object, object>()

const paired = <Made extends object>(original: object, made: Made): Made => {
  twins.set(original, made)
  twins.set(made, original)
  return made
}

const isRecord = (value: object): value is Readonly<Record<string, unknown>> => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Fields that are told from others by what they are, and passed on as they are: policies write into the first. */
const passedOn: ReadonlySet<string> = new Set(["call", "constraints", "definition"])

/** Beyond it, a value is taken to contain itself, and left to whoever writes it as JSON. */
const maxDepth = 200

type Convert = (value: unknown, depth?: number) => unknown

const record = (value: Readonly<Record<string, unknown>>, convert: Convert, depth: number): object => {
  const made: Record<string, unknown> = {}
  let isService = false
  for (const key of Object.keys(value)) {
    const one = value[key]
    isService ||= typeof one === "function"
    const converted = passedOn.has(key) ? one : convert(one, depth + 1)
    // An assignment to this name would set the prototype.
    if (key === "__proto__") Object.defineProperty(made, key, { value: converted, enumerable: true })
    else made[key] = converted
  }
  // A service is known again when it comes back.
  return isService ? paired(value, made) : made
}

const within = (value: object, convert: Convert, depth: number): unknown => {
  if (depth > maxDepth) return value
  const inner = (one: unknown): unknown => convert(one, depth + 1)
  if (Array.isArray(value)) return value.map(inner)
  if (value instanceof Map) return new Map(Array.from(value, ([key, one]) => [key, inner(one)]))
  if (value instanceof Set) return new Set(Array.from(value, inner))
  return isRecord(value) ? record(value, convert, depth) : value
}

const function3 =
  (f4: Function): Function =>
  (...args) =>
    to3(f4(...args.map((arg) => to4(arg))))

const function4 =
  (f3: Function): Function =>
  (...args) =>
    to4(f3(...args.map((arg) => to3(arg))))

/** What comes from Effect 4, for a program of Effect 3. */
export const to3: Convert = (value, depth = 0) => {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return value
  const twin = twins.get(value)
  if (twin !== undefined) return twin
  // Most are the models' own, and nothing of an effect is a plain record.
  if (depth <= maxDepth && isRecord(value)) return record(value, to3, depth)
  // It is known again when it comes back, so that policies above it join those that it has.
  if (value instanceof PolicyTransport) {
    return paired(value, { execute: function3(value.execute as Function), apiUrl: value.apiUrl })
  }
  if (typeof value === "function") return callable3(value as Function)
  if (DateTime4.isDateTime(value)) return DateTime3.unsafeMake(DateTime4.toEpochMillis(value))
  if (value instanceof Error) return error3(value)
  if (Effect4.isEffect(value)) return toEffect3(value as Effect4.Effect<unknown, unknown>, to3, to3)
  if (Schema4.isSchema(value)) return schema3(value)
  if (value instanceof Config4.ConfigError) return toConfigError3(value)
  if (Duration4.isDuration(value)) {
    return Duration4.isFinite(value) ? Duration3.nanos(Duration4.toNanosUnsafe(value)) : Duration3.infinity
  }
  if (Redacted4.isRedacted(value)) return Redacted3.make(Redacted4.value(value))
  if (Headers4.isHeaders(value)) return Headers3.fromInput(Object.entries(value))
  // What they need is in the context of whoever runs them.
  if (Layer4.isLayer(value)) return paired(value, toLayer3(value as Layer4.Layer<unknown, unknown>, { to3, to4 }))
  if (Stream4.isStream(value)) return toStream3(value as Stream4.Stream<unknown, unknown>, to3)
  return within(value, to3, depth)
}

/** What comes from a program of Effect 3, for Effect 4. */
export const to4: Convert = (value, depth = 0) => {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return value
  const twin = twins.get(value)
  if (twin !== undefined) return twin
  // An effect may be a function too; what it needs is in the runtime of whoever called.
  if (value instanceof Error) return twinOf(value) ?? value
  if (Config3.isConfig(value)) return toConfig4(value, to4)
  if (Effect3.isEffect(value)) {
    const self = value as Effect3.Effect<unknown, unknown>
    return Effect4.flatMap(Effect4.service(Caller), (runtime) =>
      Effect4.mapBoth(toEffect4(runtime, self), { onFailure: (error) => to4(error), onSuccess: (one) => to4(one) })
    )
  }
  if (typeof value === "function") return paired(value, function4(value as Function))
  if (DateTime3.isDateTime(value)) return DateTime4.makeUnsafe(DateTime3.toEpochMillis(value))
  if (Duration3.isDuration(value)) {
    return Duration3.isFinite(value) ? Duration4.nanos(Duration3.unsafeToNanos(value)) : Duration4.infinity
  }
  if (Redacted3.isRedacted(value)) return Redacted4.make(Redacted3.value(value))
  if (Headers3.isHeaders(value)) return Headers4.fromInput(Object.entries(value))
  if (Layer3.isLayer(value)) return toLayer4(value as Layer3.Layer<unknown, unknown>, { to3, to4 })
  if (Stream3.StreamTypeId in value) return toStream4(value as Stream3.Stream<unknown, unknown>, to4)
  if (Schedule3.ScheduleTypeId in value) return toSchedule4(value as Schedule3.Schedule<unknown>)
  return within(value, to4, depth)
}

const callable3 = (value: Function): unknown => {
  if (isErrorClass(value)) return errorClass3(value, { to3, to4 })
  if (Context4.isKey(value)) return tagOf(value) ?? value
  if (Schema4.isSchema(value)) return schema3(value)
  // Whatever else can be called is called with what it expects.
  return paired(value, function3(value))
}

const error3 = (error: Error): Error => {
  const twin = twinOf(error)
  if (twin !== undefined) return twin
  const Class = class3Of(error)
  return Class === undefined ? error : new Class(error)
}

const schema3 = (schema: Schema4.Top): Schema3.Schema<unknown, unknown> =>
  // The schemas of the models need no services.
  toSchema3(schema as unknown as Schema4.Codec<unknown, unknown>, { to3, to4 })

/** An error that code of both versions may have made: one of the client's is translated, any other passes. */
export const knownError3 = (error: unknown): unknown => (error instanceof Error ? error3(error) : error)
