import * as Config3 from "effect/Config"
import * as ConfigError3 from "effect/ConfigError"
import type * as ConfigProvider3 from "effect/ConfigProvider"
import * as Effect3 from "effect/Effect"
import * as Config4 from "effect4/Config"
import * as ConfigProvider4 from "effect4/ConfigProvider"
import * as Effect4 from "effect4/Effect"
import { Caller, toEffect4 } from "./bridge.ts"

const providers = new WeakMap<ConfigProvider3.ConfigProvider, ConfigProvider4.ConfigProvider>()

/** What is read from a provider of Effect 3, with its nesting and its changes of names. */
export const toProvider4 = (provider: ConfigProvider3.ConfigProvider): ConfigProvider4.ConfigProvider => {
  const known = providers.get(provider)
  if (known !== undefined) return known
  const made = ConfigProvider4.make((path) => {
    const [name = "", ...more] = path.map(String)
    // The settings of the client are single values under one name.
    if (more.length > 0) return Effect4.succeed(undefined)
    const loaded = Effect3.map(provider.load(Config3.string(name)), ConfigProvider4.makeValue)
    return Effect4.catch(
      Effect4.flatMap(Effect4.service(Caller), (runtime) => toEffect4(runtime, loaded)),
      (error): Effect4.Effect<undefined, ConfigProvider4.SourceError> =>
        ConfigError3.isMissingDataOnly(error)
          ? Effect4.succeed(undefined)
          : Effect4.fail(new ConfigProvider4.SourceError({ message: `${name} cannot be read`, cause: error }))
    )
  })
  providers.set(provider, made)
  return made
}

/** A config of Effect 3. It reads the provider of the program, and its error is known again when it comes back. */
export const toConfig4 = (
  config: Config3.Config<unknown>,
  convert: (value: unknown) => unknown
): Config4.Config<unknown> =>
  Config4.mapEffect(Config4.succeed(config), (own) =>
    Effect4.flatMap(Effect4.service(Caller), (runtime) =>
      Effect4.mapBoth(toEffect4(runtime, own), {
        onSuccess: convert,
        onFailure: (error) =>
          new Config4.ConfigError(new ConfigProvider4.SourceError({ message: "see the cause", cause: error }))
      })
    )
  )

/** The error of a setting, which names the variable. Variables are texts: one that is not even that is not there. */
export const toConfigError3 = (error: Config4.ConfigError): ConfigError3.ConfigError => {
  const own = error.cause._tag === "SourceError" ? error.cause.cause : undefined
  if (ConfigError3.isConfigError(own)) return own
  // What is wrong with one variable may name another one.
  const name = /at \["(\w+)"\]/.exec(error.message)?.[1] ?? /GENESYS_CLOUD_\w+/.exec(error.message)?.[0]
  const path = name === undefined ? [] : [name]
  return /Expected string\s+at/.test(error.message)
    ? ConfigError3.MissingData(path, `Expected ${name ?? "a setting of the client"} to exist`)
    : ConfigError3.InvalidData(path, error.message)
}
