/** What the backend offers: an agent's status, by name. It knows nothing of how presence is kept. */
import { Schema } from "effect"
import { HttpApi, HttpApiEndpoint, HttpApiGroup } from "effect/http-api"

/** There is no such agent. */
export class UnknownAgent extends Schema.TaggedError<UnknownAgent>()(
  "UnknownAgent",
  { agentId: Schema.String },
  { httpApiStatus: 404 }
) {}

/** Somebody else set it meanwhile. */
export class ChangedMeanwhile extends Schema.TaggedError<ChangedMeanwhile>()(
  "ChangedMeanwhile",
  { agentId: Schema.String },
  { httpApiStatus: 409 }
) {}

/** The organisation has no such status, or several. */
export class UnknownStatus extends Schema.TaggedError<UnknownStatus>()(
  "UnknownStatus",
  { status: Schema.String, known: Schema.Array(Schema.String) },
  { httpApiStatus: 422 }
) {}

/** Something here has to be set up by an operator, who finds the reference in the logs. */
export class Misconfigured extends Schema.TaggedError<Misconfigured>()(
  "Misconfigured",
  { reference: Schema.optionalKey(Schema.String) },
  { httpApiStatus: 500 }
) {}

/** Try again, after that many seconds where they are known. */
export class TryAgainLater extends Schema.TaggedError<TryAgainLater>()(
  "TryAgainLater",
  { seconds: Schema.optionalKey(Schema.Int) },
  { httpApiStatus: 503 }
) {}

export class Agents extends HttpApiGroup.make("agents")
  .add(
    HttpApiEndpoint.put("setStatus", "/:id/status", {
      params: { id: Schema.String },
      payload: Schema.Struct({ status: Schema.String }),
      success: Schema.Struct({ status: Schema.String }),
      error: [UnknownAgent, ChangedMeanwhile, UnknownStatus, Misconfigured, TryAgainLater]
    })
  )
  .prefix("/agents") {}

export class Api extends HttpApi.make("backend").add(Agents) {}
