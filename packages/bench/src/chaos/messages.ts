/** What the processes of a run say to each other. */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** What a process is to do: it stands in its arguments. */
export const Task = Schema.Struct({
  seed: Schema.String,
  operations: Schema.Int,
  /** How many requests a minute a token may make. */
  rateLimit: Schema.Int,
  /** Which client makes the calls, and where the sandbox is; absent in the sandbox's own process. */
  client: Schema.optionalKey(Schema.Literals(["own", "sdk", "sdkLoop"])),
  baseUrl: Schema.optionalKey(Schema.String)
})
export type Task = typeof Task.Type

/** What a client's process reports when all of its calls have ended. */
export const Report = Schema.Struct({
  /** `null` for a call that succeeded. */
  outcomes: Schema.Array(Schema.NullOr(Schema.String)),
  seconds: Schema.Finite,
  /** Of the process, in bytes. */
  peakMemory: Schema.Finite,
  memoryAtStart: Schema.Finite
})
export type Report = typeof Report.Type

const Counts = Schema.Array(Schema.Int)

/** What the sandbox saw of a run. */
export const Seen = Schema.Struct({
  /** How many requests came for each call. */
  requests: Counts,
  /** How often the network, not the client, delivered a request of each call twice. */
  deliveredTwice: Counts,
  /** How many requests had a fault, those of the login included. */
  faults: Schema.Int,
  /** How many requests the rate limit refused. */
  overRateLimit: Schema.Int,
  logins: Schema.Int,
  /** How often each write was carried out. */
  writes: Schema.Array(Schema.Struct({ path: Schema.String, body: Schema.String, applied: Schema.Int }))
})
export type Seen = typeof Seen.Type

/** The task of this process. */
export const ownTask: Effect.Effect<Task, Schema.SchemaError> = Effect.suspend(() =>
  Schema.decodeUnknownEffect(Schema.fromJsonString(Task))(process.argv[2])
)

/** Tells the process that started this one something, and waits until it is sent. */
export const tellParent = (message: Report | Seen | string): Effect.Effect<void> =>
  Effect.callback((resume) => {
    process.send?.(message, undefined, undefined, () => resume(Effect.void))
  })
