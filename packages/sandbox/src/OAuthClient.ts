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
 * The client that may do everything: `sandbox-client` with the secret `sandbox-secret`.
 *
 * @category constants
 * @since 0.1.0
 */
export const administrator: OAuthClient = {
  clientId: "sandbox-client",
  clientSecret: Redacted.make("sandbox-secret"),
  permissions: "all"
}

const documentedPermissions = Object.values(contract).flatMap(({ permissions }) => permissions?.of ?? [])

/**
 * The client that may read everything and write nothing: `sandbox-reader` with the secret `sandbox-reader-secret`.
 *
 * @category constants
 * @since 0.1.0
 */
export const reader: OAuthClient = {
  clientId: "sandbox-reader",
  clientSecret: Redacted.make("sandbox-reader-secret"),
  permissions: Array.from(new Set(documentedPermissions.filter((permission) => permission.endsWith(":view"))))
}
