import * as Duration from "effect/Duration"
import type { ErrorBody } from "@genesys-presence/models/ErrorBody"
import { reasonPhrases } from "@genesys-presence/models/Operation"

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

/** What a status error says. */
export const statusMessage = (error: {
  readonly operation: string
  readonly status: number
  readonly code?: string
  readonly attempts: number
  readonly body?: ErrorBody
  readonly correlationId?: string
  readonly hint: string | undefined
}): string => {
  const phrase = phrases[error.status]
  const said = serverMessage(error.body)
  return compose({
    operation: error.operation,
    what: `${error.status}${phrase === undefined ? "" : ` ${phrase}`}${said === undefined ? "" : `: ${said}`}`,
    details: [error.code, correlation(error.correlationId), attempts(error.attempts)],
    hint: error.hint
  })
}
