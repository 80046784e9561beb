import * as Effect3 from "effect/Effect"
import * as LogLevel3 from "effect/LogLevel"
import * as Runtime3 from "effect/Runtime"
import * as Context4 from "effect4/Context"
import * as Logger4 from "effect4/Logger"
import type * as LogLevel4 from "effect4/LogLevel"
import * as References4 from "effect4/References"
import { Caller } from "./bridge.ts"

const levels: { readonly [Level in LogLevel4.LogLevel]: LogLevel3.LogLevel } = {
  All: LogLevel3.All,
  Fatal: LogLevel3.Fatal,
  Error: LogLevel3.Error,
  Warn: LogLevel3.Warning,
  Info: LogLevel3.Info,
  Debug: LogLevel3.Debug,
  Trace: LogLevel3.Trace,
  None: LogLevel3.None
}

/** Hands what the client logs to the loggers of whoever called it, with its annotations. */
const forwarding = Logger4.make<unknown, void>(({ fiber, logLevel, message }) => {
  const messages: ReadonlyArray<unknown> = Array.isArray(message) ? message : [message]
  Runtime3.runFork(fiber.getRef(Caller))(
    Effect3.annotateLogs(
      Effect3.logWithLevel(levels[logLevel], ...messages),
      fiber.getRef(References4.CurrentLogAnnotations)
    )
  )
})

/** Which level is looked at is for Effect 3 to say. */
export const withLogging = (context: Context4.Context<never>): Context4.Context<never> =>
  context.pipe(
    Context4.add(Logger4.CurrentLoggers, new Set([forwarding])),
    Context4.add(References4.MinimumLogLevel, "All")
  )
