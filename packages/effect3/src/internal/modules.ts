import * as ConfigProvider3 from "effect/ConfigProvider"
import * as Context3 from "effect/Context"
import * as DefaultServices3 from "effect/DefaultServices"
import * as Effect3 from "effect/Effect"
import * as FiberRefs3 from "effect/FiberRefs"
import * as Layer3 from "effect/Layer"
import * as ConfigProvider4 from "effect4/ConfigProvider"
import * as Context4 from "effect4/Context"
import * as Effect4 from "effect4/Effect"
import * as Layer4 from "effect4/Layer"
import { HttpExchange } from "@genesys-presence/client/HttpExchange"
import { Caller, toEffect3, toEffect4, translation } from "./bridge.ts"
import { toProvider4 } from "./config.ts"
import { isErrorClass } from "./errors.ts"
import { withLogging } from "./logging.ts"
import { pair, servicesIn4 } from "./services.ts"
import { knownError3, to3, to4 } from "./values.ts"

type Function = (...args: ReadonlyArray<unknown>) => unknown
type Module = Readonly<Record<string, unknown>>

interface Translated {
  readonly provider: ConfigProvider3.ConfigProvider
  readonly services: Context4.Context<never>
}

const known = new WeakMap<object, Translated>()

translation.services = ({ context, fiberRefs }) => {
  const provider = Context3.get(
    FiberRefs3.getOrDefault(fiberRefs, DefaultServices3.currentServices),
    ConfigProvider3.ConfigProvider
  )
  const last = known.get(context)
  if (last?.provider === provider) return last.services
  const services = withLogging(
    Context4.add(servicesIn4(context, { to3, to4 }), ConfigProvider4.ConfigProvider, toProvider4(provider))
  )
  known.set(context, { provider, services })
  return services
}

const identity = <A>(value: A): A => value

/**
 * A function that puts something around an effect of the caller's: what that one answers and fails with is not looked
 * into, and errors that the client adds are those of Effect 3.
 */
const combinator =
  (f: Function): Function =>
  (...args) => {
    const made = f(
      ...args.map((arg) =>
        Effect3.isEffect(arg)
          ? Effect4.flatMap(
              Effect4.service(Caller),
              (runtime) => toEffect4(runtime, arg as Effect3.Effect<unknown, unknown>) // what it needs is in the caller's runtime
            )
          : to4(arg)
      )
    )
    if (typeof made === "function") return combinator(made as Function)
    return toEffect3(made as Effect4.Effect<unknown, unknown>, identity, knownError3) // a combinator makes an effect
  }

/** A function whose layers are built for each client that they are given to, as those of the client are. */
const fresh =
  (f: Function): Function =>
  (...args) => {
    const made = to3(f(...args.map((arg) => to4(arg))))
    return Layer3.isLayer(made) ? Layer3.fresh(made) : made
  }

/** A function that looks at an error: any other value is passed as it is. */
const predicate =
  (f: Function): Function =>
  (value) =>
    to3(f(value instanceof Error ? to4(value) : value))

const eachFunction = (module: Module, convert: (f: Function) => Function): Module =>
  Object.fromEntries(
    Object.entries(module).map(([name, value]) => [
      name,
      typeof value === "function" ? convert(value as Function) : to3(value)
    ])
  )

/** A module of functions that put something around an effect. */
export const combinators = (module: Module): Module => eachFunction(module, combinator)

/** A module of functions that make layers, each of which is built anew wherever it is used. */
export const freshLayers = (module: Module): Module => eachFunction(module, fresh)

/** A module of error classes, and functions that look at errors. */
export const errorsAndPredicates = (module: Module): Module =>
  eachFunction(module, (value) => (isErrorClass(value) ? (to3(value) as Function) : predicate(value))) // a class is called

/** Any other module. */
export const functions = (module: Module): Module =>
  Object.fromEntries(Object.entries(module).map(([name, value]) => [name, to3(value)]))

const inherited: ReadonlySet<string> = new Set(["length", "name", "prototype", "key", "stack"])

interface Choices {
  /** Names of functions whose layers are built for each client. */
  readonly freshLayers?: ReadonlyArray<string>
  /** Names of functions that make a whole client: requests go through the `HttpClient` of the platform. */
  readonly wholeClients?: ReadonlyArray<string>
  /** Names of functions that put something around an effect. */
  readonly combinators?: ReadonlyArray<string>
}

/** What exchanges over the platform is in the context of every effect of the client. */
const platform = Layer4.effect(HttpExchange, Effect4.service(HttpExchange))

const overPlatform =
  (f: Function): Function =>
  (options) =>
    f({ ...(options as object | undefined), exchange: platform }) // what makes a client takes an object of options

/** The tag of Effect 3 for a service of the client, with what the class of the service offers. */
export const service = (service4: unknown, name: string, choices: Choices = {}): Context3.Tag<unknown, unknown> => {
  const class4 = service4 as Function & Module // the class of a service
  const Tag = class extends Context3.Tag(`@genesys-presence/effect3/${name}`)<unknown, unknown>() {}
  for (const member of Object.getOwnPropertyNames(class4)) {
    if (inherited.has(member)) continue
    const value = class4[member]
    const made = choices.wholeClients?.includes(member) === true ? overPlatform(value as Function) : value
    const converted =
      typeof made !== "function"
        ? to3(made)
        : choices.combinators?.includes(member) === true
          ? combinator(made as Function)
          : choices.freshLayers?.includes(member) === true
            ? fresh(made as Function)
            : to3(made)
    Object.defineProperty(Tag, member, { value: converted })
  }
  pair(service4, Tag)
  return Tag
}
