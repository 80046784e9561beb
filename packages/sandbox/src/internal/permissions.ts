import type * as Operation from "@genesys-presence/models/Operation"
import type { OAuthClient } from "../OAuthClient.ts"
import { ErrorCode, Refusal } from "./refusal.ts"

const missing = (client: OAuthClient, needed: Operation.Permissions | undefined): Refusal | undefined => {
  const { permissions } = client
  if (needed === undefined || permissions === "all") return undefined
  const lacking = needed.of.filter((permission) => !permissions.includes(permission))
  if (needed.require === "all") {
    if (lacking.length === 0) return undefined
    return new Refusal({
      code: ErrorCode.missingPermissions,
      message: `You are missing the following permission(s): ${lacking.join(", ")}`,
      messageParams: { permissions: lacking.join(",") }
    })
  }
  if (lacking.length < needed.of.length) return undefined
  return new Refusal({
    code: ErrorCode.missingAnyPermissions,
    message: `You must have at least one of the following permissions assigned: [${needed.of.join(", ")}]`,
    messageParams: { permissions: needed.of.join(",") }
  })
}

/**
 * Why a client may not carry out an operation; `undefined` when it may. What the service asks for beyond its
 * documentation counts too: tokens of the client credentials grant have no user of their own, so no user's presence is
 * theirs to set.
 */
export const missingPermissions = (client: OAuthClient, operation: Operation.Any): Refusal | undefined =>
  missing(client, operation.permissions) ?? missing(client, operation.undocumentedPermissions)
