import type * as Operation from "@genesys-presence/models/Operation"
import * as Effect from "effect/Effect"
import type { OAuthClient } from "../OAuthClient.ts"
import { ErrorCode, Refusal } from "./refusal.ts"

const check = (client: OAuthClient, needed: Operation.Permissions | undefined): Effect.Effect<void, Refusal> => {
  const { permissions } = client
  if (needed === undefined || permissions === "all") return Effect.void
  const missing = needed.of.filter((permission) => !permissions.includes(permission))
  if (needed.require === "all") {
    if (missing.length === 0) return Effect.void
    return Effect.fail(
      new Refusal({
        code: ErrorCode.missingPermissions,
        message: `You are missing the following permission(s): ${missing.join(", ")}`,
        messageParams: { permissions: missing.join(",") }
      })
    )
  }
  if (missing.length < needed.of.length) return Effect.void
  return Effect.fail(
    new Refusal({
      code: ErrorCode.missingAnyPermissions,
      message: `You must have at least one of the following permissions assigned: [${needed.of.join(", ")}]`,
      messageParams: { permissions: needed.of.join(",") }
    })
  )
}

/**
 * Whether a client may carry out an operation. What the service asks for beyond its documentation counts too: tokens of
 * the client credentials grant have no user of their own, so no user's presence is theirs to set.
 */
export const checkPermissions = (client: OAuthClient, operation: Operation.Any): Effect.Effect<void, Refusal> =>
  Effect.andThen(check(client, operation.permissions), check(client, operation.undocumentedPermissions))
