/** The backend's endpoints over the client, whose errors become the backend's own. */
import { type PresenceClient, type PresenceDefinitions, PresenceError, UserPresences } from "@genesys-presence/client"
import { Duration, Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api, ChangedMeanwhile, Misconfigured, TryAgainLater, UnknownAgent, UnknownStatus } from "./Api.ts"

/** What is left of a failure of the service, once those that mean something to the caller have been taken out. */
const otherwise = Effect.fnUntraced(function* (error: PresenceError.PresenceError) {
  if (PresenceError.isRetryable(error)) {
    const wait = PresenceError.retryAfter(error)
    return yield* new TryAgainLater(wait === undefined ? {} : { seconds: Math.ceil(Duration.toSeconds(wait)) })
  }
  // Its message names the operation, the permission that is missing and the correlation id, and no secret.
  yield* Effect.logError(error.message)
  const reference = "correlationId" in error ? error.correlationId : undefined
  return yield* new Misconfigured(reference === undefined ? {} : { reference })
})

const labelsOf = (definitions: ReadonlyArray<{ readonly languageLabels: Readonly<Record<string, string>> }>) =>
  definitions.flatMap(({ languageLabels }) => languageLabels["en_US"] ?? [])

type Failure =
  | PresenceError.PresenceError
  | PresenceError.PresenceDefinitionAmbiguous
  | PresenceError.PresenceDefinitionNotFound

type OwnFailure = ChangedMeanwhile | Misconfigured | TryAgainLater | UnknownAgent | UnknownStatus

/** The backend's word for a failure of the client. */
const translated = (agentId: string, status: string, failure: Failure): Effect.Effect<never, OwnFailure> => {
  switch (failure._tag) {
    case "PresenceDefinitionNotFound":
      return Effect.fail(new UnknownStatus({ status, known: labelsOf(failure.available) }))
    case "PresenceDefinitionAmbiguous":
      return Effect.fail(new UnknownStatus({ status, known: labelsOf(failure.candidates) }))
    case "PresenceNotFound":
    case "PresenceInvalidRequest":
      return Effect.fail(new UnknownAgent({ agentId }))
    case "PresenceConflict":
      return Effect.fail(new ChangedMeanwhile({ agentId }))
    default:
      return otherwise(failure)
  }
}

export const AgentsLive = HttpApiBuilder.group(
  Api,
  "agents",
  Effect.fn(function* (handlers) {
    const context = yield* Effect.context<PresenceClient | PresenceDefinitions>()

    const setStatus = (agentId: string, status: string) =>
      UserPresences.set({ userId: agentId, label: status, locale: "en_US" }).pipe(
        Effect.as({ status }),
        Effect.catch((failure) => translated(agentId, status, failure)),
        Effect.provide(context)
      )

    return handlers.handleAll({ setStatus: ({ params, payload }) => setStatus(params.id, payload.status) })
  })
)
