import * as Contract from "@genesys-presence/models/Contract"
import type * as Duration from "effect/Duration"
import { time } from "./errorMessage.ts"

/** Names the permissions that an operation needs, for the one who administers the OAuth client. */
const permissionHint = (name: Contract.OperationName): string => {
  const { permissions, undocumentedPermissions } = Contract.contract[name]
  const needed = permissions ?? undocumentedPermissions
  return needed === undefined
    ? "Check the roles and divisions of the OAuth client"
    : `Give the OAuth client a role with ${needed.of.join(needed.require === "all" ? " and " : " or ")}`
}

/** What a person can do about a status, where there is something to do. */
export const statusHint = (error: {
  readonly status: number
  readonly operation: Contract.OperationName
  readonly retryAfter?: Duration.Duration
}): string | undefined => {
  switch (error.status) {
    case 401:
      return "Check that the token belongs to this organisation and region"
    case 403:
      return permissionHint(error.operation)
    case 409:
      return "Read it again and repeat the change on what you read"
    case 413:
      return "Send fewer entries in one call"
    case 415:
      return "Check whether a gateway changes the content-type header"
    case 429:
      return error.retryAfter === undefined
        ? "Wait before the next request"
        : `Wait ${time(error.retryAfter)} before the next request`
    default:
      // A browser hides what a redirect was, as status 0.
      return error.status === 0 || (error.status >= 300 && error.status < 400)
        ? "Redirects are not followed: check the configured region or API URL"
        : undefined
  }
}
