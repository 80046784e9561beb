import * as Contract from "@genesys-presence/models/Contract"
import type { ErrorBody } from "@genesys-presence/models/ErrorBody"
import { reasonPhrases } from "@genesys-presence/models/Operation"
import * as Duration from "effect/Duration"

/** Longer texts of a server are cut in a message; the error keeps them whole. */
const maxServerMessage = 300

/** Of a text of megabytes no more is looked at. */
const maxLooked = 10 * maxServerMessage

/** One line, whatever a gateway wrote. */
const oneLine = (text: string): string => {
  // Controls of a server must not reach a terminal, nor marks that turn the order of what follows.
  const line = text
    .slice(0, maxLooked)
    .replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, " ")
    .trim()
  return line.length > maxServerMessage ? `${line.slice(0, maxServerMessage)}…` : line
}

/** The documented statuses, and the one that gateways add. */
const phrases: Readonly<Record<number, string>> = { ...reasonPhrases, 502: "Bad Gateway" }

/** The service's message with its parameters filled in. */
const serverMessage = (body: ErrorBody | undefined): string | undefined => {
  if (body?.messageWithParams === undefined) return body?.message
  const parameters = body.messageParams ?? {}
  return body.messageWithParams.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(parameters, name) ? (parameters[name] ?? placeholder) : placeholder
  )
}

interface Parts {
  readonly operation?: string
  readonly what: string
  readonly details?: ReadonlyArray<string | undefined>
  readonly hint?: string | undefined
}

/** `getUserPresence: what happened (detail, detail). What to do.` */
export const compose = ({ details = [], hint, operation, what }: Parts): string => {
  const known = details.flatMap((detail) => (detail === undefined || detail === "" ? [] : [oneLine(detail)]))
  return (
    (operation === undefined ? "" : `${operation}: `) +
    oneLine(what) +
    (known.length === 0 ? "" : ` (${known.join(", ")})`) +
    (hint === undefined ? "" : `. ${hint}`)
  )
}

export const correlation = (id: string | undefined): string | undefined =>
  id === undefined ? undefined : `correlation id ${id}`

export const attempts = (count: number): string | undefined => (count > 1 ? `${count} attempts` : undefined)

/** A length of time for a person, in whole milliseconds. */
export const time = (duration: Duration.Duration): string =>
  Duration.format(Duration.millis(Math.ceil(Duration.toMillis(duration))))

const tlsIssues: ReadonlyArray<readonly [code: RegExp, issue: string]> = [
  [/CERT_HAS_EXPIRED/, "the certificate of the host has expired"],
  [/CERT_NOT_YET_VALID/, "the certificate of the host is not valid yet"],
  [/SELF_SIGNED/, "the certificate of the host is signed by nobody who is trusted here"],
  [/LEAF_SIGNATURE|_ISSUER/, "the issuer of the host's certificate is not known here"],
  [/ALTNAME|HOSTNAME_MISMATCH/, "the certificate is for another host"],
  [/WRONG_VERSION_NUMBER|HTTP_REQUEST/, "the host does not speak TLS on this port"],
  [/CERTIFICATE_REQUIRED|BAD_CERTIFICATE|ALERT_UNKNOWN_CA/, "the host wants a client certificate that it accepts"],
  [/PROTOCOL|HANDSHAKE_FAILURE|NO_SHARED|NO_CIPHERS/, "the host accepts no TLS version, cipher or certificate of ours"]
]

/** What a code of TLS means, for a person. */
export const tls = (reason: string, code: string | undefined): string | undefined =>
  reason === "TlsFailure" && code !== undefined ? tlsIssues.find(([known]) => known.test(code))?.[1] : undefined

/** A refusal is the word on its own attempt, and not on those before it. */
const earlier = (error: { readonly status: number; readonly mayHaveBeenExecuted: boolean }): string | undefined =>
  error.mayHaveBeenExecuted && error.status >= 400 && error.status < 500 && error.status !== 408
    ? "an earlier attempt may have been executed"
    : undefined

/** What a status error says. */
export const statusMessage = (error: {
  readonly operation: string
  readonly status: number
  readonly code?: string
  readonly attempts: number
  readonly mayHaveBeenExecuted: boolean
  readonly body?: ErrorBody
  readonly correlationId?: string
  readonly hint: string | undefined
}): string => {
  const phrase = phrases[error.status]
  const said = serverMessage(error.body)
  return compose({
    operation: error.operation,
    what: `${error.status}${phrase === undefined ? "" : ` ${phrase}`}${said === undefined ? "" : `: ${said}`}`,
    details: [error.code, correlation(error.correlationId), attempts(error.attempts), earlier(error)],
    hint: error.hint
  })
}

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
