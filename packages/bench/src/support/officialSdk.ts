/** The official JavaScript SDK, as a program gets it. */
import { createRequire } from "node:module"
import type * as OfficialSdk from "purecloud-platform-client-v2"

// The SDK is CommonJS. Its types leave out the class of which `ApiClient` is the one instance of the process.
export const sdk = createRequire(import.meta.url)("purecloud-platform-client-v2") as typeof OfficialSdk & {
  readonly ApiClientClass: new () => typeof OfficialSdk.ApiClient
}

/** A client of its own for a server on this machine, without a token. */
export const connectTo = (baseUrl: string): typeof OfficialSdk.ApiClient => {
  const { hostname, port } = new URL(baseUrl)
  const client = new sdk.ApiClientClass()
  client.config.live_reload_config = false
  client.setGateway({ protocol: "http", host: hostname, port: Number(port) })
  return client
}
