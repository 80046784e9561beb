import {
  Authentication,
  GenesysCloud,
  HttpExchange,
  PresenceClient,
  PresenceDefinitions,
  PresenceLookup,
  PresenceTransport
} from "@genesys-presence/client"
import { type FaultRule, Sandbox } from "@genesys-presence/sandbox"
import { Context, Effect, Layer, Option } from "effect"
import { HttpClient } from "effect/http"
import type { Surroundings } from "./surroundings.ts"

/** A call that shows what a layer does, under the name that a reader finds in the record. */
export interface Call {
  readonly name: string
  readonly effect: Effect.Effect<unknown, unknown, Surroundings>
}

type Services = Context.Context<never>

const has = (provided: Services, { key }: { readonly key: string }): boolean => provided.mapUnsafe.has(key)

/** The names of what a layer provides, without the packages that they come from. */
export const namesOf = (provided: Services): string =>
  Array.from(provided.mapUnsafe.keys(), (key) => key.replace(/^.*\//, ""))
    .filter((name) => name !== "CurrentMemoMap")
    .join(", ")

// The first user of every sandbox, so that one made by a snippet knows it too.
const userId = "00000001-0000-4000-8000-000000000001"

const getSystempresences = PresenceClient.use((presence) => presence.getSystempresences())

const byOperation = {
  getSystempresences,
  getUserPresence: PresenceClient.use((presence) => presence.getUserPresence({ userId, sourceId: "PURECLOUD" })),
  patchUserPresencesPurecloud: PresenceClient.use((presence) =>
    presence.patchUserPresencesPurecloud({ userId, body: { message: "back at two" } })
  ),
  putUsersPresencesBulk: PresenceClient.use((presence) =>
    presence.putUsersPresencesBulk({ body: [{ id: userId, message: "back at two" }] })
  )
}

const isCalled = (operation: string): operation is keyof typeof byOperation => Object.hasOwn(byOperation, operation)

const callOf = (operation: FaultRule.Target): Call => {
  const name = operation === "*" || operation === "oauthToken" ? "getSystempresences" : operation
  if (!isCalled(name)) throw new Error(`no test knows how to call ${name}, for which a layer has a fault`)
  return { name, effect: byOperation[name] }
}

/** A call to a service that fails as the rules say, and no more as those before said. */
const when = (
  name: string,
  rules: ReadonlyArray<Omit<FaultRule.RequestRule, "operation">>,
  effect: Call["effect"]
): Call => ({
  name: `getSystempresences${name}`,
  effect: Sandbox.use(({ faults }) =>
    Effect.andThen(
      faults.clear,
      Effect.forEach(rules, (rule) => faults.add({ operation: "getSystempresences", ...rule }))
    )
  ).pipe(Effect.andThen(effect))
})

const unavailable = { kind: "errorStatus", status: 503 } as const
const limited = { kind: "errorStatus", status: 429, retryAfter: "7" } as const

/** What every client may meet. */
const usual: ReadonlyArray<Call> = [
  when("", [], getSystempresences),
  when(" after a 503", [{ fault: unavailable }], getSystempresences),
  when(" after a 429 that asks for 7 seconds", [{ fault: limited }], getSystempresences)
]

const outcome = Effect.match(getSystempresences, { onFailure: ({ _tag }) => _tag, onSuccess: () => "answered" })

/** Makes many calls at once, and one when all of them have ended: how many had which outcome. */
const many = Effect.fnUntraced(function* (calls: number) {
  const counts = new Map<string, number>()
  for (const one of yield* Effect.replicateEffect(outcome, calls, { concurrency: "unbounded" })) {
    counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  return counts.set(`then ${yield* outcome}`, 1)
})

/** What policies are for: no answer, too many calls, a service that is down. */
const strained: ReadonlyArray<Call> = [
  when(" that nobody answers", [{ fault: { kind: "noAnswer" }, times: "always" }], getSystempresences),
  when(" 200 times at once and once more", [], many(200)),
  when(" 60 times at once and once more while all is 503", [{ fault: unavailable, times: "always" }], many(60))
]

/** A client to the sandbox that a layer made. */
const toSandbox = (sandbox: Sandbox["Service"]) =>
  PresenceTransport.layer().pipe(
    Layer.provide(Authentication.layerClientCredentials(sandbox.defaultClient)),
    Layer.provide(GenesysCloud.layer({ apiUrl: sandbox.baseUrl, loginUrl: sandbox.baseUrl }))
  )

/** The services with those of a layer in their place, and a client on top that uses them. */
export const withClient = Effect.fnUntraced(function* (provided: Services) {
  const own = Context.merge(yield* Effect.context<Surroundings>(), provided)
  if (has(provided, PresenceClient)) return own
  const sandbox = Context.getOption(provided, Sandbox)
  const transport = has(provided, PresenceTransport)
    ? Layer.succeed(PresenceTransport, Context.get(own, PresenceTransport))
    : Option.isSome(sandbox)
      ? toSandbox(sandbox.value)
      : PresenceTransport.layer()
  const client = PresenceClient.layerBare().pipe(
    Layer.provide(transport),
    Layer.provide(has(provided, HttpClient.HttpClient) ? HttpExchange.layer : Layer.empty)
  )
  return Context.merge(own, yield* Effect.provideContext(Layer.build(Layer.fresh(client)), own))
})

/** No call meets what happens to channels. */
const targetsOf = ({ operation }: FaultRule.FaultRule): ReadonlyArray<FaultRule.Target> =>
  operation === "channelSocket" || operation === "channelEvent" || operation === "channelSubscription"
    ? []
    : [operation]

/** What to do with a layer so that its record tells it from others. */
export const callsOn = Effect.fnUntraced(function* (provided: Services, sockets: boolean) {
  const sandbox = Context.getOption(provided, Sandbox)
  const rules = Option.isSome(sandbox) ? yield* sandbox.value.faults.list : []
  const faulty = Array.from(new Set(rules.flatMap(({ rule }) => targetsOf(rule))), callOf)
  // Each rule has had its times after three calls.
  if (faulty.length > 0) return faulty.flatMap((call) => [call, call, call])
  if (has(provided, PresenceDefinitions)) {
    return [{ name: "find", effect: PresenceDefinitions.use(({ find }) => find({ systemPresence: "Busy" })) }]
  }
  if (has(provided, PresenceLookup)) return [{ name: "get", effect: PresenceLookup.use(({ get }) => get(userId)) }]
  // With sockets, no time passes while a call waits.
  if (sockets) return [callOf("getSystempresences")]
  return has(provided, PresenceTransport) ? [...usual, ...strained] : usual
})
