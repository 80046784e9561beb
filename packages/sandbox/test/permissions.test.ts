import { Contract, ErrorBody, type Operation, PresenceContract } from "@genesys-presence/models"
import { OAuthClient, Sandbox } from "@genesys-presence/sandbox"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schema } from "effect"
import { logIn, send, userId } from "./api.ts"

const allowed = (permissions: ReadonlyArray<string>): OAuthClient.OAuthClient => ({
  clientId: "limited",
  clientSecret: Redacted.make("secret"),
  permissions
})

/** Calls an operation with paths that lead nowhere: permissions are looked at before anything else. */
const call = Effect.fnUntraced(function* (operation: Operation.Any, client: OAuthClient.OAuthClient) {
  const { token } = yield* logIn(client)
  return yield* send(operation.method, operation.path.replaceAll(/\{\w+\}/g, "nothing"), {
    headers: { authorization: `Bearer ${token}` }
  })
})

const needed = ({ permissions, undocumentedPermissions }: Operation.Any) => permissions ?? undocumentedPermissions

describe("permissions", () => {
  const operations: ReadonlyArray<readonly [Contract.OperationName, Operation.Any]> = Contract.operationNames.map(
    (name) => [name, Contract.contract[name]]
  )

  for (const [name, operation] of operations) {
    const permissions = needed(operation)
    if (permissions === undefined) {
      it.effect(`${name} needs none`, () =>
        Effect.gen(function* () {
          const { defaultClient } = yield* Sandbox
          assert.notStrictEqual((yield* call(operation, defaultClient)).status, 403)
        }).pipe(Effect.provide(Sandbox.layer({ clients: [allowed([])] })))
      )
      continue
    }

    it.effect(`${name} is forbidden without ${permissions.of.join(" or ")}`, () =>
      Effect.gen(function* () {
        const { defaultClient } = yield* Sandbox
        const { body, status } = yield* call(operation, defaultClient)
        const { message } = yield* Schema.decodeUnknownEffect(ErrorBody.ErrorBody)(body)
        assert.strictEqual(status, 403)
        assert.propertyVal(
          body,
          "code",
          permissions.require === "all" ? "missing.permissions" : "missing.any.permissions"
        )
        for (const permission of permissions.of) assert.include(message ?? "", permission)
      }).pipe(Effect.provide(Sandbox.layer({ clients: [allowed(["presence:other:view"])] })))
    )

    for (const permission of permissions.of) {
      it.effect(`${name} is allowed with ${permission}`, () =>
        Effect.gen(function* () {
          const { defaultClient } = yield* Sandbox
          assert.notStrictEqual((yield* call(operation, defaultClient)).status, 403)
        }).pipe(Effect.provide(Sandbox.layer({ clients: [allowed([permission])] })))
      )
    }
  }

  it.effect("sandbox-reader reads everything and writes nothing", () =>
    Effect.gen(function* () {
      const api = yield* logIn(OAuthClient.reader)
      for (const path of ["definitions", "sources", "settings", `users/${userId(1)}/primarysource`]) {
        assert.strictEqual((yield* api.get(`/api/v2/presence/${path}`)).status, 200)
      }
      assert.strictEqual((yield* api.get(`/api/v2/users/${userId(1)}/presences/purecloud`)).status, 200)
      for (const [name, operation] of operations) {
        // Channels are the client's own, and need no permission.
        if (operation.method !== "GET" && name in PresenceContract.contract) {
          assert.strictEqual((yield* call(operation, OAuthClient.reader)).status, 403, name)
        }
      }
    }).pipe(Effect.provide(Sandbox.layer()))
  )
})
