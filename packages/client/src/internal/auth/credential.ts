import * as Headers from "effect/http/Headers"
import * as Redacted from "effect/Redacted"
import { redactor, secretIssue } from "./secret.ts"

/** A token that can be put into a header, and what is derived from it once for all requests. */
export interface Credential {
  readonly token: Redacted.Redacted
  /** The headers of a request without a body, and with one. */
  readonly bare: Headers.Headers
  readonly withBody: Headers.Headers
  /** Takes the token out of what a server wrote. */
  readonly redact: (text: string) => string
}

/** `undefined` when the token cannot be put into a header. `common` are the headers of all requests. */
export const credentialOf = (
  token: Redacted.Redacted,
  common: Readonly<Record<string, string>>
): Credential | undefined => {
  const value = Redacted.value(token)
  if (secretIssue(value) !== undefined) return undefined
  const bare = { ...common, accept: "application/json", authorization: `Bearer ${value}` }
  return {
    token,
    bare: Headers.fromInput(bare),
    withBody: Headers.fromInput({ ...bare, "content-type": "application/json" }),
    redact: redactor(value)
  }
}

export const isSame = (one: Credential, other: Credential): boolean =>
  Redacted.value(one.token) === Redacted.value(other.token)
