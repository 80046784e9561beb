/**
 * The OAuth clients that may ask a sandbox for access tokens.
 *
 * @since 0.1.0
 */
import { contract } from "@genesys-presence/models/Contract"
import * as Redacted from "effect/Redacted"

/**
 * An OAuth client of the organisation, with the client credentials grant.
 *
 * @category models
 * @since 0.1.0
 */
export interface OAuthClient {
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted
  /** What tokens of the client may do: everything, or the named permissions, such as `presence:source:view`. */
  readonly permissions: "all" | ReadonlyArray<string>
}

/**
 * The client that may do everything: `00000006-0000-4000-8000-000000000001` with the secret `sandbox-secret`. As with the
 * service, the id is a UUID: some clients refuse any other.
 *
 * @category constants
 * @since 0.1.0
 */
export const administrator: OAuthClient = {
  clientId: "00000006-0000-4000-8000-000000000001",
  clientSecret: Redacted.make("sandbox-secret"),
  permissions: "all"
}

const documentedPermissions = Object.values(contract).flatMap(({ permissions }) => permissions?.of ?? [])

/**
 * The client that may read everything and write nothing: `00000006-0000-4000-8000-000000000002` with the secret
 * `sandbox-reader-secret`.
 *
 * @category constants
 * @since 0.1.0
 */
export const reader: OAuthClient = {
  clientId: "00000006-0000-4000-8000-000000000002",
  clientSecret: Redacted.make("sandbox-reader-secret"),
  permissions: Array.from(new Set(documentedPermissions.filter((permission) => permission.endsWith(":view"))))
}
