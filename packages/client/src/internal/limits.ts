import * as Context from "effect/Context"
import * as Duration from "effect/Duration"

/**
 * When the call must be over, on the clock of `Waiting.now`. A policy that would have to wait past it fails at once,
 * with what it knows, instead of being cut off in its wait.
 */
export const Deadline: Context.Reference<number> = Context.Reference("@genesys-presence/client/Deadline", {
  defaultValue: () => Infinity
})

/** How long one attempt may take. A reference, so that it reaches the transport from anywhere above. */
export const AttemptTimeout: Context.Reference<Duration.Duration> = Context.Reference(
  "@genesys-presence/client/AttemptTimeout",
  { defaultValue: () => Duration.infinity }
)
