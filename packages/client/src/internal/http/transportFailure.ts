import type { HttpExchangeFailure } from "../../HttpExchange.ts"

type Reason = HttpExchangeFailure["reason"]

/**
 * How far an exchange had come, when its transport knows: `connecting` before the first byte of the request, `started`
 * from then on. A request that the server refused to process is `refused`.
 */
export type Phase = "connecting" | "refused" | "started"

/** What one error, with those below it, tells. */
interface Findings {
  readonly reason: Reason | undefined
  readonly code: string | undefined
  /** Whether it can only have happened before the request was written. */
  readonly isBeforeRequest: boolean
}

const nothing: Findings = { reason: undefined, code: undefined, isBeforeRequest: false }

/** Codes of Node, undici and Bun. They say what failed and not when: a host may become unreachable later, too. */
const reasons: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: "ConnectionRefused",
  ConnectionRefused: "ConnectionRefused",
  ERR_PROXY_TUNNEL: "ConnectionRefused",
  ENOTFOUND: "HostNotFound",
  EHOSTUNREACH: "HostUnreachable",
  EHOSTDOWN: "HostUnreachable",
  ENETUNREACH: "HostUnreachable",
  ENETDOWN: "HostUnreachable",
  EADDRNOTAVAIL: "HostUnreachable",
  UND_ERR_CONNECT_TIMEOUT: "ConnectTimeout",
  ERR_TLS_HANDSHAKE_TIMEOUT: "ConnectTimeout",
  ECONNRESET: "ConnectionLost",
  ECONNABORTED: "ConnectionLost",
  ConnectionClosed: "ConnectionLost",
  EPIPE: "ConnectionLost",
  ETIMEDOUT: "ConnectionLost",
  UND_ERR_SOCKET: "ConnectionLost",
  UND_ERR_HEADERS_TIMEOUT: "ConnectionLost",
  UND_ERR_BODY_TIMEOUT: "ConnectionLost"
}

/** Codes that exist only before a request is written. */
const beforeRequest: ReadonlySet<string> = new Set([
  "ConnectionRefused",
  "ERR_PROXY_TUNNEL",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_INVALID_ARG",
  "ERR_TLS_HANDSHAKE_TIMEOUT"
])

const isResolving = (syscall: string): boolean => syscall === "getaddrinfo" || syscall.startsWith("query")

/** What the system was asked to do for a connection that was not there yet. */
const isConnecting = (syscall: string): boolean => syscall === "connect" || syscall === "bind" || isResolving(syscall)

/** The peer's certificate is looked at before the request is written. Alerts about one's own come later. */
const isPeerCertificate = (code: string): boolean =>
  !code.startsWith("ERR_SSL_") &&
  (/CERT|CRL|_ISSUER|LEAF_SIGNATURE/.test(code) || code === "HOSTNAME_MISMATCH" || code === "INVALID_CA")

const isTls = (code: string): boolean =>
  code === "EPROTO" || code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_") || isPeerCertificate(code)

/** TLS that worked before: it does not have to be set up otherwise. */
const isBrokenRecord = (code: string): boolean => /BAD_RECORD|DECRYPTION_FAILED|UNEXPECTED_EOF/.test(code)

/** What the peer says, and not a connection that broke. */
const isAlert = (code: string): boolean => code.includes("_ALERT_")

/** A code is a name; anything else may be a text that quotes the request. */
const isCode = (code: string): boolean => /^(?:[A-Z][A-Z\d_/]{1,79}|[A-Za-z]{1,40})$/.test(code)

const reasonByKind = (code: string, syscall: string): Reason | undefined => {
  if (isResolving(syscall)) return "HostNotFound"
  if (isBrokenRecord(code)) return "ConnectionLost"
  return isTls(code) ? "TlsFailure" : undefined
}

const text = (error: object, key: string): string => {
  const value: unknown = Reflect.get(error, key)
  return typeof value === "string" ? value : ""
}

/** The error of undici's parser has no code, but a name. */
const codeOf = (error: object): string | undefined => {
  const code = text(error, "code")
  const name = text(error, "name")
  if (isCode(code)) return code
  return name === "HTTPParserError" ? name : undefined
}

/** What an error tells by itself. Three are known by their message alone. */
const findingsOf = (error: object): Findings => {
  const code = codeOf(error)
  const syscall = text(error, "syscall")
  const message = text(error, "message")
  // What `fetch` says of a port that it connects to on no account.
  if (code === undefined) return { ...nothing, isBeforeRequest: message === "bad port" }
  if (message.startsWith("Proxy response (")) return { reason: "ConnectionRefused", code, isBeforeRequest: true }
  const isBeforeRequest =
    isConnecting(syscall) ||
    beforeRequest.has(code) ||
    isPeerCertificate(code) ||
    message.endsWith("before secure TLS connection was established")
  return { reason: reasons[code] ?? reasonByKind(code, syscall), code, isBeforeRequest }
}

/** What several attempts to connect tell together: that nothing was sent, only if all of them do. */
const together = (all: ReadonlyArray<Findings>): Findings => {
  const first = all.find(({ reason }) => reason !== undefined) ?? all[0] ?? nothing
  return { ...first, isBeforeRequest: all.length > 0 && all.every(({ isBeforeRequest }) => isBeforeRequest) }
}

/** How far down the causes of an error are looked at: runtimes wrap a few times, and a chain may be a circle. */
const maxDepth = 16

const read = (error: unknown, depth: number): Findings => {
  if (typeof error !== "object" || error === null || depth === maxDepth) return nothing
  const own = findingsOf(error)
  const errors: unknown = Reflect.get(error, "errors")
  const inner = Array.isArray(errors)
    ? together(errors.map((each) => read(each, depth + 1)))
    : read(Reflect.get(error, "cause"), depth + 1)
  const isOwn = own.reason !== undefined || (own.code !== undefined && inner.reason === undefined)
  const told = isOwn ? own : inner
  return { ...told, isBeforeRequest: own.isBeforeRequest || inner.isBeforeRequest }
}

/** Reads what is known from the error of a runtime. */
export const fromCause = (error: unknown, phase?: Phase): HttpExchangeFailure => {
  const { code, isBeforeRequest, reason } = read(error, 0)
  const isUntouched = phase === undefined ? isBeforeRequest : phase !== "started"
  const sent = isUntouched ? "no" : "unknown"
  if (code === undefined) return { reason: "Unknown", sent }
  if (code === "ETIMEDOUT" && sent === "no") return { reason: "ConnectTimeout", code, sent }
  const worked = reason === "TlsFailure" && phase === "started" && !isAlert(code)
  return { reason: worked ? "ConnectionLost" : (reason ?? "Unknown"), code, sent }
}
