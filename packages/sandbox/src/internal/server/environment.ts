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

/** How variables are written: for two shells, and for a `.env` file. */
export type Shell = "bash" | "powershell" | "dotenv"

export const shells: ReadonlyArray<Shell> = ["bash", "powershell", "dotenv"]

/** Text without a meaning of its own to any shell. */
const isPlain = (value: string): boolean => /^[\w./:@%+-]+$/.test(value)

/** A `.env` file knows no escapes: the quotes are the first that the value does not have. */
const dotenvQuote = (value: string): string => ["'", '"', "`"].find((quote) => !value.includes(quote)) ?? "'"

const lineOf: { readonly [S in Shell]: (name: string, value: string) => string } = {
  bash: (name, value) => `export ${name}=${isPlain(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`}`,
  powershell: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
  dotenv: (name, value) => {
    const quote = isPlain(value) ? "" : dotenvQuote(value)
    return `${name}=${quote}${value}${quote}`
  }
}

/** The lines that set variables in a shell. */
export const environmentLines = (shell: Shell, environment: Readonly<Record<string, string>>): ReadonlyArray<string> =>
  Object.entries(environment).map(([name, value]) => lineOf[shell](name, value))
