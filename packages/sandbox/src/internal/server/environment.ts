import * as Redacted from "effect/Redacted"
import type { OAuthClient } from "../../OAuthClient.ts"

/** Hosts that a client sends its secret to over plain http without being told that it may. */
const isThisMachine = (hostname: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)

/** The variables that send a client to a sandbox. */
export const environmentOf = (baseUrl: string, client: OAuthClient): Readonly<Record<string, string>> => ({
  GENESYS_CLOUD_API_URL: baseUrl,
  GENESYS_CLOUD_LOGIN_URL: baseUrl,
  ...(isThisMachine(new URL(baseUrl).hostname) ? {} : { GENESYS_CLOUD_ALLOW_INSECURE_HTTP: "true" }),
  GENESYS_CLOUD_CLIENT_ID: client.clientId,
  GENESYS_CLOUD_CLIENT_SECRET: Redacted.value(client.clientSecret)
})
