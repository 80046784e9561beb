import { Authentication, PresenceClient, PresenceError } from "@genesys-presence/client"
import { Notification } from "@genesys-presence/models"
import { Sandbox } from "@genesys-presence/sandbox"
import { Effect, Redacted, Schema } from "effect"

const builtIn = (systemPresence: string) =>
  Effect.flatMap(Sandbox, ({ exportState }) =>
    Effect.map(
      exportState,
      ({ definitions = [] }) =>
        definitions.find((one) => one.type === "System" && one.systemPresence === systemPresence)?.id
    )
  )

const ofNobody = PresenceClient.use((presence) => presence.getUserPresencesPurecloud({ userId: "nobody" }))

const notified = {
  topicName: "v2.users.some-user.presence",
  eventBody: { presenceDefinition: { id: "some-definition", systemPresence: "ON_QUEUE" } }
}

/** What a parameter of that name stands for. A function that a library makes goes by its own name. */
const values = {
  body: Effect.succeed({ id: "some-user", routingStatus: { status: "IDLE" } }),
  busyId: builtIn("Busy"),
  call: Effect.succeed(ofNobody),
  channel: Effect.succeed({ id: Redacted.make("streaming-0-some-channel") }),
  credentials: Effect.map(Sandbox, ({ defaultClient }) => defaultClient),
  decode: Effect.flatMap(Effect.flip(ofNobody), Schema.encodeEffect(PresenceError.PresenceError)),
  definitionId: Effect.succeed("some-definition"),
  encode: Effect.flip(ofNobody),
  event: Effect.succeed({ "detail-type": "v2.users.{id}.presence", detail: notified }),
  frame: Effect.succeed(JSON.stringify(notified)),
  label: Effect.succeed("Lunch"),
  notification: Notification.decode(notified),
  offlineId: builtIn("Offline"),
  query: Effect.succeed({ systemPresence: "Busy" }),
  sourceId: Effect.succeed("some-source"),
  token: Effect.flatMap(Authentication, ({ token }) => Effect.map(token, Redacted.value)),
  userId: Effect.succeed("some-user"),
  userIds: Effect.succeed(["some-user", "another-user"])
}

/** The same where there is no such user: how a snippet takes that is a part of what it shows. */
const missing: Readonly<Record<string, unknown>> = { userId: "nobody", userIds: ["some-user", "nobody"] }

const isNamed = (name: string): name is keyof typeof values => Object.hasOwn(values, name)

/** A name that nobody has thought of is a defect, so that no snippet escapes. */
const argumentNamed = (name: string): Effect.Effect<unknown, unknown, Authentication | PresenceClient | Sandbox> =>
  isNamed(name) ? values[name] : Effect.die(new Error(`no test knows what to give for the parameter ${name}`))

/** The arguments of each call that shows what a function does. */
export const argumentsFor = Effect.fnUntraced(function* (names: ReadonlyArray<string>) {
  const usual = yield* Effect.forEach(names, argumentNamed)
  const unusual = usual.map((value, index) => missing[names[index] ?? ""] ?? value)
  return names.some((name) => name in missing) ? [usual, unusual] : [usual]
})
