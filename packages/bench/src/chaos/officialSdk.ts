/** The official JavaScript SDK, with the least that a program needs around it: a login, and another one after a 401. */
import { contract } from "@genesys-presence/models/Contract"
import * as OAuthClient from "@genesys-presence/sandbox/OAuthClient"
import { Data, Duration, Effect, Redacted } from "effect"
import type * as OfficialSdk from "purecloud-platform-client-v2"
import { connectTo, sdk } from "../support/officialSdk.ts"
import { type Call, callHeader } from "./operations.ts"
import { attemptMillis, type Perform } from "./outcomes.ts"

/** What the SDK rejects with; `status` is that of the answer, if one came. */
class Rejected extends Data.TaggedError("Rejected")<{ readonly status: number | undefined; readonly reason: string }> {}

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, field) : undefined

const rejected = (thrown: unknown): Rejected => {
  const status = fieldOf(thrown, "status") ?? fieldOf(fieldOf(thrown, "response"), "status")
  const code = fieldOf(thrown, "code") ?? fieldOf(thrown, "message")
  return typeof status === "number"
    ? new Rejected({ status, reason: `${status}` })
    : new Rejected({ status: undefined, reason: typeof code === "string" ? code : "unknown" })
}

/** A promise of the SDK that nobody settles must not hold up the run. */
const patience = Duration.seconds(30)

const attempt = (call: () => Promise<unknown>): Effect.Effect<unknown, Rejected> =>
  Effect.tryPromise({ try: call, catch: rejected }).pipe(
    Effect.timeoutOrElse({
      duration: patience,
      orElse: () => Effect.fail(new Rejected({ status: undefined, reason: "never settled" }))
    })
  )

type Method = (...args: ReadonlyArray<unknown>) => Promise<unknown>

/** The methods of one family have a 0 behind their names, since the names of two operations differ by case only. */
const methodOf = (api: OfficialSdk.PresenceApi, name: string): Method => {
  const method: unknown = Reflect.get(api, name) ?? Reflect.get(api, `${name}0`)
  if (typeof method !== "function") throw new TypeError(`The SDK has no method ${name}`)
  return method.bind(api)
}

/** The SDK takes the parameters of the path in their order, then the body, then everything else. */
const argumentsOf = ({ name, parameters }: Call, number: number): ReadonlyArray<unknown> => {
  const { body, ...others }: Readonly<Record<string, unknown>> = parameters
  const inPath = Array.from(contract[name].path.matchAll(/\{(\w+)\}/g), ([, parameter = ""]) => parameter)
  return [
    ...inPath.map((parameter) => others[parameter]),
    ...(body === undefined ? [] : [body]),
    { ...others, customHeaders: { [callHeader]: `${number}` } }
  ]
}

/** Makes each call up to `attempts` times, one right after the other, whatever it failed with. */
export const makePerform = (baseUrl: string, attempts: number): Perform => {
  const apiClient = connectTo(baseUrl)
  // Else a rejection without a body says nothing.
  apiClient.setReturnExtendedResponses(true)
  // Public, as the documentation of the SDK says, and missing in its types.
  Object.assign(apiClient, { timeout: attemptMillis })
  const api = new sdk.PresenceApi(apiClient)
  const { clientId, clientSecret } = OAuthClient.administrator

  let session: Promise<unknown> | undefined
  const logIn = (): Promise<unknown> => {
    const login = apiClient.loginClientCredentialsGrant(clientId, Redacted.value(clientSecret))
    login.catch(() => (session = undefined))
    return login
  }

  return (call, number) => {
    const method = methodOf(api, call.name)
    const once = Effect.suspend(() => {
      const current = (session ??= logIn())
      return Effect.andThen(
        attempt(() => current),
        Effect.tapError(
          attempt(() => method(...argumentsOf(call, number))),
          ({ status }) =>
            Effect.sync(() => {
              if (status === 401 && session === current) session = undefined
            })
        )
      )
    })
    return Effect.mapError(Effect.retry(once, { times: attempts - 1 }), ({ reason }) => reason)
  }
}
