import {
  ErrorBody,
  OrganizationPresence,
  OrganizationPresenceDefinition,
  SystemPresenceName,
  UcUserPresence,
  User,
  UserPresence
} from "@genesys-presence/models"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Schema } from "effect"
import { fixture } from "./support/fixtures.ts"
import { isObject } from "./support/wire.ts"

const payload = (name: string): unknown => fixture(name, Schema.Json)

/** The same JSON with its dates in the one notation that is written. */
const withInstants = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withInstants)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key.endsWith("Date") && typeof member === "string" ? new Date(member).toISOString() : withInstants(member)
    ])
  )
}

const payloads: ReadonlyArray<readonly [name: string, model: Schema.Codec<unknown, unknown>]> = [
  ["user-presence", UserPresence.UserPresence],
  ["bulk-presences", Schema.Array(UcUserPresence.UcUserPresence)],
  ["definition", OrganizationPresenceDefinition.OrganizationPresenceDefinition],
  ["older-definitions", OrganizationPresence.OrganizationPresenceEntityListing],
  ["error-404", ErrorBody.ErrorBody],
  ["error-429", ErrorBody.ErrorBody],
  ["user", User.User],
  ["patch-definition", UserPresence.UserPresenceRequest],
  ["patch-definition-id", UserPresence.UserPresenceRequest],
  ["patch-everything", UserPresence.UserPresenceRequest]
]

describe("payloads of the shapes that the service uses", () => {
  for (const [name, model] of payloads) {
    it.effect(
      `${name} comes back whole`,
      Effect.fnUntraced(function* () {
        const encoded = yield* Schema.decodeUnknownEffect(model)(payload(name)).pipe(
          Effect.flatMap(Schema.encodeEffect(model))
        )
        assert.deepStrictEqual(encoded, withInstants(payload(name)))
      })
    )
  }

  it.effect(
    "a presence says what, since when, and the message, even if it is empty",
    Effect.fnUntraced(function* () {
      const decode = Schema.decodeUnknownEffect(UserPresence.UserPresence)
      const { message, modifiedDate, presenceDefinition } = yield* decode(payload("user-presence"))
      assert.strictEqual(presenceDefinition?.systemPresence, "On Queue")
      assert.strictEqual(message, "")
      assert.strictEqual(modifiedDate && DateTime.formatIso(modifiedDate), "2026-03-09T07:45:12.036Z")
    })
  )

  it.effect(
    "the entries of a bulk read are told apart by their user",
    Effect.fnUntraced(function* () {
      const decode = Schema.decodeUnknownEffect(Schema.Array(UcUserPresence.UcUserPresence))
      const presences = yield* decode(payload("bulk-presences"))
      assert.deepStrictEqual(
        presences.map(({ id, userId }) => ({ id, userId })),
        [
          { id: undefined, userId: "0c0ffee0-0000-4000-8000-000000000001" },
          { id: undefined, userId: "0c0ffee0-0000-4000-8000-000000000002" }
        ]
      )
    })
  )

  it.effect(
    "the older listing holds the built-in id that is no UUID",
    Effect.fnUntraced(function* () {
      const decode = Schema.decodeUnknownEffect(OrganizationPresence.OrganizationPresenceEntityListing)
      const { entities = [] } = yield* decode(payload("older-definitions"))
      const builtIn = entities.filter(({ primary }) => primary)
      assert.deepStrictEqual(
        builtIn.map(({ id, languageLabels }) => ({ id, languageLabels })),
        [{ id: "d2390a99-8546-bad9-8f0a-219548e8aeb0", languageLabels: { en: "Training" } }]
      )
    })
  )

  it.effect(
    "an error names its cause, its correlation and its limit",
    Effect.fnUntraced(function* () {
      const { code, contextId, limit } = yield* Schema.decodeUnknownEffect(ErrorBody.ErrorBody)(payload("error-429"))
      assert.strictEqual(code, "too.many.requests.retry.after")
      assert.strictEqual(contextId, "0c0e0000-0000-4000-8000-000000000429")
      assert.strictEqual(limit?.value, 300)
    })
  )

  it.effect(
    "the body of a notification is a presence, in the spelling of notifications",
    Effect.fnUntraced(function* () {
      const Event = Schema.Struct({ topicName: Schema.String, eventBody: UserPresence.UserPresence })
      const { eventBody } = yield* Schema.decodeUnknownEffect(Event)(payload("presence-event"))
      assert.strictEqual(eventBody.presenceDefinition?.systemPresence, "BUSY")
      assert.isTrue(SystemPresenceName.equals(eventBody.presenceDefinition?.systemPresence ?? "", "Busy"))
      assert.isTrue(eventBody.primary)
    })
  )
})
